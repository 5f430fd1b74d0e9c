"""Addresses of the overview and the quarters."""

from django.urls import path, register_converter

from reports import views
from reports.addresses import QuarterSlug

register_converter(QuarterSlug, "quarter")

app_name = "reports"

urlpatterns = [
    path("<ods:ods_code>/", views.overview, name="overview"),
    path("<ods:ods_code>/quarters/<quarter:quarter>/", views.quarter, name="quarter"),
]
