"""Addresses of the messages."""

from django.conf import settings
from django.urls import path

from outbox import views

app_name = "outbox"

urlpatterns = [
    path("<ods:ods_code>/messages/sent/<int:pk>/", views.message, name="message"),
    path("<ods:ods_code>/messages/sent/<int:pk>/again/", views.again, name="again"),
]

if settings.SAMPLE:
    urlpatterns.append(path("mail/", views.sample_mail, name="sample_mail"))
