"""The characters that a file of XML can hold."""

import re

NOT_IN_XML = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def allowed(text: str) -> str:
    """The text without what XML forbids, and with every kind of line break as the one."""
    return NOT_IN_XML.sub("", BREAKS.sub("\n", text))
