"""Cases with everything around them, and every figure counted from the rows by hand."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests.api.casemanagement.care.nurses import Nurses

OFFICE = ZoneInfo("America/Chicago")
FIRST, LAST = date(2026, 1, 10), date(2026, 3, 31)
PROGRAMS = ("lead", "complex", "prenatal", "high_risk_obstetrics", "transplant")
STATES = ("identified", "outreach", "evaluation", "active", "discharged", "closed")
REASONS = ("goals_met_80", "member_request", "death", "plan_termination", "non_adherence")
START = datetime(2026, 1, 1, 3, 30, tzinfo=UTC)


def on(at: datetime) -> date:
    return at.astimezone(OFFICE).date()


def within(day: date | None) -> bool:
    return day is not None and FIRST <= day <= LAST


class Rows:
    """Cases with everything around them, made by counting: no two are alike, and every run makes the same."""

    def __init__(self) -> None:
        self.cases: list[dict[str, Any]] = []
        for number in range(90):
            at = START + timedelta(hours=31 * number)
            state = STATES[number % len(STATES)]
            enrolled = state not in ("identified",) and number % 11 != 0
            if state in ("outreach", "evaluation", "active"):
                enrolled = True
            ended = at + timedelta(days=20 + number % 45) if state in ("discharged", "closed") else None
            outcomes = ("opted_out", "unable_to_reach", "not_eligible")
            self.cases.append(
                {
                    "program": PROGRAMS[number % len(PROGRAMS)],
                    "state": state,
                    "level": ("high", None, "low")[number % 3],
                    "language": ("en", "es", None)[number % 3 if number % 2 else 0],
                    "at": at,
                    "enrolled": enrolled,
                    "engaged": state in ("evaluation", "active", "discharged"),
                    "manager": f"nurse{number % 4}",
                    "ended": ended,
                    "outcome": outcomes[number // 6 % 3] if state == "closed" else None,
                    "reasons": [REASONS[number // 6 % 5], REASONS[(number // 6 + number % 2) % 5]],
                    "assessment": self.assessment(number, at),
                    "contacts": self.contacts(number, at),
                    "goals": (number % 6, 5 + number % 2),
                    "reversed": number % 17 == 4,
                    "task": self.task(number, at),
                    "letter": (on(at + timedelta(days=2)), number % 5 == 0) if number % 2 else None,
                }
            )

    @staticmethod
    def assessment(number: int, at: datetime) -> tuple[datetime, datetime | None, str | None] | None:
        if number % 4 == 3:
            return None
        begun = at + timedelta(days=number % 47)
        outcome = ("completed", "refused", "attempts_made", None)[number % 5 % 4]
        return begun, (begun + timedelta(days=number % 29) if outcome else None), outcome

    @staticmethod
    def contacts(number: int, at: datetime) -> list[tuple[datetime, str, str]]:
        outcomes = ("no_answer", "reached", "busy")
        return [
            (at + timedelta(days=3 * turn), ("outbound", "inbound")[(number + turn) % 2], outcomes[(number + turn) % 3])
            for turn in range(number % 4)
        ]

    @staticmethod
    def task(number: int, at: datetime) -> tuple[str, date, datetime | None]:
        kind = ("confirm_lead", "retest_lead", "test_sibling", "call")[number % 4]
        due = on(at) + timedelta(days=9)
        return kind, due, (at + timedelta(days=number % 16) if number % 3 else None)

    async def store(self, nurses: Nurses) -> None:
        for case in self.cases:
            member = await nurses.member(language=case["language"])
            engaged = case["at"] + timedelta(days=1) if case["engaged"] else None
            ended = case["ended"]
            discharged = case["state"] == "discharged"
            case_id = await nurses.put(
                case["state"],
                member_id=member,
                program=case["program"],
                level=case["level"],
                eligible_at=case["at"],
                identified_at=case["at"],
                enrolled_at=case["at"] if case["enrolled"] else None,
                engaged_at=engaged,
                primary_case_manager=case["manager"] if case["enrolled"] else None,
                closed_at=ended,
                ended_on=on(ended) if ended else None,
                outcome="discharged" if discharged else case["outcome"],
                reasons=sorted(set(case["reasons"])) if discharged else [],
                primary_reason=case["reasons"][0] if discharged else None,
            )
            await self.store_around(nurses, case, case_id, member)

    async def store_around(self, nurses: Nurses, case: dict[str, Any], case_id: str, member: str) -> None:
        both = {"episode_id": case_id, "member_id": member}
        if case["assessment"] is not None:
            begun, ended, outcome = case["assessment"]
            row = {"kind": "initial", "policy": "p", "begun_at": begun, "begun_by": "n", "outcome": outcome}
            more = {"ended_at": ended, "ended_by": "n" if ended else None, "reason": "r", "version": 1}
            await insert(nurses, "assessments", {**both, **row, **more})
        for at, direction, outcome in case["contacts"]:
            row = {"direction": direction, "channel": "phone", "purpose": "case_management", "at": at, "zones": ["UTC"]}
            more = {"local_time": at.replace(tzinfo=None), "day_part": "morning", "outcome": outcome, "counts": True}
            rest = {"route": "voice", "automated": False, "message_contents": [], "findings": []}
            await insert(nurses, "contacts", {**both, **row, **more, **rest, "recorded_at": at, "recorded_by": "n"})
        if case["state"] == "discharged":
            met, eligible = case["goals"]
            row = {"reasons": sorted(set(case["reasons"])), "primary_reason": case["reasons"][0], "summary": "s"}
            more = {"goals_met": met, "goals_eligible": eligible, "late_cancellations": [], "proposed_by": "n"}
            rest = {"approved_by": "c", "effective_on": on(case["ended"]), "recorded_at": case["ended"]}
            gone = {"reversed_at": case["ended"] if case["reversed"] else None}
            await insert(nurses, "discharges", {**both, **row, **more, **rest, **gone})
        kind, due, done = case["task"]
        row = {"kind": kind, "title": "t", "due_on": due, "status": "done" if done else "open", "ended_at": done}
        more = {"created_at": case["at"], "created_by": "n", "rule_ids": [], "version": 1, "pausable": False}
        await insert(nurses, "tasks", {**both, **row, **more, "assigned_role": "care_nurse", "confidential": False})
        if case["letter"] is not None:
            sent, returned = case["letter"]
            row = {"kind": "welcome", "recipient": "member", "language": "en", "confidential": False, "letter": {}}
            more = {"status": "returned" if returned else "sent", "sent_on": sent, "envelope": {}, "version": 1}
            rest = {"returned_on": sent if returned else None, "queued_at": case["at"], "queued_by": "n"}
            await insert(nurses, "letters", {**both, **row, **more, **rest, "required_by_law": False})


async def insert(nurses: Nurses, table: str, row: dict[str, Any]) -> None:
    row = {"id": uuid4(), **row}
    names = ", ".join(row)
    await nurses.raw.execute(
        f"insert into {table} ({names}) select {names} from jsonb_populate_record(null::{table}, $1)", row
    )


def quantile(values: Iterable[int], share: Decimal) -> str | None:
    known = sorted(values)
    if not known:
        return None
    place = share * (len(known) - 1)
    below = int(place)
    above = min(below + 1, len(known) - 1)
    return str((known[below] + (known[above] - known[below]) * (place - below)).quantize(Decimal("0.1")))


def by_hand(cases: list[dict[str, Any]]) -> dict[str, tuple[int, int] | str | None]:
    """Every measure from the rows themselves: `(count, of)`, or days."""
    cohort = [case for case in cases if within(on(case["at"]))]
    enrolled = [case for case in cohort if case["enrolled"]]
    begun = [(on(c["assessment"][0]) - on(c["at"])).days if c["assessment"] else None for c in cohort]
    finished = [
        (on(c["assessment"][1]) - on(c["at"])).days if c["assessment"] and c["assessment"][2] == "completed" else None
        for c in cohort
    ]
    classes = [assessed(case) for case in enrolled]
    contacted = [[x for x in case["contacts"] if within(on(x[0]))] for case in cases]
    attempted = [contacts for contacts in contacted if any(x[1] == "outbound" for x in contacts)]
    ended = [c for c in cases if c["state"] == "discharged" and not c["reversed"] and within(on(c["ended"]))]
    still = [c for c in cases if c["enrolled"] and on(c["at"]) <= LAST and not (c["ended"] and on(c["ended"]) <= LAST)]
    sent = [c["letter"] for c in cases if c["letter"] and within(c["letter"][0])]
    pregnancies = [c for c in cohort if c["program"] in ("prenatal", "high_risk_obstetrics")]

    def of_enrolled(condition: Any) -> tuple[int, int]:
        return sum(bool(condition(case)) for case in enrolled), len(enrolled)

    def in_time(days: list[int | None], most: int) -> tuple[int, int]:
        known = [day for case, day in zip(cohort, days, strict=True) if case["enrolled"]]
        return sum(day is not None and day <= most for day in known), len(enrolled)

    def on_time(kind: str) -> tuple[int, int]:
        due = [case["task"] for case in cases if case["task"][0] == kind and within(case["task"][1])]
        return sum(done is not None and on(done) <= day for _, day, done in due), len(due)

    known: dict[str, tuple[int, int] | str | None] = {
        "enrolment_rate": (len(enrolled), len(cohort)),
        "engagement_rate": of_enrolled(lambda case: case["engaged"]),
        "reached_rate": (sum(any(x[2] == "reached" for x in contacts) for contacts in attempted), len(attempted)),
        "opt_out_before_engagement": of_enrolled(lambda case: case["outcome"] == "opted_out"),
        "opt_out_after_engagement": of_enrolled(
            lambda case: case["state"] == "discharged" and "member_request" in case["reasons"]
        ),
        "unable_to_reach_rate": of_enrolled(lambda case: case["outcome"] == "unable_to_reach"),
        "begun_in_time": in_time(begun, 30),
        "completed_in_time": in_time(finished, 60),
        "goals_met": (sum(case["goals"][0] for case in ended), sum(case["goals"][1] for case in ended)),
        "discharged_with_80_percent": (
            sum(5 * case["goals"][0] >= 4 * case["goals"][1] for case in ended),
            len(ended),
        ),
        "caseload": (len(still), len({case["manager"] for case in still})),
        "lead_confirmed_on_time": on_time("confirm_lead"),
        "lead_retested_on_time": on_time("retest_lead"),
        "lead_siblings_tested": on_time("test_sibling"),
        "high_risk_share": (sum(c["program"] == "high_risk_obstetrics" for c in pregnancies), len(pregnancies)),
        "mail_returned": (sum(returned for _, returned in sent), len(sent)),
        "length_of_episode_median": quantile(
            [(on(case["ended"]) - on(case["at"])).days for case in ended if case["enrolled"]], Decimal("0.5")
        ),
    }
    for outcome in ("completed", "refused", "attempts_made", "attempts_not_made"):
        known[f"assessment_{outcome}"] = (classes.count(outcome), len(enrolled))
    for reason in REASONS:
        known[f"discharged_{reason}"] = (sum(reason in case["reasons"] for case in ended), len(ended))
    for name, days in (("begun", begun), ("completed", finished)):
        there = [day for day in days if day is not None]
        known[f"days_to_{name}_median"] = quantile(there, Decimal("0.5"))
        known[f"days_to_{name}_p90"] = quantile(there, Decimal("0.9"))
    return known


def assessed(case: dict[str, Any]) -> str:
    outcome = case["assessment"][2] if case["assessment"] else None
    if outcome in ("completed", "refused"):
        return str(outcome)
    tried = any(direction == "outbound" for _, direction, _ in case["contacts"])
    return "attempts_made" if case["assessment"] or tried else "attempts_not_made"
