"""What the files of a deployment promise; read as they stand, because no Docker engine runs where tests do."""

import importlib
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from actions.evidence_files import MOST_BYTES

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
TRACKER = {name: service for name, service in SERVICES.items() if service["image"] == "wres-tracker"}
ONE_SHOT = {"migrate"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text()
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(:[?-])?")
SETTING = re.compile(r"""(?:env\.\w+|required)\(\s*["'](WRES_\w+)["']""")
PACKAGE_HOST = re.compile(r"pypi\.|pythonhosted|npmjs|registry\.|artifactory|docker\.io|ghcr\.|quay\.|mirror", re.I)
LOCKS = [*sorted(path.name for path in ROOT.glob("requirements*.txt")), "package-lock.json", ".npmrc"]


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {name: value.strip("'") for name, value in pairs}


def variables_of_compose() -> dict[str, set[str]]:
    """What the compose file asks .env for, and how: ':?' is needed, ':-' has a default."""
    asked: dict[str, set[str]] = {}
    for line in (ROOT / "docker-compose.yml").read_text().splitlines():
        for name, how in VARIABLE.findall(line.split(" #")[0]):
            asked.setdefault(name, set()).add(how)
    return asked


def settings_read() -> set[str]:
    return set(SETTING.findall((ROOT / "wres_site" / "settings.py").read_text()))


def settings_required() -> set[str]:
    read = (ROOT / "wres_site" / "settings.py").read_text()
    return set(re.findall(r"""required\(\s*["'](WRES_\w+)["']""", read)) | {"WRES_HOSTS", "WRES_SITE_ADDRESS"}


def image_command(instruction: str) -> list[str]:
    """The list of the last CMD, or of another instruction that ends with one."""
    found = re.findall(rf"^{instruction}.*?(\[.*\])$", DOCKERFILE, re.M)
    return list(yaml.safe_load(found[-1]))


def command_of(name: str) -> list[str]:
    return list(SERVICES[name].get("command") or image_command("CMD"))


# ---- .env and the settings


def test_every_variable_of_the_compose_file_is_in_the_example() -> None:
    assert set(variables_of_compose()) == set(example())


def test_the_example_holds_no_value_that_an_install_must_choose() -> None:
    needed = {name for name, how in variables_of_compose().items() if ":?" in how}

    assert {name: value for name, value in example().items() if name in needed and value} == {}


def test_a_variable_that_is_needed_stops_the_start_where_it_is_missing() -> None:
    assert {name: how for name, how in variables_of_compose().items() if how not in ({":?"}, {":-"})} == {}


def test_git_never_takes_the_filled_in_file() -> None:
    assert "/.env" in (ROOT / ".gitignore").read_text().splitlines()


@pytest.mark.parametrize("name", TRACKER)
def test_each_of_our_services_gets_what_the_settings_read(name: str) -> None:
    given = set(TRACKER[name]["environment"])

    assert given - settings_read() == set()
    assert settings_required() - given == set()


def test_no_service_moves_the_calendar_or_leaves_production() -> None:
    assert {service["environment"]["WRES_MODE"] for service in TRACKER.values()} == {"production"}
    assert not any("WRES_TODAY" in service["environment"] for service in TRACKER.values())


# ---- services


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONE_SHOT))
def test_a_service_that_runs_for_ever_starts_again_and_says_how_it_is(name: str) -> None:
    assert SERVICES[name]["restart"] == "always"
    assert "healthcheck" in SERVICES[name] or (name == "web" and "HEALTHCHECK" in DOCKERFILE)


def test_migrations_run_once_and_before_every_other_of_our_services() -> None:
    assert "restart" not in SERVICES["migrate"]
    for name in set(TRACKER) - ONE_SHOT:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_what_a_service_waits_for_is_a_service_without_a_profile() -> None:
    always = {name for name, service in SERVICES.items() if "profiles" not in service}

    assert {other for service in SERVICES.values() for other in service.get("depends_on", {})} <= always


def test_only_the_proxy_is_open_to_the_network() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert set(published) == {"proxy", "mailcatcher"}
    assert SERVICES["mailcatcher"]["profiles"] == ["mailcatcher"]
    assert all(port.startswith("127.0.0.1:") for port in published["mailcatcher"])


def test_database_and_queue_are_out_of_reach_of_proxy_and_internet() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name in ("database", "queue", "beat", "migrate"):
        assert SERVICES[name]["networks"] == ["inside"]
    assert SERVICES["proxy"]["networks"] == ["outside"]


def test_there_is_one_timetable() -> None:
    timetables = [name for name in TRACKER if "beat" in command_of(name) or "--beat" in command_of(name)]

    assert timetables == ["beat"]
    assert "deploy" not in SERVICES["beat"]


