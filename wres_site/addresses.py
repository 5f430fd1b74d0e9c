"""The part of an address that names an organisation."""

from accounts.models import ODS_CODE


class OdsCode:
    """Capitals only, so that no address of the site itself is taken for an organisation."""

    regex = ODS_CODE

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
