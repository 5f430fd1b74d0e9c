"""A plan that was loaded from a published report is published."""

from django.db import migrations


def mark_published(apps, schema_editor):
    apps.get_model("actions", "Plan").objects.exclude(loaded_from="").update(state="published")


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0004_links_evidence_imports_approvals"),
    ]

    operations = [
        migrations.RunPython(mark_published, migrations.RunPython.noop),
    ]