def test_our_services_write_nowhere_but_to_memory() -> None:
    for service in TRACKER.values():
        assert service["read_only"] is True
        assert service["tmpfs"] == ["/tmp"]
        assert service["cap_drop"] == ["ALL"]
    assert command_of("beat")[command_of("beat").index("--schedule") + 1].startswith("/tmp/")


def test_evidence_lies_in_a_volume_of_the_site_alone_that_its_user_may_write_to() -> None:
    folders = {service["environment"]["WRES_EVIDENCE_DIR"] for service in TRACKER.values()}
    (folder,) = folders
    mounted = {name for name, service in SERVICES.items() if f"evidence:{folder}" in service.get("volumes", [])}

    assert mounted == {"web"}
    assert [name for name, service in TRACKER.items() if service.get("volumes")] == ["web"]
    assert re.search(rf"^RUN install --directory --owner 10001 --mode 700 {folder}$", DOCKERFILE, re.M)
    assert re.search(r"^USER 10001$", DOCKERFILE, re.M)


def test_the_proxy_lets_a_whole_file_of_evidence_through_and_says_what_is_too_large() -> None:
    (limit,) = re.findall(r"max_size (\d+)MB", CADDYFILE)

    assert int(limit) * 1_000_000 > MOST_BYTES
    assert f"larger than {MOST_BYTES // 1_000_000} MB" in CADDYFILE


def test_named_volumes_and_networks_are_declared() -> None:
    for service in SERVICES.values():
        assert set(service.get("networks", [])) <= set(COMPOSE["networks"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (ROOT / source).exists() if source.startswith(".") else source in COMPOSE["volumes"]


# ---- commands


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_the_celery_commands_name_an_application_that_is_there(name: str) -> None:
    command = command_of(name)

    app = importlib.import_module("wres_site.celery").app
    app.loader.import_default_modules()

    assert command[:4] == ["celery", "--app", "wres_site", name]
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_the_site_is_served_by_a_module_that_is_there_and_without_a_control_socket() -> None:
    command = command_of("web")

    assert command[0] == "gunicorn"
    assert callable(importlib.import_module(command[1]).application)
    assert "--no-control-socket" in command


def test_migrating_runs_commands_that_are_there() -> None:
    shell, options, script = command_of("migrate")
    lines = [shlex.split(line) for line in script.split(";")]

    assert (shell, options) == ("sh", "-ec")
    assert [line[:2] for line in lines] == [["python", "manage.py"]] * 2
    assert [line[2] for line in lines] == ["migrate", "load_standards"]
    assert {line[2] for line in lines} <= set(get_commands())


def test_the_proxy_hands_on_to_the_port_of_the_site_and_says_how_it_was_reached() -> None:
    port = command_of("web")[command_of("web").index("--bind") + 1].rsplit(":", 1)[1]

    assert f"reverse_proxy web:{port} " in CADDYFILE
    assert "header_up X-Forwarded-Proto {scheme}" in CADDYFILE
    assert set(re.findall(r"\{\$(\w+)", CADDYFILE)) == set(SERVICES["proxy"]["environment"])


# ---- the image


def test_what_the_image_copies_is_there_and_not_held_back() -> None:
    held_back = (ROOT / ".dockerignore").read_text().splitlines()
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M)
        for source in line.split()[:-1]
        if source != "."
    ]

    assert "package-lock.json" in copied
    assert "requirements.txt" in copied
    for source in copied:
        assert (ROOT / source).exists()
        assert source not in held_back


@pytest.mark.parametrize("name", [".env", ".git", "var", "node_modules", "deploy/certificates", "deploy/trust"])
def test_the_image_never_holds(name: str) -> None:
    assert name in (ROOT / ".dockerignore").read_text().splitlines()


def test_the_image_asks_after_its_health_with_a_file_that_is_there_and_is_nobody_s_root() -> None:
    assert (ROOT / image_command("HEALTHCHECK")[1]).is_file()
    last_stage = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert re.search(r"^USER [1-9]\d+$", last_stage, re.M)


def test_no_secret_stands_in_the_recipe_of_the_image() -> None:
    assert re.findall(r"^(?:ENV|ARG).*(?:SECRET|PASSWORD|WRES_)", DOCKERFILE, re.M) == []


# ---- where packages come from is the machine's own affair


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name: str) -> None:
    assert "://" not in (ROOT / name).read_text()


@pytest.mark.parametrize("name", [*LOCKS, "Dockerfile", "docker-compose.yml", ".env.example", "deploy/build-static"])
def test_no_package_host_is_named(name: str) -> None:
    # A setting of npm has the word in its name.
    words = (ROOT / name).read_text().replace("omit-lockfile-registry-resolved", "")

    assert PACKAGE_HOST.findall(words) == []


def test_images_come_by_plain_name_and_version() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    images = {service["image"] for service in SERVICES.values() if "build" not in service} | set(bases)

    for image in images:
        name, _, version = image.partition(":")
        assert "." not in name
        assert version
        assert version != "latest"
