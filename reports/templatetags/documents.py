"""What the templates of a document ask of its blocks."""

from django import template
from django.utils.safestring import SafeString

from reports import inline_svg
from reports.documents.blocks import Block, Document, Heading, Table
from reports.documents.page_table import ShownTable, shown_table

register = template.Library()


@register.filter
def template_of(block: Block) -> str:
    """Each kind of block has its own template."""
    return f"reports/document/{block.kind}.html"


@register.filter
def contents(document: Document) -> list[Heading]:
    """The parts that a reader can go to; one alone needs no list."""
    parts = [block for block in document.blocks if isinstance(block, Heading) and block.level == 2 and block.key]
    return parts if len(parts) > 1 else []


@register.filter
def shown(table: Table, number: int) -> ShownTable:
    """The table as the page shows it; its number on the page begins the ids that it needs."""
    return shown_table(table, f"table-{number}")


@register.filter
def drawing(svg: str) -> SafeString:
    return inline_svg.drawing(svg)
