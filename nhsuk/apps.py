"""The app that holds the look of every page."""

from django.apps import AppConfig


class NhsukConfig(AppConfig):
    name = "nhsuk"
    label = "nhsuk"
    verbose_name = "NHS design system"
