"""The command: read, map, load, report."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from harmony.eltss import report
from harmony.eltss.codes import CodeTable
from harmony.eltss.loading import Loaded, Loader
from harmony.eltss.mapping import Choices, Mapped, map_content
from harmony.eltss.office import Office
from harmony.eltss.reading import Content, read
from harmony.keys import development_key
from harmony.problem import SetupProblem
from harmony.tokens import sign_token
from shared.runtime import clock

CATALOGUE = "/plans/v1/catalogue/services"
OFFICE_TIME_ZONE = "America/Chicago"
PATIENCE_SECONDS = 30
SUBJECT = "import"


def command(
    file: Annotated[Path, typer.Argument(help="A FHIR R4 Bundle, or a folder of resources, as JSON.", exists=True)],
    url: Annotated[str, typer.Option(help="Where Harmony runs.")] = "http://127.0.0.1:8000",
    token: Annotated[
        str | None, typer.Option(help="A token; without one, the programme office's by our own key.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Store nothing; say what would go in.")] = False,
    report_file: Annotated[Path | None, typer.Option("--report", help="Write everything to this JSON file.")] = None,
    codes: Annotated[Path | None, typer.Option(help="Service codes of your own, in the shape of codes.json.")] = None,
    medicaid_id: Annotated[
        str | None, typer.Option(help="The member's Medicaid number, where the file has none.")
    ] = None,
    case_manager: Annotated[
        str | None, typer.Option(help="Login of the case manager; else made of the author's name.")
    ] = None,
    agency: Annotated[str | None, typer.Option(help="Case management agency that sees member and plan.")] = None,
    plan: Annotated[str | None, typer.Option(help="Id of the CarePlan, where the file holds several.")] = None,
) -> None:
    """Import a person-centred service plan as the eLTSS guide writes it; the same file twice makes one plan."""
    console = Console()
    content = read(file)
    signed = token or sign_token(development_key(), subject=SUBJECT, roles=["ops"], hours=1)
    choices = Choices(medicaid_id, case_manager, agency, plan)

    async def imported() -> tuple[Mapped, Loaded]:
        async with httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS) as client:
            return await import_content(
                client, signed, content, choices, codes=codes, dry_run=dry_run, tell=status.update
            )

    with console.status("Reading the catalogue") as status:
        mapped, loaded = asyncio.run(imported())
    report.show(console, mapped, loaded, dry_run=dry_run)
    if report_file is not None:
        told = report.as_json(mapped, loaded, dry_run=dry_run)
        try:
            report_file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
        except OSError as error:
            raise SetupProblem(f"The report {report_file} cannot be written: {error.strerror}.") from error
        console.print(f"Everything is in {report_file}.")
    if loaded.refused:
        raise typer.Exit(1)


async def import_content(
    client: httpx.AsyncClient,
    token: str,
    content: Content,
    choices: Choices,
    *,
    codes: Path | None = None,
    dry_run: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[Mapped, Loaded]:
    """The whole import over any client whose base is Harmony's origin."""
    office = Office(client, token)
    catalogue = (await office.get(CATALOGUE))["items"]
    mapped = map_content(content, CodeTable.of(catalogue, codes), choices)
    loader = Loader(office, clock.today(OFFICE_TIME_ZONE), tell)
    return mapped, await loader.load(mapped, dry_run=dry_run)
