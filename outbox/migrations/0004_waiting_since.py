"""When a message first had its turn, and which machine's clock held the mail."""

from django.db import migrations, models
from django.db.models import F


def since_they_were_made(apps, schema_editor):
    apps.get_model("outbox", "Message").objects.update(waiting_since=F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("outbox", "0003_heartbeat"),
    ]

    operations = [
        migrations.AddField(
            "heartbeat",
            "held_by",
            models.CharField("the start of the machine whose clock jumped", max_length=40, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField("message", "waiting_since", models.DateTimeField(null=True)),
        migrations.RunPython(since_they_were_made, migrations.RunPython.noop),
        migrations.AlterField(
            "message",
            "waiting_since",
            models.DateTimeField("when it first had its turn, whatever attempts came after"),
        ),
    ]
