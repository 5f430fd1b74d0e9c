"""Kept files as downloads, and never as pages."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# A browser neither guesses another kind of file nor, should it show it after all, lets anything in it run.
AS_A_DOWNLOAD = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}


def download(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    headers = AS_A_DOWNLOAD | {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=media_type, headers=headers)
