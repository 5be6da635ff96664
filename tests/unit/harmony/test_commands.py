"""The command line: what is offered, and that asking for one command does not load the others."""

import subprocess
import sys


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=30, check=False)


def test_help_lists_what_exists() -> None:
    told = run("-m", "harmony", "--help")

    assert told.returncode == 0
    assert all(name in told.stdout for name in ("up", "token", "doctor"))


def test_each_command_explains_itself() -> None:
    assert "--fresh" in run("-m", "harmony", "up", "--help").stdout
    assert "--role" in run("-m", "harmony", "token", "--help").stdout


def test_an_unknown_command_is_refused() -> None:
    told = run("-m", "harmony", "fly")

    assert told.returncode == 2
    assert "No such command" in told.stderr


def test_a_token_loads_no_web_framework() -> None:
    loaded = run("-c", "import sys, harmony.__main__, harmony.tokens; print(*sorted(sys.modules))").stdout.split()

    assert not {"fastapi", "uvicorn", "asyncpg", "sqlalchemy", "httpx"} & set(loaded)
