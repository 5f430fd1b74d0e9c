"""The part of an address that names a standard."""


class StandardCode:
    """'wres' in the address is the standard WRES."""

    regex = "[a-z][a-z0-9]{1,11}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: object) -> str:
        return str(value).lower()
