"""What the page of an action says of the committee: the room of actions is below, and knows nothing of papers."""

from django import template

from accounts.access import Access
from actions.models import Action
from reports.models import Decision

register = template.Library()


@register.inclusion_tag("reports/papers/decisions_on_action.html")
def decided_on(action: Action, access: Access) -> dict[str, object]:
    """What meetings decided on the action, the newest meeting first: one query."""
    of_action = (
        Decision.objects.of(access.organisation)
        .filter(action=action)
        .select_related("paper__meeting")
        .defer("paper__content")
    )
    return {"decisions": of_action.order_by("-paper__meeting__quarter_starts_on", "pk"), "access": access}
