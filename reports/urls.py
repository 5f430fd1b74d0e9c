"""Addresses of the overview and the quarters."""

from django.urls import path, register_converter

from reports.addresses import FileEnding, QuarterSlug, ReportSlug
from reports.views import committee, decisions, indicator, papers, progress, publications, published

register_converter(QuarterSlug, "quarter")
register_converter(FileEnding, "ending")
register_converter(ReportSlug, "report")

app_name = "reports"

COMMITTEE = "<ods:ods_code>/committee"
PAPER = f"{COMMITTEE}/<quarter:quarter>"
INDICATOR = "<ods:ods_code>/indicators/<standard:standard>/<int:number>"
PUBLICATIONS = "<ods:ods_code>/publications"
# Without signing in: the organisation has another name here, so that nobody has to belong to it.
PUBLISHED = "published/<ods:trust>"

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
    path(f"{PUBLICATIONS}/", publications.every, name="publications"),
    path(f"{PUBLICATIONS}/of-plan/<int:pk>/", publications.begin, name="begin_publication"),
    path(f"{PUBLICATIONS}/<int:pk>/", publications.one, name="publication"),
    path(f"{PUBLICATIONS}/<int:pk>/report.<ending:ending>", publications.file, name="publication_file"),
    path(f"{PUBLICATIONS}/<int:pk>/texts/", publications.texts, name="publication_texts"),
    path(f"{PUBLICATIONS}/<int:pk>/approval/", publications.approve, name="approve_publication"),
    path(f"{PUBLICATIONS}/<int:pk>/publish/", publications.publish, name="publish"),
    path(f"{PUBLICATIONS}/<int:pk>/withdraw/", publications.withdraw, name="withdraw_publication"),
    path(f"{PUBLISHED}/", published.published_by, name="published_by"),
    path(f"{PUBLISHED}/<report:report>/", published.published, name="published"),
    path(f"{PUBLISHED}/<report:report>/<int:edition>/", published.published_edition, name="published_edition"),
    path(f"{PUBLISHED}/<report:report>.<ending:ending>", published.published_file, name="published_file"),
]
