"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from wres_site import views
from wres_site.addresses import OdsCode

register_converter(OdsCode, "ods")

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", views.health, name="health"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("", include("accounts.urls")),
    path("", include("outbox.urls")),
    path("", include("indicators.urls")),
    path("", include("actions.urls")),
    path("", include("reports.urls")),
]

handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.broken
