"""What somebody typed or saw on a page that they send."""

from django.http import HttpRequest

from actions.numbers import number_in


def version_in(request: HttpRequest) -> int:
    """The version that the page showed; 0, which no row has, where it says none."""
    return number_in(request.POST.get("version", ""))
