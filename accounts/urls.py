"""Signing in and out, passwords, choosing an organisation, and its members."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import path, reverse_lazy

from accounts import views
from accounts.forms import ChangePasswordForm, NewPasswordForm, PasswordLinkForm, SignInForm

urlpatterns = [
    path("", views.start, name="start"),
    path("organisations/", views.organisations, name="organisations"),
    path(
        "sign-in/",
        auth.LoginView.as_view(
            template_name="accounts/sign_in.html", form_class=SignInForm, redirect_authenticated_user=True
        ),
        name="sign_in",
    ),
    path("sign-out/", login_not_required(auth.LogoutView.as_view()), name="sign_out"),
    path(
        "password/",
        auth.PasswordChangeView.as_view(
            template_name="accounts/password_change.html",
            form_class=ChangePasswordForm,
            success_url=reverse_lazy("password_changed"),
        ),
        name="password_change",
    ),
    path("password/changed/", views.password_changed, name="password_changed"),
    path(
        "password/forgotten/",
        login_not_required(
            auth.PasswordResetView.as_view(
                template_name="accounts/password_forgotten.html",
                form_class=PasswordLinkForm,
                subject_template_name="emails/password_subject.txt",
                email_template_name="emails/password.txt",
                success_url=reverse_lazy("password_asked"),
                extra_email_context={"site_address": settings.SITE_ADDRESS},
            )
        ),
        name="password_forgotten",
    ),
    path("password/forgotten/sent/", views.password_asked, name="password_asked"),
    path(
        "password/new/<uidb64>/<token>/",
        login_not_required(
            views.NewPassword.as_view(
                template_name="accounts/password_new.html",
                form_class=NewPasswordForm,
                success_url=reverse_lazy("sign_in"),
            )
        ),
        name="password_reset_confirm",
    ),
    path("<ods:ods_code>/settings/", views.settings, name="settings"),
    path("<ods:ods_code>/members/", views.members, name="members"),
    path("<ods:ods_code>/members/add/", views.add_member, name="add_member"),
    path("<ods:ods_code>/members/<int:pk>/remove/", views.remove_member, name="remove_member"),
]
