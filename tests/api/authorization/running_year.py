"""A plan year around today, with a line that runs: what reductions, appeals and exports are about."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from shared.runtime import clock
from tests.api.authorization.office import PLANS, REVIEWER, Office, a_line, a_submission, authorized

TODAY = clock.today("America/Chicago")
START, END = TODAY - timedelta(days=100), TODAY + timedelta(days=264)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def a_running_line(**changes: Any) -> dict[str, Any]:
    return a_line(**{"units": 48, "start": str(START), "end": str(END), "total": None, **changes})


def a_current_submission(*lines: dict[str, Any], language: str | None = None, **changes: Any) -> dict[str, Any]:
    plan = {"type": "initial", "origin": "conversion", "start": str(START), "end": str(END)}
    submission = a_submission(*(lines or (a_running_line(),)), plan=plan, **changes)
    submission["member"]["language"] = language
    return submission


async def decided(office: Office, submission: dict[str, Any], *outcomes: dict[str, Any]) -> dict[str, Any]:
    """The request after its decision."""
    request = (await office.post("", submission, PLANS)).json()
    await office.claim(request["id"])
    answer = await office.decide(request["id"], *outcomes, by=REVIEWER)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def running(office: Office, **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A line of 48 units a week that was authorized, and the submission it came with."""
    line = a_running_line(**changes)
    submission = a_current_submission(line)
    await decided(office, submission, authorized(line))
    return line, submission


def a_decrease(
    line: dict[str, Any], submission: dict[str, Any], effective: date, units: int = 40
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The successor line with fewer units, and the submission that asks for it."""
    ended = {**line, "action": "none", "end": str(effective - timedelta(days=1)), "reason": "decrease"}
    successor = a_running_line(units=units, start=str(effective), supersedes=line["line_id"])
    follow_up = {**submission, "submission_id": str(uuid4()), "plan_version": 4, "lines": [ended, successor]}
    return successor, follow_up


def an_end(line: dict[str, Any], submission: dict[str, Any], last_day: date) -> tuple[dict[str, Any], dict[str, Any]]:
    ending = {**line, "action": "end", "end": str(last_day), "reason": "end"}
    return ending, {**submission, "submission_id": str(uuid4()), "plan_version": 4, "lines": [ending]}
