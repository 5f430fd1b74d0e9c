"""Makes our static files out of npm packages: nhsuk-frontend, the NHS design system, and a font for documents."""

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = "nhsuk"
# Arimo has the measures of Arial and an open licence: pictures and PDFs are drawn with it, pages are not.
ARIMO = Path("@expo-google-fonts") / "arimo"
FONTS = (ARIMO / "400Regular" / "Arimo_400Regular.ttf", ARIMO / "700Bold" / "Arimo_700Bold.ttf")
FONT_LICENCE = ARIMO / "LICENSE_FONT"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*")
ABSOLUTE_ADDRESS = re.compile(r"""(url\(\s*["']?)/assets/""")
ADDRESS = re.compile(r"""url\(\s*["']?([^"')]*)""")


class NhsukFrontendMissingError(Exception):
    """node_modules holds no such package, or not the files that are taken from it."""

    def __init__(self, missing: Path) -> None:
        super().__init__(f"There is no {missing}. Run 'npm ci' first: it brings the packages.")


class NhsukFrontendChangedError(Exception):
    """What was mended still holds something that must not reach a browser: the package is laid out anew."""

    def __init__(self, leftovers: list[str]) -> None:
        super().__init__(f"The mended style sheet still holds {', '.join(leftovers)}: mend nhsuk/frontend.py.")


def build_frontend(node_modules: Path, target: Path) -> Path:
    """Write the folder 'nhsuk' into target and return it; a failed build leaves the one before untouched."""
    package = node_modules / "nhsuk-frontend" / "dist" / "nhsuk"
    target.mkdir(parents=True, exist_ok=True)
    built = target / FOLDER
    with TemporaryDirectory(dir=target, prefix=".building-") as staging:
        staged = Path(staging) / FOLDER
        write_files(package, staged)
        write_fonts(node_modules, staged / "fonts")
        if built.exists():
            built.rename(Path(staging) / "before")
        staged.rename(built)
    return built


def write_files(package: Path, folder: Path) -> None:
    css, javascript = package / "nhsuk-frontend.min.css", package / "nhsuk-frontend.min.js"
    images = package / "assets" / "images"
    for needed in (css, javascript, images):
        if not needed.exists():
            raise NhsukFrontendMissingError(needed)
    shutil.copytree(images, folder / "assets" / "images")
    mended = mend_css(css.read_text("utf-8"))
    if found := leftovers(mended, folder):
        raise NhsukFrontendChangedError(found)
    (folder / "nhsuk.css").write_text(mended, "utf-8")
    (folder / "nhsuk.js").write_text(SOURCE_MAP.sub("", javascript.read_text("utf-8")), "utf-8")


def write_fonts(node_modules: Path, folder: Path) -> None:
    folder.mkdir()
    for needed in (node_modules / name for name in (*FONTS, FONT_LICENCE)):
        if not needed.exists():
            raise NhsukFrontendMissingError(needed)
        shutil.copy(needed, folder)


def mend_css(css: str) -> str:
    """The style sheet without fonts and source map, and with the addresses of its images relative to itself.

    Its font, Frutiger, comes from an NHS host and is licensed to registered NHS organisations, so open source
    may not use it: text falls to Arial. Manifest storage refuses absolute addresses and missing maps.
    """
    return ABSOLUTE_ADDRESS.sub(r"\1assets/", SOURCE_MAP.sub("", FONT_FACE.sub("", css)))


def leftovers(css: str, folder: Path) -> list[str]:
    """What the style sheet must not hold: fonts, maps, imports, addresses of no file beside it."""
    words = [word for word in ("@font-face", "@import", "sourceMappingURL", "/assets/") if word in css]
    return words + sorted({address for address in ADDRESS.findall(css) if not stands_beside(address, folder)})


def stands_beside(address: str, folder: Path) -> bool:
    if address.startswith(("data:", "#")):
        return True
    return not address.startswith("/") and (folder / address).is_file()
