"""Files for tests: real ones of every kind that is taken, as small as each kind allows, and hostile ones."""

import io
import zipfile
import zlib

import xlsxwriter
from docx import Document

OFFICE = "application/vnd.openxmlformats-officedocument"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def pdf() -> bytes:
    """One empty page."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 4\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )


def png() -> bytes:
    """One white point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


def jpg() -> bytes:
    """One grey point."""
    tables = b"\xff\xdb\x00\x43\x00" + b"\x01" * 64
    frame = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    codes = b"\xff\xc4\x00\x14\x00\x01" + b"\x00" * 15 + b"\x00" + b"\xff\xc4\x00\x14\x10\x01" + b"\x00" * 15 + b"\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x3f"
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        + tables
        + frame
        + codes
        + scan
        + b"\xff\xd9"
    )


def docx() -> bytes:
    file = io.BytesIO()
    document = Document()
    document.add_paragraph("Minutes of the panel")
    document.save(file)
    return file.getvalue()


def xlsx() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet().write(0, 0, "Panels")
    return file.getvalue()


def pptx() -> bytes:
    return archive(
        {"ppt/presentation.xml": b"<p:presentation/>"}, main=f"{OFFICE}.presentationml.presentation.main+xml"
    )


def docm() -> bytes:
    return archive({"word/document.xml": b"<w:document/>", "word/vbaProject.bin": b"\0" * 9}, main=MACROS)


def archive(parts: dict[str, bytes], *, main: str = f"{OFFICE}.wordprocessingml.document.main+xml") -> bytes:
    """An Office file of these parts, of which the first is the main one."""
    types = f'<Types><Override PartName="/{next(iter(parts))}" ContentType="{main}"/></Types>'
    return zipped({"[Content_Types].xml": types.encode()} | parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def locked(content: bytes) -> bytes:
    """An archive whose list says that its parts have a password."""
    changed = bytearray(content)
    at = -1
    while (at := changed.find(b"PK\x01\x02", at + 1)) >= 0:
        changed[at + 8] |= 1
    return bytes(changed)
