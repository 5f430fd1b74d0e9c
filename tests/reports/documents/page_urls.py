"""The addresses of the site, and one where a document of the tests stands under a heading, as on any page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from tests.reports.documents import samples
from wres_site import urls

PAGE = """{% extends "base.html" %}{% block title %}{{ document.title }}{% endblock %}{% block content %}
<h1 class="nhsuk-heading-l">{{ document.title }}</h1>{% include "reports/document/document.html" %}{% endblock %}"""


@login_not_required
def show_document(request: HttpRequest, actions: int) -> HttpResponse:
    """A document of so many actions; of none, the one that has every part and a wide table."""
    document = samples.long_document(actions) if actions else samples.every_part()
    if not actions:
        document = document.model_copy(update={"blocks": (*document.blocks, samples.wide_table())})
    return HttpResponse(engines["django"].from_string(PAGE).render({"document": document}, request))


urlpatterns = [path("document/<int:actions>/", show_document), *urls.urlpatterns]
