"""Load one batch of staged plans: the rules judge what looks wrong, everything else goes in by one statement."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import orjson

from plans.domain.conversion import SourceLine, SourcePlan, offers, refusals, total_and_cost, totals_and_costs
from plans.domain.import_jobs import RowOutcome
from plans.domain.policies import policy_on
from plans.persistence import plan_import
from plans.persistence.plan_import import Batch
from shared.runtime.database import Connection
from shared.schema.findings import finding_as_json

PLANS_PER_BATCH = 1000
Total = tuple[int | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Loading:
    """What a batch needs to know besides its rows. `time_of_ids` are the first 15 characters of the new ids."""

    now: datetime
    today: date
    time_of_ids: str
    actor: str
    roles: Sequence[str]


@dataclass(slots=True)
class _Looked:
    """`refused` are numbers of plans, `rows` what to say of their rows, `totals` by line number."""

    refused: list[int] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    totals: dict[int, Total] = field(default_factory=dict)


async def load_plans(tx: Connection, batch: Batch, loading: Loading) -> Counter[str]:
    """How many rows came to which outcome. A plan with one bad row stays out whole, or services would be lost."""
    known = await plan_import.keep_known(tx, batch)
    offered = offers(policy_on(loading.today))
    looked = _look(await plan_import.rows_to_look_at(tx, batch, offered), loading.today)
    await plan_import.refuse_rows(tx, batch.import_id, looked.rows)
    totals = {terms: _total(*terms) for terms in await plan_import.terms(tx, batch, looked.refused)}
    loaded = await plan_import.load(
        tx,
        batch,
        looked.refused,
        totals,
        looked.totals,
        time_of_ids=loading.time_of_ids,
        now=loading.now,
        actor=loading.actor,
        roles=loading.roles,
    )
    outcomes = Counter(row["outcome"] for row in looked.rows)
    outcomes.update({RowOutcome.KNOWN.value: known, RowOutcome.LOADED.value: loaded})
    return +outcomes


def _total(key: str, units: int, frequency: str, start: date, end: date) -> Total:
    code, *modifiers = key.split("-")
    return total_and_cost(code, tuple(modifiers), units, frequency, start, end)


def _look(rows: Iterable[Any], today: date) -> _Looked:
    """Plan by plan, in the order of the file; a plan that is let in stands in the way of the next of its member."""
    looked = _Looked()
    let_in: dict[Any, list[dict[str, Any]]] = {}
    for number, grouped in groupby(rows, key=lambda row: row["number"]):
        lines = list(grouped)
        head = lines[0]
        said: dict[int, dict[str, Any]] = {}
        for row in lines:
            if errors := _errors(row):
                said[row["line_number"]] = {"errors": errors}
        if not said:
            beside = (*(head["others"] or ()), *let_in.get(head["member_id"], ()))
            plan = _plan(lines, beside)
            for line_number, finding in refusals(plan, today, policy_on(plan.start)):
                row_said = said.setdefault(line_number, {"findings": []})
                row_said["findings"].append(finding_as_json(finding))
        if not said:
            said = {row["line_number"]: {"errors": [TAKEN]} for row in lines if row["taken"]}
        if said:
            looked.refused.append(number)
            looked.rows += [_outcome(row, said.get(row["line_number"])) for row in lines]
        else:
            let_in.setdefault(head["member_id"], []).append(_span(head))
            worked = totals_and_costs(plan.lines)
            looked.totals.update(zip((line.line_number for line in plan.lines), worked, strict=True))
    return looked


TAKEN = {"pointer": "/service_code", "code": "overlap", "message": "Another line of this member has this service then."}
UNKNOWN_MEMBER = {
    "pointer": "/medicaid_id",
    "code": "unknown",
    "message": "There is no such member. Import the members first.",
}
UNKNOWN_PROVIDER = {
    "pointer": "/provider_npi",
    "code": "unknown",
    "message": "There is no such provider. Import the providers first.",
}
REPEATED = {"pointer": "/line_id", "code": "duplicate", "message": "This line_id stands twice in its plan."}
MIXED = {
    "pointer": "/plan_id",
    "code": "inconsistent",
    "message": "The rows of this plan differ in medicaid_id, plan_type, plan_start or plan_end.",
}


def _errors(row: Any) -> list[dict[str, str]]:
    if row["errors"] is not None:
        errors: list[dict[str, str]] = orjson.loads(row["errors"])
        return errors
    found = (
        (row["member_id"] is None, UNKNOWN_MEMBER),
        (row["provider_unknown"], UNKNOWN_PROVIDER),
        (row["repeated"], REPEATED),
        (row["mixed"], MIXED),
    )
    return [error for holds, error in found if holds]


def _plan(rows: Sequence[Any], beside: Sequence[dict[str, Any]]) -> SourcePlan:
    head = rows[0]
    return SourcePlan(
        type=head["type"],
        start=head["plan_start"],
        end=head["plan_end"],
        others=tuple(beside),
        lines=tuple(
            SourceLine(
                line_number=row["line_number"],
                service_code=row["service_code"],
                modifiers=tuple(row["modifiers"] or ()),
                provider_npi=row["provider_npi"],
                units=row["units"],
                frequency=row["frequency"],
                start=row["start"],
                end=row["end"],
            )
            for row in rows
        ),
    )


def _span(head: Any) -> dict[str, Any]:
    days = {"start": head["plan_start"].isoformat(), "end": head["plan_end"].isoformat()}
    return {"type": head["type"], "origin": "conversion", **days}


def _outcome(row: Any, said: dict[str, Any] | None) -> dict[str, Any]:
    outcome = RowOutcome.HELD_BACK if said is None else RowOutcome.REFUSED
    return {"line_number": row["line_number"], "outcome": outcome.value, "source_id": row["line_id"], **(said or {})}
