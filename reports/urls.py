"""Addresses of the overview and the quarters."""

from django.urls import path, register_converter

from reports.addresses import QuarterSlug
from reports.views import indicator, progress

register_converter(QuarterSlug, "quarter")

app_name = "reports"

INDICATOR = "<ods:ods_code>/indicators/<standard:standard>/<int:number>"

urlpatterns = [
    path("<ods:ods_code>/", progress.overview, name="overview"),
    path("<ods:ods_code>/quarters/<quarter:quarter>/", progress.quarter, name="quarter"),
    path(f"{INDICATOR}/", indicator.indicator, name="indicator"),
    path(f"{INDICATOR}.csv", indicator.figures, name="figures"),
    path(f"{INDICATOR}.svg", indicator.drawing, name="drawing"),
    path(f"{INDICATOR}.png", indicator.picture, name="picture"),
]
