"""Addresses of the messages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from outbox import views

app_name = "outbox"

urlpatterns = [
    path("<ods:ods_code>/messages/sent/<int:pk>/", views.message, name="message"),
    path("<ods:ods_code>/messages/sent/<int:pk>/again/", views.again, name="again"),
    path("<ods:ods_code>/messages/sent/<int:pk>/arrived/", views.arrived, name="arrived"),
    path("<ods:ods_code>/messages/sent/<int:pk>/leave/", views.leave, name="leave"),
    path("<ods:ods_code>/messages/attachments/<int:pk>/", views.attachment, name="attachment"),
    path("<ods:ods_code>/messages/test/", views.test, name="test"),
    path("<ods:ods_code>/messages/pause/", views.pause, name="pause"),
    path("<ods:ods_code>/messages/resume/", views.resume, name="resume"),
    path("<ods:ods_code>/messages/let-go/", views.let_go, name="let_go"),
]

if settings.SAMPLE:
    # Open to all who sit at this machine: the link for a first password is in a mail.
    urlpatterns.append(path("mail/", login_not_required(views.sample_mail), name="sample_mail"))
