"""The old table goes at once: its rows are carried over, and nothing reads it any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("actions", "0002_goals_of_indicators")]

    operations = [migrations.DeleteModel(name="StaffInPostGoal")]
