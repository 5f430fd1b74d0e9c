"""The addresses of what is measured."""

from django.urls import path, register_converter

from indicators.addresses import StandardCode
from indicators.views import benchmarks, entering, ladder, scores, submitting, targets, uploads

register_converter(StandardCode, "standard")

app_name = "indicators"

YEARS = "<ods:ods_code>/submissions/<standard:standard>/"
YEAR = f"{YEARS}<int:year>/"
BENCHMARKS = "<ods:ods_code>/benchmarks/"
TARGETS = "<ods:ods_code>/targets/"
LADDER = "<ods:ods_code>/model-employer/"

urlpatterns = [
    path("<ods:ods_code>/indicators/", scores.scores, name="scores"),
    path("<ods:ods_code>/indicators/<standard:standard>/", scores.scores, name="scores_of"),
    path(YEARS, scores.submissions, name="submissions"),
    path(f"{YEARS}start/", entering.start, name="start"),
    path(f"{YEARS}upload/", uploads.upload, name="upload"),
    path(YEAR, scores.submission, name="submission"),
    path(f"{YEAR}enter/", entering.enter, name="enter"),
    path(f"{YEAR}comes-to/<int:number>/", entering.comes_to, name="comes_to"),
    path(f"{YEAR}check/", submitting.check, name="check"),
    path(f"{YEAR}submit/", submitting.submit, name="submit"),
    path(f"{YEAR}amend/", submitting.amend, name="amend"),
    path(f"{YEAR}discard/", entering.discard, name="discard"),
    path(f"{YEAR}form.xlsx", uploads.form, name="form"),
    path(f"{YEAR}upload/", uploads.upload_year, name="upload_year"),
    path("<ods:ods_code>/uploads/<int:pk>/", uploads.preview, name="preview"),
    path("<ods:ods_code>/uploads/<int:pk>/confirm/", uploads.confirm, name="confirm"),
    path("<ods:ods_code>/uploads/<int:pk>/discard/", uploads.forget, name="forget"),
    path(f"{BENCHMARKS}<standard:standard>/", benchmarks.benchmarks, name="benchmarks"),
    path(f"{BENCHMARKS}<standard:standard>/add/", benchmarks.add_benchmark, name="add_benchmark"),
    path(f"{BENCHMARKS}<int:pk>/remove/", benchmarks.remove_benchmark, name="remove_benchmark"),
    path(f"{TARGETS}<standard:standard>/", targets.targets, name="targets"),
    path(f"{TARGETS}<standard:standard>/add/", targets.add_target, name="add_target"),
    path(f"{TARGETS}<int:pk>/", targets.target, name="target"),
    path(f"{TARGETS}<int:pk>/remove/", targets.remove_target, name="remove_target"),
    path(LADDER, ladder.ladder, name="ladder"),
    path(f"{LADDER}add/", ladder.add_goal, name="add_goal"),
    path(f"{LADDER}readings/", ladder.add_readings, name="add_readings"),
    path(f"{LADDER}readings/<int:pk>/remove/", ladder.remove_reading, name="remove_reading"),
    path(f"{LADDER}<int:pk>/", ladder.goal, name="goal"),
    path(f"{LADDER}<int:pk>/remove/", ladder.remove_goal, name="remove_goal"),
]
