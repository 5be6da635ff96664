"""Bodies of the plans dry run. Builders give a valid object; a test states only its difference."""

from typing import Any

import orjson

from plans.api.dry_run_schema import run_dry_run

Json = dict[str, Any]

PLAN_YEAR: Json = {"start": "2018-07-15", "end": "2019-07-14"}
YEAR_BEFORE: Json = {"type": "initial", "origin": "conversion", "start": "2017-07-15", "end": "2018-07-14"}
JUSTIFICATION = "Plan year 2018-2019: without T1019 on weekends she is alone and falls."


def a_line(ref: str = "L2", **members: Any) -> Json:
    """A new line of personal care for the whole plan year."""
    line: Json = {
        "ref": ref,
        "service_code": "T1019",
        "provider": "P1",
        "units": 48,
        "frequency": "week",
        **PLAN_YEAR,
        "status": "draft",
    }
    return {**line, **members}


def an_authorized_line(ref: str = "L1", **members: Any) -> Json:
    return a_line(ref, **{"status": "authorized", "used_units": 100, **members})


def case_management(ref: str = "CM", **members: Any) -> Json:
    """The year's standard case management, authorized."""
    standard = {"service_code": "T1016", "provider": "A", "units": 175, "frequency": "year", "used_units": 71}
    return an_authorized_line(ref, **{**standard, **members})


def a_note(**members: Any) -> Json:
    """The supervisor's review: written by the case manager, acknowledged by the supervisor."""
    note = {
        "type": "supervisor_review",
        "status": "complete",
        "text": "Please review.",
        "author": "cm1",
        "written_on": "2018-10-24",
        "acknowledged_by": "sup1",
        "acknowledged_on": "2018-10-24",
    }
    return {**note, **members}


def a_plan_note(text: str, **members: Any) -> Json:
    return {"type": "general", "status": "complete", "text": text, "author": "cm1", **members}


def a_justification(text: str = JUSTIFICATION, **members: Any) -> Json:
    return {"type": "priority_justification", "status": "complete", "text": text, "author": "cm1", **members}


def a_document(kind: str = "nurse_evaluation", **members: Any) -> Json:
    return {"type": kind, "status": "complete", "dated": "2018-10-20", **members}


def first_documents(**members: Any) -> list[Json]:
    """What an initial plan or a reassessment needs."""
    return [a_document(kind, **members) for kind in ("ucat", "nurse_evaluation", "service_team_release")]


def a_plan(*lines: Json, **members: Any) -> Json:
    """A conversion plan, reviewed by the supervisor, with a complete nurse evaluation."""
    plan: Json = {
        "type": "initial",
        "origin": "conversion",
        **PLAN_YEAR,
        "case_manager": "cm1",
        "lines": list(lines),
        "notes": [a_note()],
        "documents": [a_document()],
    }
    return {**plan, **members}


def stored(plan: Json, *lines: Json, **members: Any) -> Json:
    """The plan as it is stored, without what was newly written."""
    header = {name: plan[name] for name in ("type", "origin", "start", "end")}
    return {**header, "lines": list(lines), **members}


def a_change(kind: str, before: list[Json], after: list[Json], **members: Any) -> Json:
    """A dry run of a change in the running plan; `plan` holds differences of the proposed plan."""
    differences = members.pop("plan", {})
    plan = a_plan(*after, **differences)
    body: Json = {
        "as_of": "2018-10-24",
        "stage": "decide",
        "policy": "2018-10",
        "change": {"type": kind},
        "current": stored(a_plan(), *before),
        "proposed": plan,
        "other_plans": [YEAR_BEFORE],
        "priority": False,
    }
    return {**body, **members}


def an_increase(old: Json | None = None, new: Json | None = None, kind: str = "increase", **members: Any) -> Json:
    """48 units a week until 2018-11-04, 60 from 2018-11-05; `old` and `new` hold differences of the two lines."""
    ended = an_authorized_line(**{"end": "2018-11-04", "reason": kind, **(old or {})})
    added = a_line(
        **{"units": 40 if kind == "decrease" else 60, "start": "2018-11-05", "supersedes": "L1", **(new or {})}
    )
    return a_change(kind, [an_authorized_line()], [ended, added], **members)


