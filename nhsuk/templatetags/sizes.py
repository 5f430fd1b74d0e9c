"""Sizes of files in templates."""

from django import template

from nhsuk.sizes import size_in_words

register = template.Library()
register.filter("size_in_words", size_in_words)
