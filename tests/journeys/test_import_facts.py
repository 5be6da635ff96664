"""`harmony import facts` on a running system: what was taken, what was refused and why, and the same file again."""

import asyncio
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import typer

from harmony.demo.disease.scene import DALE, MEMBERS, OMAR
from harmony.demo.narrator import Narrator
from harmony.demo.teller import Teller
from harmony.imports.facts import command
from harmony.running import Harmony


async def test_a_file_of_facts_is_taken_and_its_bad_rows_are_told(
    harmony: Harmony, client: httpx.AsyncClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    teller = Teller(client, Narrator())
    medicaid_id = f"F-{uuid4().hex[:10]}"
    body = {"medicaid_id": medicaid_id, "given_name": "Fay", "family_name": "Byron", "birth_date": "1970-01-01"}
    member = (await teller.ask(OMAR, "registers Fay", "POST /plans/v1/members", body, status=201)).body
    await teller.arrival(DALE, f"{MEMBERS}/{member['id']}/profile", "the record of Fay")
    file = tmp_path / "facts.csv"
    file.write_text(
        "source_id,medicaid_id,system,code,recorded_on\n"
        f"c1,{medicaid_id},icd10cm,E11.9,2024-02-01\n"
        f"c2,{medicaid_id},icd10cm,E11.9,01.02.2024\n"
    )
    capsys.readouterr()

    for _ in range(2):
        with pytest.raises(typer.Exit) as ended:
            await asyncio.to_thread(command, file, harmony.origin, OMAR.token, None, "condition", "test")
        assert ended.value.exit_code == 1
    told = capsys.readouterr().out

    assert "line 3/recorded_on" in told
    profile = (await teller.read(DALE, f"{MEMBERS}/{member['id']}/profile")).body
    assert [one["disease"] for one in profile["diseases"]] == ["asthma", "diabetes"]
