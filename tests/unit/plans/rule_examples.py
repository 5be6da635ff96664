"""For every rule of the dry run: a body that trips it, and the nearest body that does not; by policy pack."""

import copy
from dataclasses import replace
from typing import Any

from plans.domain import catalogue
from tests.support.plan_bodies import Json, an_increase
from tests.unit.plans.example import Example
from tests.unit.plans.examples_of_arithmetic import EXTRA
from tests.unit.plans.examples_of_changes import CHANGING_SERVICES, NEW_PLANS
from tests.unit.plans.examples_of_circumstances import CIRCUMSTANCES, LATER, RUNNING_PLANS
from tests.unit.plans.examples_of_review import REVIEW

EXAMPLES: dict[str, Example] = {
    **CHANGING_SERVICES,
    **NEW_PLANS,
    **REVIEW,
    **EXTRA,
    **CIRCUMSTANCES,
    **RUNNING_PLANS,
}
NURSING: Json = {"service_code": "G0299"}


def of_nursing(as_of: str) -> Json:
    body = an_increase(old=NURSING, new=NURSING, as_of=as_of)
    body["current"]["lines"][0].update(NURSING)
    return body


# What the later pack judges differently, and why.
DIFFERENCES: dict[str, Example] = {
    # The ban moves the end of T1019 by itself (DT-07); skilled nursing is not under the ban.
    "CS-08": replace(EXAMPLES["CS-08"], trips=of_nursing("2018-11-05"), passes=of_nursing("2018-11-04")),
}


def later_practice(body: Json) -> Json:
    """The same plan as it is asked for since April 2019: ends are requested, and banned services asked for in time."""
    asked = copy.deepcopy({**body, "policy": "2019-04"})
    stored: dict[str, Any] = {line["ref"]: line for line in (asked["current"] or {}).get("lines", [])}
    for line in asked["proposed"]["lines"]:
        before = stored.get(line["ref"])
        if before and before["status"] == "authorized" and before.get("end") != line.get("end") and line.get("end"):
            line["requested_end"], line["end"] = line["end"], before["end"]
    starts = [
        line["start"]
        for line in asked["proposed"]["lines"]
        if line["status"] in ("draft", "requested") and _is_banned(line)
    ]
    if asked["change"]["type"] not in ("initial", "reassessment"):
        asked["as_of"] = min([asked["as_of"], *starts])
    return asked


def _is_banned(line: Json) -> bool:
    service = catalogue.find(line["service_code"], line.get("modifiers") or ())
    return service is not None and service.backdating_banned_from is not None


def examples_of(policy_id: str) -> dict[str, Example]:
    if policy_id == "2018-10":
        return EXAMPLES
    return {
        rule_id: replace(
            example,
            trips=later_practice(example.trips),
            passes=later_practice(example.passes),
            pointer=_requested(example),
        )
        for rule_id, example in {**EXAMPLES, **DIFFERENCES}.items()
    } | LATER


def _requested(example: Example) -> str:
    """An end that moves is asked for in another member."""
    trips = later_practice(example.trips)
    parts = example.pointer.split("/")
    if parts[-1] == "end" and parts[1:3] == ["proposed", "lines"]:
        line = trips["proposed"]["lines"][int(parts[3])]
        if "requested_end" in line:
            return example.pointer.replace("/end", "/requested_end")
    return example.pointer
