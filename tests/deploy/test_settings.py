"""Production starts with safe settings, and with no other; asked of a process of its own, as an install would be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = [sys.executable, "-c", "import django; django.setup()"]
SAFE = {
    "DJANGO_SETTINGS_MODULE": "wres_site.settings",
    "WRES_SECRET_KEY": "9dK2vQx7RmT4wYb8NcHf3LzJp6SgAe5UuEhVoXiCtBnMqWkD1rFy",
    "WRES_HOSTS": "tracker.trust.example,tracker-2.trust.example",
    "WRES_SITE_ADDRESS": "https://tracker.trust.example",
    "WRES_DATABASE_URL": "postgres://wres:made-up@127.0.0.1:5432/wres",
    "WRES_BROKER_URL": "redis://127.0.0.1:6379/9",
    "WRES_MAIL_URL": "smtp+tls://wres:made-up@127.0.0.1:587",
    "WRES_MAIL_FROM": "Race equality tracker <tracker@trust.example>",
}
# What is not safe: the variable, and its value, where None leaves it out.
UNSAFE = [
    ("WRES_MODE", "prodction"),
    ("WRES_SECRET_KEY", None),
    ("WRES_SECRET_KEY", ""),
    ("WRES_SECRET_KEY", "short-but-varied-0123456789"),
    ("WRES_SECRET_KEY", "ab" * 40),
    ("WRES_HOSTS", None),
    ("WRES_HOSTS", ""),
    ("WRES_HOSTS", "*"),
    ("WRES_HOSTS", "tracker.trust.example,*"),
    ("WRES_HOSTS", "*.trust.example"),
    ("WRES_SITE_ADDRESS", None),
    ("WRES_SITE_ADDRESS", "http://tracker.trust.example"),
    ("WRES_SITE_ADDRESS", "tracker.trust.example"),
    ("WRES_DATABASE_URL", None),
    ("WRES_DATABASE_URL", "sqlite:///tracker.sqlite3"),
    ("WRES_DATABASE_URL", "sqlite://:memory:"),
    ("WRES_BROKER_URL", None),
    ("WRES_MAIL_URL", None),
    ("WRES_MAIL_FROM", None),
    ("WRES_MAIL_FROM", ""),
    ("WRES_TODAY", "2021-12-15"),
    ("WRES_MAIL_TIMEOUT", "0"),
    ("WRES_MAIL_TIMEOUT", "300"),
]


def start(
    var_dir: Path, changes: dict[str, str | None], command: list[str] = START
) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("WRES_", "DJANGO_"))}
    asked = {**own, **SAFE, "WRES_VAR_DIR": str(var_dir), **changes}
    environment = {name: value for name, value in asked.items() if value is not None}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_production_starts_with_safe_settings_and_is_what_no_mode_means(tmp_path: Path) -> None:
    started = start(tmp_path, {})

    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(("name", "value"), UNSAFE)
def test_production_refuses(name: str, value: str | None, tmp_path: Path) -> None:
    refused = start(tmp_path, {name: value})

    assert refused.returncode != 0
    last_line = refused.stderr.strip().splitlines()[-1]
    assert last_line.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert name in last_line


def test_a_refusal_does_not_repeat_the_secret(tmp_path: Path) -> None:
    refused = start(tmp_path, {"WRES_SECRET_KEY": "short-but-varied-0123456789"})

    assert "0123456789" not in refused.stderr


def test_djangos_own_checks_for_a_deployment_find_nothing(tmp_path: Path) -> None:
    (tmp_path / "frontend").mkdir()  # made by build_frontend; without it the check would find that it is missing
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    checked = start(tmp_path, {}, command)

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_the_static_files_of_the_image_are_built_without_a_setting_and_leave_no_secret(tmp_path: Path) -> None:
    if not (ROOT / "node_modules" / "nhsuk-frontend").exists():
        if os.environ.get("CI"):
            pytest.fail("node_modules holds no nhsuk-frontend: the build runs 'npm ci' before the tests.")
        pytest.skip("NOT TESTED: node_modules holds no nhsuk-frontend. Run 'npm ci'.")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    built = start(tmp_path, {**dict.fromkeys(SAFE), "PATH": path}, ["deploy/build-static"])

    assert built.returncode == 0, built.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frontend", "static"]
    assert (tmp_path / "static" / "staticfiles.json").is_file()
    assert list((tmp_path / "static" / "nhsuk").glob("nhsuk.*.css"))
