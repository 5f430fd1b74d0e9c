"""What a Word file is besides what is seen of it: properties, settings, and the zip around it all."""

import io
import zipfile
from datetime import datetime, time

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from reports.documents.allowed import allowed
from reports.documents.blocks import Document

LONGEST_PROPERTY = 255  # characters, the limit of python-docx
WORD_2013 = "15"  # for an older one, Word says 'Compatibility Mode' and holds back
# The template's picture of itself, and its claim to have been written with Word on a Macintosh.
NOT_OURS = ("/thumbnail", "/extended-properties")
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold


def set_properties(word: WordDocument, document: Document) -> None:
    """What the file says of itself, and nothing of the moment or the program that wrote it."""
    properties, dated_at = word.core_properties, datetime.combine(document.dated_on, time())
    properties.title = allowed(document.title)[:LONGEST_PROPERTY]
    properties.subject = allowed(document.subtitle)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = allowed(document.author)[:LONGEST_PROPERTY]
    properties.language = document.language
    properties.created = properties.modified = dated_at
    properties.comments = ""
    package = word.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith(NOT_OURS)]:
        del package.rels[key]


def set_settings(word: WordDocument, language: str) -> None:
    settings = word.settings.element
    zoom = settings.find(qn("w:zoom"))
    zoom.attrib.clear()
    zoom.set(qn("w:percent"), "100")
    spoken = settings.find(qn("w:themeFontLang"))
    spoken.attrib.clear()
    spoken.set(qn("w:val"), language)
    for mode in settings.xpath("./w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(qn("w:val"), WORD_2013)


def saved(word: WordDocument) -> bytes:
    """The file, in which every part has the same moment: the zip would hold that of its writing."""
    file, answer = io.BytesIO(), io.BytesIO()
    word.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(answer, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(zipfile.ZipInfo(each.filename, FIRST_MOMENT), old.read(each), zipfile.ZIP_DEFLATED)
    return answer.getvalue()
