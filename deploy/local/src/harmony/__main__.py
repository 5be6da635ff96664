"""The command `harmony`. Each command is a module that is imported only when it is asked for."""

import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer
from typer.core import TyperGroup

from harmony.problem import SetupProblem

# Each module holds `command`, a function that typer understands; a module that does not exist is not offered.
COMMANDS = {
    "up": "harmony.up",
    "token": "harmony.tokens",
    "demo": "harmony.demo",
    "bench": "harmony.bench",
    "doctor": "harmony.doctor",
}
IMPORTS = {
    "eltss": "harmony.eltss",
    "plans": "harmony.imports.plans",
    "members": "harmony.imports.members",
    "providers": "harmony.imports.providers",
    "facts": "harmony.imports.facts",
    "synthea": "harmony.synthea",
}


def _commands(modules: Mapping[str, str], summary: str, groups: Mapping[str, typer.Typer] | None = None) -> typer.Typer:
    offered = [name for name, module in modules.items() if find_spec(module)]
    inner = groups or {}

    class ByName(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:
            return [*offered, *inner]

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            if cmd_name in offered:
                command = getattr(import_module(modules[cmd_name]), "command", None)
                if command is None:
                    return None
                alone = typer.Typer(add_completion=False)
                alone.command(cmd_name)(command)
                return typer.main.get_command(alone)
            if cmd_name not in inner:
                return None
            group = typer.main.get_command(inner[cmd_name])
            group.name = cmd_name
            return group

    made = typer.Typer(
        cls=ByName,
        help=summary,
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    made.callback()(lambda: None)
    return made


def main() -> None:
    imports = {"import": _commands(IMPORTS, "Bring data of another system in.")} if _any_of(IMPORTS) else {}
    harmony = _commands(COMMANDS, "The back end of a Medicaid programme office, on one machine.", imports)
    try:
        harmony()
    except SetupProblem as problem:
        sys.exit(f"harmony: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def _any_of(modules: Mapping[str, str]) -> bool:
    return any(find_spec(module) for module in modules.values())


if __name__ == "__main__":
    main()
