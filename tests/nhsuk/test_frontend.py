"""The build of the design system's static files, on a small package of our own and on the real one."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import CommandError, call_command

from nhsuk.frontend import FONT_LICENCE, FONTS, NhsukFrontendChangedError, NhsukFrontendMissingError, build_frontend

# The names of hosts are put together here, so that no file of ours holds an address.
FONT_HOST = "https" + "://" + "fonts.example"
CSS = (
    f"@font-face{{font-family:Frutiger;src:url({FONT_HOST}/one.woff2)}}"
    "b{background:url(/assets/images/tick.svg)}i{background:url('/assets/images/tick.svg')}"
    'u{background:url("data:image/svg+xml;charset=utf-8,%3Csvg/%3E")}\n/*# sourceMappingURL=nhsuk.css.map */'
)


@pytest.fixture
def make_package(tmp_path: Path) -> Callable[..., Path]:
    def make(css: str = CSS) -> Path:
        folder = tmp_path / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
        (folder / "assets" / "images").mkdir(parents=True, exist_ok=True)
        (folder / "assets" / "images" / "tick.svg").write_text("<svg/>")
        (folder / "nhsuk-frontend.min.css").write_text(css)
        (folder / "nhsuk-frontend.min.js").write_text("export{initAll};//# sourceMappingURL=nhsuk.js.map")
        for font in (tmp_path / "node_modules" / name for name in FONTS):
            font.parent.mkdir(parents=True, exist_ok=True)
            font.write_bytes(b"a font")
        (tmp_path / "node_modules" / FONT_LICENCE).write_text("SIL Open Font License")
        return tmp_path / "node_modules"

    return make


@pytest.fixture
def real_package() -> Path:
    node_modules: Path = settings.BASE_DIR / "node_modules"
    if not (node_modules / "nhsuk-frontend").exists():
        if os.environ.get("CI"):
            pytest.fail("node_modules holds no nhsuk-frontend: the build runs 'npm ci' before the tests.")
        pytest.skip("NOT TESTED: node_modules holds no nhsuk-frontend. Run 'npm ci'.")
    return node_modules


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def collect(folder: Path, collected: Path) -> list[Any]:
    """What post-processing says of each file when the manifest storage collects a folder."""
    storage = ManifestStaticFilesStorage(location=str(collected), base_url="/static/")
    paths = {}
    for name in files_of(folder):
        with (folder / name).open("rb") as file:
            storage.save(name, file)
        paths[name] = (storage, name)
    return list(storage.post_process(paths))


def test_the_build_writes_a_style_sheet_a_script_and_images(make_package: Callable[..., Path], tmp_path: Path) -> None:
    built = build_frontend(make_package(), tmp_path / "frontend")

    assert built == tmp_path / "frontend" / "nhsuk"
    assert set(files_of(built)) == {
        "nhsuk.css",
        "nhsuk.js",
        "assets/images/tick.svg",
        "fonts/Arimo_400Regular.ttf",
        "fonts/Arimo_700Bold.ttf",
        "fonts/LICENSE_FONT",
    }


def test_the_style_sheet_has_relative_addresses_and_neither_fonts_nor_a_map(
    make_package: Callable[..., Path], tmp_path: Path
) -> None:
    built = build_frontend(make_package(), tmp_path / "frontend")

    css = (built / "nhsuk.css").read_text()
    assert css.startswith("b{background:url(assets/images/tick.svg)}i{background:url('assets/images/tick.svg')}")
    assert "@font-face" not in css
    assert "sourceMappingURL" not in css + (built / "nhsuk.js").read_text()


def test_building_twice_leaves_the_same_files_and_nothing_beside_them(
    make_package: Callable[..., Path], tmp_path: Path
) -> None:
    target = tmp_path / "frontend"
    once = files_of(build_frontend(make_package(), target))
    (target / "nhsuk" / "of-an-older-version.svg").write_text("<svg/>")

    twice = files_of(build_frontend(make_package(), target))

    assert twice == once
    assert [path.name for path in target.iterdir()] == ["nhsuk"]


def test_without_the_package_the_build_says_to_run_npm_ci(tmp_path: Path) -> None:
    with pytest.raises(NhsukFrontendMissingError, match="npm ci"):
        build_frontend(tmp_path, tmp_path / "frontend")


@pytest.mark.parametrize(
    "leftover",
    [
        f"b{{background:url({FONT_HOST}/tick.svg)}}",
        "b{background:url(//fonts.example/tick.svg)}",
        pytest.param(f"b{{background:url({__file__})}}", id="a file of this machine"),
        "b{background:url('/assets/images/of-no-file.svg')}",
        "b{background:image-set('/assets/images/tick.svg' 1x)}",
        "@import 'fonts.css';",
        "@font-face{src:local(Frutiger)",
    ],
)
def test_a_package_laid_out_anew_is_refused_and_what_was_built_before_stays(
    leftover: str, make_package: Callable[..., Path], tmp_path: Path
) -> None:
    target = tmp_path / "frontend"
    before = files_of(build_frontend(make_package(), target))

    with pytest.raises(NhsukFrontendChangedError):
        build_frontend(make_package(CSS + leftover), target)

    assert files_of(target / "nhsuk") == before
    assert [path.name for path in target.iterdir()] == ["nhsuk"]


def test_the_command_builds_into_the_folder_it_is_told(make_package: Callable[..., Path], tmp_path: Path) -> None:
    call_command("build_frontend", node_modules=make_package(), target=tmp_path / "frontend", verbosity=0)

    assert (tmp_path / "frontend" / "nhsuk" / "nhsuk.css").is_file()


def test_the_command_says_what_is_missing_without_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="npm ci"):
        call_command("build_frontend", "--node-modules", str(tmp_path), "--target", str(tmp_path / "frontend"))


def test_the_manifest_storage_refuses_the_style_sheet_as_the_package_ships_it(
    make_package: Callable[..., Path], tmp_path: Path
) -> None:
    shipped = make_package() / "nhsuk-frontend" / "dist" / "nhsuk"

    said = collect(shipped, tmp_path / "collected")

    assert any(isinstance(processed, Exception) for _, _, processed in said)


def test_the_manifest_storage_of_django_takes_the_real_build(real_package: Path, tmp_path: Path) -> None:
    target = tmp_path / "frontend"
    build_frontend(real_package, target)

    said = collect(target, tmp_path / "collected")

    assert [processed for _, _, processed in said if isinstance(processed, Exception)] == []
    css = next((tmp_path / "collected" / "nhsuk").glob("nhsuk.*.css")).read_text()
    assert 'url("assets/images/nhsuk-icon-cross.' in css


def test_the_real_style_sheet_holds_every_component_that_the_templates_use(real_package: Path, tmp_path: Path) -> None:
    css = (build_frontend(real_package, tmp_path) / "nhsuk.css").read_text()

    used = "form-group date-input radios checkboxes password-input error-summary tag inset-text pagination"
    assert [name for name in used.split() if f".nhsuk-{name}" not in css] == []
