"""Each reminder has the day of its occasion; that of those on record follows from the occasion's name."""

import re
from datetime import timedelta

from django.db import migrations, models

# As occasions were named and placed when these rows were written.
OF_NAMES = {"on the day": 0, "escalation": 14, "no update": -14}


def place(apps, schema_editor):
    Reminder = apps.get_model("actions", "Reminder")
    for name in set(Reminder.objects.values_list("occasion", flat=True)):
        if (days := OF_NAMES.get(name)) is None:
            number, _, direction = re.fullmatch(r"(\d+) (days) (before|after)", name).groups()
            days = int(number) if direction == "after" else -int(number)
        rows = list(Reminder.objects.filter(occasion=name))
        for row in rows:
            row.day = row.due_on + timedelta(days=days)
        Reminder.objects.bulk_update(rows, ["day"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ("actions", "0011_unchecked_parts_of_an_import"),
    ]

    operations = [
        migrations.AddField("reminder", "day", models.DateField("of the occasion", null=True)),
        migrations.RunPython(place, migrations.RunPython.noop),
        migrations.AlterField("reminder", "day", models.DateField("of the occasion")),
    ]
