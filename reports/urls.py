"""Addresses of the overview and the quarters."""

from django.urls import path, register_converter

from reports.addresses import FileEnding, QuarterSlug
from reports.views import committee, decisions, indicator, papers, progress

register_converter(QuarterSlug, "quarter")
register_converter(FileEnding, "ending")

app_name = "reports"

COMMITTEE = "<ods:ods_code>/committee"
PAPER = f"{COMMITTEE}/<quarter:quarter>"
INDICATOR = "<ods:ods_code>/indicators/<standard:standard>/<int:number>"

urlpatterns = [
    path("<ods:ods_code>/", progress.overview, name="overview"),
    path("<ods:ods_code>/quarters/<quarter:quarter>/", progress.quarter, name="quarter"),
    path(f"{COMMITTEE}/", committee.committee, name="committee"),
    path(f"{COMMITTEE}/quarters/", committee.compare, name="compare"),
    path(f"{COMMITTEE}/addresses/add/", committee.add_address, name="add_address"),
    path(f"{COMMITTEE}/addresses/<int:pk>/remove/", committee.remove_address, name="remove_address"),
    path(f"{COMMITTEE}/decisions/<int:pk>/", decisions.change, name="change_decision"),
    path(f"{COMMITTEE}/decisions/<int:pk>/outcome/", decisions.outcome, name="outcome"),
    path(f"{COMMITTEE}/decisions/<int:pk>/remove/", decisions.remove, name="remove_decision"),
    path(f"{PAPER}/", papers.paper, name="paper"),
    path(f"{PAPER}/paper.<ending:ending>", papers.file, name="paper_file"),
    path(f"{PAPER}/meeting/", committee.days, name="days"),
    path(f"{PAPER}/front-sheet/", papers.front_sheet, name="front_sheet"),
    path(f"{PAPER}/notes/<slug:place>/", papers.note, name="note"),
    path(f"{PAPER}/hold/", papers.hold, name="hold"),
    path(f"{PAPER}/let-go/", papers.let_go, name="let_go"),
    path(f"{PAPER}/issue/", papers.issue, name="issue"),
    path(f"{PAPER}/decisions/add/", decisions.add, name="add_decision"),
    path(f"{INDICATOR}/", indicator.indicator, name="indicator"),
    path(f"{INDICATOR}.csv", indicator.figures, name="figures"),
    path(f"{INDICATOR}.svg", indicator.drawing, name="drawing"),
    path(f"{INDICATOR}.png", indicator.picture, name="picture"),
]
