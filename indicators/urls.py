"""The addresses of what is measured."""

from django.urls import path

from indicators import views

app_name = "indicators"

urlpatterns = [
    path("<ods:ods_code>/indicators/", views.scores, name="scores"),
    path("<ods:ods_code>/indicators/<int:year>/", views.submission, name="submission"),
]
