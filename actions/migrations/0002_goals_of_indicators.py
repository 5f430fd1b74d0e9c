"""The goals for staff in post become a measure of the organisation, with readings; actions refer to them."""

from calendar import monthrange

from django.db import migrations, models


def carry_over(apps, schema_editor):
    old_goals = apps.get_model("actions", "StaffInPostGoal").objects.select_related("action__plan")
    new_goals = apps.get_model("indicators", "StaffInPostGoal").objects
    readings = apps.get_model("indicators", "StaffInPost").objects
    # Where two plans set the same goal, the newest plan's stands.
    for old in old_goals.order_by("-action__plan__year", "action", "place", "pk"):
        goal, _ = new_goals.get_or_create(
            organisation_id=old.action.plan.organisation_id,
            band=old.band,
            target_year=old.target_year,
            defaults={"place": old.place, "target": old.target},
        )
        month = old.actual_month
        counted_on = month.replace(day=monthrange(month.year, month.month)[1])
        readings.get_or_create(goal=goal, counted_on=counted_on, defaults={"number": old.actual})
        old.action.goals.add(goal)


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0001_initial"),
        ("indicators", "0002_counts_drafts_benchmarks_goals"),
    ]

    operations = [
        migrations.AddField(
            model_name="action",
            name="goals",
            field=models.ManyToManyField(blank=True, related_name="actions", to="indicators.staffinpostgoal"),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
