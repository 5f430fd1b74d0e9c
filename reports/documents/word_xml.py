"""What Word knows and python-docx has no words for: fields, shading, borders, and properties in their order."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

# Word calls a file damaged whose properties stand in another order than this. Those that are written here.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing "
    "jc outlineLvl rPr sectPr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "compat": "useFELayout compatSetting",
}


def put(properties: Any, name: str, **values: str) -> Any:
    """A property with its values, in the place of the one of that name if there is one, and in the schema's order."""
    order = ORDERS[properties.tag.rpartition("}")[2]].split()
    for old in properties.findall(qn(f"w:{name}")):
        properties.remove(old)
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    after = order[order.index(name) + 1 :]
    properties.insert_element_before(element, *(f"w:{each}" for each in after))
    return element


def put_frame(paragraph_properties: Any, *, line: str, fill: str) -> None:
    """A thick line on the left, and a colour behind the words that reaches a little beyond them."""
    borders = put(paragraph_properties, "pBdr")
    beyond = {"sz": "4", "space": "5", "color": fill}
    sides = {"top": beyond, "left": {"sz": "36", "space": "8", "color": line}, "bottom": beyond}
    for side, values in sides.items():
        element = OxmlElement(f"w:{side}")
        for key, value in {"val": "single", **values}.items():
            element.set(qn(f"w:{key}"), value)
        borders.append(element)
    put(paragraph_properties, "shd", val="clear", color="auto", fill=fill)


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word keeps up to date, such as the number of the page, and what it shows until then."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.text = f" {instruction} "
            element.set(qn("xml:space"), "preserve")
            run._r.append(element)
        elif kind != "shown":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)
