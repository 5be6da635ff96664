"""The shape of the house: same names, small files, a domain that knows nothing outside, one migration head."""

import ast
import os
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from shared.runtime.migrations import head_revision

ROOT = Path(__file__).parents[2]
SERVICES = ("plans", "authorization", "casemanagement", "disease")
NAMES = {"__main__.py", "app.py", "settings.py", "api", "use_cases", "persistence", "clients", "domain"}
KINDS_OF_CODE = {"utils", "helpers", "common", "core", "base", "models", "managers"}
FRAMEWORKS = {"fastapi", "starlette", "pydantic", "sqlalchemy", "asyncpg", "httpx", "structlog", "alembic", "typer"}
MOST_LINES = 300

SOURCES = [ROOT / "services" / service / "src" / service for service in SERVICES]
PACKAGES = [*SOURCES, ROOT / "shared/src/shared", ROOT / "deploy/local/src/harmony"]
PURE = [*(source / "domain" for source in SOURCES), ROOT / "shared/src/shared/kernel"]

CLOCK_CALL = re.compile(
    r"(?:date|datetime)\.(?:now|utcnow|today)|time\.(?:time|monotonic|localtime|gmtime)(?:_ns)?"
    r"|(?:clock\.)?(?:now|new_id)|uuid[1-8]|uuid\.uuid[1-8]"
)
CLOCK_MODULES = {"shared.runtime.clock", "time", "random", "secrets", "uuid_utils"}
MACHINE = re.compile(r"/(?:work/(?:main|shared)|root/|home/\w+/|Users/\w+/)")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|(?:ghcr|docker|quay|gcr)\.io\b|npmjs\.org|registry\.[a-z]+\.\w|--(?:extra-)?index-url"
)
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E)\b")


def python_files(*folders: Path) -> list[Path]:
    return sorted(file for folder in folders for file in folder.rglob("*.py"))


def place(file: Path, line: int) -> str:
    return f"{file.relative_to(ROOT)}:{line}"


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Absolute names of the modules that a file imports, with the line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def text_files() -> list[Path]:
    """Tracked files, and those that would be."""
    if not (ROOT / ".git").exists():
        pytest.skip("Not a clone: what is tracked is not known here.")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    return [file for file in files if file.is_file() and b"\0" not in file.read_bytes()[:8000]]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_shows_the_seven_names_and_no_other(service: str) -> None:
    source = ROOT / "services" / service / "src" / service
    shown = {entry.name for entry in source.iterdir() if not entry.name.startswith(("__pycache__", "__init__"))}

    assert shown == NAMES
    assert [
        name for name in sorted(NAMES) if not name.endswith(".py") and not (source / name / "__init__.py").exists()
    ] == []


def test_no_module_names_a_kind_of_code() -> None:
    named = {file.stem for file in python_files(*PACKAGES)} | {
        folder.name for package in PACKAGES for folder in package.rglob("*") if folder.is_dir()
    }

    assert named & KINDS_OF_CODE == set()


def test_files_stay_small() -> None:
    lines = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in python_files(*PACKAGES, ROOT / "tests")
    }

    assert {file: count for file, count in lines.items() if count >= MOST_LINES} == {}


def test_domain_and_kernel_import_no_framework() -> None:
    found = [
        f"{place(file, line)} {name}"
        for file in python_files(*PURE)
        for name, line in imports(file)
        if name.split(".")[0] in FRAMEWORKS
    ]

    assert found == []


def test_nothing_inside_asks_the_clock() -> None:
    found = []
    for file in python_files(*PURE, *(source / "use_cases" for source in SOURCES)):
        found += [place(file, line) for name, line in imports(file) if name in CLOCK_MODULES]
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and CLOCK_CALL.fullmatch(ast.unparse(node.func)):
                found.append(place(file, node.lineno))

    assert found == []


def test_services_do_not_import_each_other() -> None:
    found = []
    for source in [*SOURCES, ROOT / "shared/src/shared"]:
        strangers = {*SERVICES, "harmony"} - {source.name}
        for file in python_files(source):
            found += [f"{place(file, line)} {name}" for name, line in imports(file) if name.split(".")[0] in strangers]

    assert found == []


@pytest.mark.parametrize("service", SERVICES)
def test_migrations_have_one_head_and_the_service_knows_it(service: str) -> None:
    import_module(f"{service}.persistence.migrations")
    config = Config()
    config.set_main_option("script_location", f"{service}.persistence:migrations")

    assert ScriptDirectory.from_config(config).get_heads() == [head_revision(service)]


@pytest.mark.parametrize(
    "refused", [MACHINE, REGISTRY, UNFINISHED], ids=["path of a machine", "host of a registry", "unfinished work"]
)
def test_no_tracked_text_holds_a(refused: re.Pattern[str]) -> None:
    found = []
    for file in text_files():
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if refused.search(line):
                found.append(f"{place(file, number)} {line.strip()[:100]}")

    assert found == []


def test_the_sources_are_those_we_were_given() -> None:
    given = Path(os.environ.get("HARMONY_TEST_DATA", ROOT.parent / "shared" / "data")).parent / "sources"
    if not given.is_dir():
        pytest.skip("The documents we were given are not here; set HARMONY_TEST_DATA to compare them.")
    held = {file.name: file.read_bytes() for file in (ROOT / "docs/sources").iterdir()}

    assert held == {file.name: file.read_bytes() for file in given.iterdir()}
