"""The mail room of the disease programs for tests: runs mailings to their end and reads what became of each piece."""

import csv
import io
from typing import Any
from uuid import UUID

import httpx

from disease.use_cases.work_on_deliveries import work_on_deliveries
from tests.support.disease_program import TODAY, Program

ADDRESS = {"lines": ["1 Elm St"], "city": "Jefferson City", "state": "MO", "postal_code": "65101"}
OTHER_ADDRESS = {**ADDRESS, "lines": ["2 Oak St"]}


class Mailroom:
    def __init__(self, program: Program) -> None:
        self.program = program

    async def member(self, tier: str = "moderate", **different: Any) -> UUID:
        """Enrolled, with an address, and with the welcome sent already."""
        member = await self.program.enrolled(tier, **{"address": ADDRESS, **different})
        await self.program.raw.execute("update enrolments set welcome_due_on = null where member_id = $1", member)
        return member

    async def due(self, member: UUID) -> None:
        """Education is due today."""
        await self.program.raw.execute("update enrolments set mail_due_on = $2 where member_id = $1", member, TODAY)

    async def work(self) -> None:
        while await work_on_deliveries(self.program.services):
            pass

    async def mailing(self, **body: Any) -> dict[str, Any]:
        """A mailing that has finished."""
        started = await self.program.post("/mailings", body)
        assert started.status_code == 202, started.text
        return await self.finished(started)

    async def finished(self, started: httpx.Response) -> dict[str, Any]:
        await self.work()
        answer = await self.program.client.get(
            started.headers["Location"], headers={"Authorization": started.request.headers["Authorization"]}
        )
        job: dict[str, Any] = answer.json()
        assert job["status"] == "finished", job
        return job

    async def mail(self, member: UUID) -> list[tuple[str, str, str]]:
        """Purpose, material and status of what was mailed to the member, oldest first."""
        items = (await self.program.get(f"/members/{member}/mail")).json()["items"]
        return [(item["purpose"], item["material"], item["status"]) for item in reversed(items)]

    async def print_file(self, job_id: str) -> list[dict[str, str]]:
        """The rows of the envelope file."""
        answer = await self.program.get(f"/mailings/{job_id}/print-file")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
        return list(csv.DictReader(io.StringIO(answer.text)))