def an_addendum(*added: Json, **members: Any) -> Json:
    """New lines beside 48 units of personal care a week."""
    return a_change("addendum", [an_authorized_line()], [an_authorized_line(), *added], **members)


def a_transfer(old: Json | None = None, new: Json | None = None, **members: Any) -> Json:
    """Case management moves from A to B on 2018-12-12, with one shared day and 71 of 175 units used."""
    ended = case_management("A1", **{"end": "2018-12-12", "reason": "transfer", **(old or {})})
    added = a_line(
        "B1",
        **{
            "service_code": "T1016",
            "provider": "B",
            "units": 175,
            "frequency": "year",
            "start": "2018-12-12",
            "supersedes": "A1",
            **(new or {}),
        },
    )
    plan = {"documents": [a_document("change_of_provider")], **members.pop("plan", {})}
    return a_change("transfer", [case_management("A1")], [ended, added], plan=plan, **members)


FIRST_YEAR: Json = {"start": "2018-09-10", "end": "2019-09-09"}


def an_initial_plan(*added: Json, cm: Json | None = None, nurse: Json | None = None, **members: Any) -> Json:
    """Plan 1 as MSU opened it, extended by the case manager; `cm` and `nurse` hold differences of MSU's lines."""
    opened = {"entered_by": "msu", "start": "2018-09-10", "end": "2018-11-08", "status": "authorized"}
    case_manager_line = {"service_code": "T1016", "units": 30, "frequency": "year", "provider": "A", **opened}
    nurse_line = {"service_code": "T1002", "units": 2, "frequency": "year", "provider": "P1", **opened}
    before = [a_line("CM", **case_manager_line), a_line("RN", **nurse_line)]
    after = [
        {**before[0], "units": 175, "end": "2019-09-09", **(cm or {})},
        {**before[1], "units": 10, "end": "2019-09-09", **(nurse or {})},
        *added,
    ]
    first = {"origin": "msu", **FIRST_YEAR}
    plan = {**first, "documents": first_documents(), **members.pop("plan", {})}
    header = {"type": "initial", **first, "lines": before}
    return a_change("initial", [], after, **{"current": header, "other_plans": [], "plan": plan, **members})


def a_reassessment(*lines: Json, **members: Any) -> Json:
    """Next year's plan, asked for on 2019-06-10 with a UCAT 47 days before the old plan ends."""
    plan = {
        "type": "reassessment",
        "origin": "case_manager",
        "start": "2019-07-15",
        "end": "2020-07-13",
        "notes": [a_note(written_on="2019-06-10", acknowledged_on="2019-06-10")],
        "documents": first_documents(dated="2019-05-28"),
        **members.pop("plan", {}),
    }
    next_year = {"start": "2019-07-15", "end": "2020-07-13"}
    old = {**YEAR_BEFORE, **PLAN_YEAR, "lines": [an_authorized_line()]}
    body = a_change("reassessment", [], list(lines) or [a_line("N1", **next_year)], plan=plan)
    return {**body, "as_of": "2019-06-10", "current": None, "other_plans": [old], **members}


def check(body: Json, stage: str | None = None) -> Json:
    """The answer to a dry run."""
    asked = body if stage is None else {**body, "stage": stage}
    answer: Json = orjson.loads(run_dry_run(orjson.dumps(asked)))
    return answer


def rule_ids(answer: Json, *severities: str) -> set[str]:
    """Ids of the rules that found something; without severities, all that stop or warn."""
    wanted = severities or ("error", "hold", "warning")
    return {finding["rule_id"] for finding in answer["findings"] if finding["severity"] in wanted}


def finding(answer: Json, rule_id: str) -> Json:
    """The first finding of a rule."""
    found: Json = next(entry for entry in answer["findings"] if entry["rule_id"] == rule_id)
    return found
