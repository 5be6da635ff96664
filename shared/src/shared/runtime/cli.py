"""The command of one service: serve, migrate, rules, openapi."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import orjson
import typer
from fastapi import FastAPI
from pydantic import ValidationError

from shared.runtime.migrations import upgrade
from shared.runtime.settings import ServiceSettings

Settings = TypeVar("Settings", bound=ServiceSettings)


def service_command(
    service: str,
    settings_class: type[Settings],
    create_app: Callable[[Settings], FastAPI],
    rules: Callable[[], list[dict[str, Any]]],
) -> typer.Typer:
    command = typer.Typer(help=f"The {service} service.", no_args_is_help=True, add_completion=False)

    def settings() -> Settings:
        try:
            return settings_class()  # type: ignore[call-arg]
        except ValidationError as error:
            for item in error.errors(include_input=False, include_url=False):
                name = f"{service}_{'_'.join(str(part) for part in item['loc'])}".upper()
                typer.echo(f"{name}: {item['msg']}", err=True)
            raise typer.Exit(2) from None

    @command.command()
    def serve(host: str | None = None, port: int | None = None) -> None:
        """Serve this service alone, on its own port."""
        import uvicorn

        configured = settings()
        uvicorn.run(
            create_app(configured),
            host=host or configured.host,
            port=port or configured.port,
            access_log=False,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
        )

    @command.command()
    def migrate() -> None:
        """Bring the database to the newest revision."""
        upgrade(settings().database_url, service)
        typer.echo(f"{service}: the database is at the newest revision.")

    @command.command("rules")
    def print_rules() -> None:
        """Print the rule catalogue as JSON."""
        _print_json(rules())

    @command.command()
    def openapi() -> None:
        """Print the OpenAPI document; needs no database."""
        offline = settings_class(database_url="postgresql://", token_issuer="offline", jwks="offline")
        _print_json(create_app(offline).openapi())

    return command


def _print_json(value: Any) -> None:
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")
