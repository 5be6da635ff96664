"""Bodies of the dry run built from small parts, and the same facts as a notice of plans and rows of an import."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from tests.support.import_files import Row

AS_OF = date(2026, 3, 1)
Part: TypeAlias = tuple[str, Row]
UNITS = {
    "4548-4": "%",
    "97506-0": "%",
    "98979-8": "mL/min/{1.73_m2}",
    "9318-7": "mg/g",
    "8480-6": "mm[Hg]",
    "8462-4": "mmHg",
    "82668-5": "{score}",
    "77307-7": "ug/dL",
}
WELL = {
    "daytime_symptom_days_per_week": 0,
    "night_wakings_per_month": 0,
    "reliever_days_per_week": 0,
    "activity_limitation": "none",
    "oral_steroid_courses_12_months": 0,
}
OPEN: Any = {"end": None}


def ago(days: int) -> str:
    return str(AS_OF - timedelta(days=days))


def born(years: int, days_later: int = 0) -> str:
    """The birth date of who is so old on the day of the question, or turns it so many days later."""
    return str(AS_OF.replace(year=AS_OF.year - years) + timedelta(days=days_later))


def span(start: int, end: int | None = None, pharmacy: bool | None = True) -> Row:
    return {"start": ago(start), "end": None if end is None else ago(end), "pharmacy": pharmacy}


def dx(code: str, days: int = 900, system: str = "icd10cm") -> Part:
    return "conditions", {"system": system, "code": code, "recorded_on": ago(days)}


def lab(code: str, value: str | None, days: int = 10, **different: Any) -> Part:
    result = {"system": "loinc", "code": code, "value": value, "unit": UNITS[code], "observed_on": ago(days)}
    return "observations", {**result, **different}


def seen(
    kind: str, code: str | None, start: int, until: int | None = None, beside: str | None = None, **different: Any
) -> Part:
    """From so many days ago to so many, one day when the second is left out."""
    stay: Row = {"class": kind, "start": ago(start), "end": ago(start if until is None else until)}
    stay["principal"] = None if code is None else {"system": "icd10cm", "code": code}
    if beside is not None:
        stay["diagnoses"] = [{"system": "icd10cm", "code": beside}]
    return "encounters", {**stay, **different}


def drug(code: str, days: int = 50, called: str | None = None, **different: Any) -> Part:
    """One dispensing; `called` is the class that the sender gives."""
    dispensing: Row = {"system": "rxnorm", "code": code, "dispensed_on": ago(days), **different}
    return "medications", dispensing if called is None else {**dispensing, "class": called}


def answered(instrument: str, days: int = 10, **answers: Any) -> Part:
    return "assessments", {"instrument": instrument, "completed_on": ago(days), "answers": answers}


def control(days: int = 10, **different: Any) -> Part:
    """Asthma that is well controlled in all five domains but for the differences."""
    return answered("asthma_control", days, **{**WELL, **different})


def a_body(*parts: Part, birth: str = "1990-01-01", cover: Any = (), **person: Any) -> Row:
    """Covered for years with pharmacy unless `cover` says otherwise."""
    spans = [span(3000)] if cover == () else cover
    body: Row = {"as_of": str(AS_OF), "member": {"birth_date": birth, "coverage": spans, **person}}
    for kind, fact in parts:
        if kind == "pregnancy":
            body[kind] = fact
        else:
            body.setdefault(kind, []).append(fact)
    return body


def as_notice(body: Row, medicaid_id: str) -> Row:
    member = body["member"]
    spans = [{**s, "program": "medicaid", "pharmacy": bool(s["pharmacy"])} for s in member["coverage"] or ()]
    return {**member, "medicaid_id": medicaid_id, "coverage": spans}


def as_rows(body: Row, medicaid_id: str) -> Iterator[Row]:
    """Members that are null are left out."""
    facts = [(kind, fact) for kind, fact in body.items() if kind not in ("as_of", "member")]
    rows = [(kind, row) for kind, fact in facts for row in (fact if isinstance(fact, list) else [fact])]
    for place, (kind, fact) in enumerate(rows):
        row = {"medicaid_id": medicaid_id, "source_id": f"{medicaid_id}-{place}", "kind": kind.removesuffix("s")}
        for name, value in fact.items():
            if name == "principal" and value is not None:
                row[name] = _named(value)
            elif name in ("diagnoses", "risks"):
                row[name] = ";".join(v if isinstance(v, str) else _named(v) for v in value)
            elif value is not None:
                row[name] = value
        yield row


def as_body(notice: Row, rows: list[Row]) -> Row:
    """The way back: what a notice and the rows of an import say of a member. Of several pregnancies the last counts."""
    spans = [{"pharmacy": True, **{name: s[name] for name in s if name != "program"}} for s in notice["coverage"]]
    body: Row = {"as_of": str(AS_OF), "member": {**notice, "coverage": spans}}
    for row in rows:
        fact = {name: value for name, value in row.items() if name != "kind"}
        if row["kind"] == "encounter":
            fact["principal"] = _code(fact["principal"]) if fact["principal"] else None
            fact["diagnoses"] = [_code(named) for named in fact["diagnoses"].split(";") if named]
        if row["kind"] == "pregnancy":
            body["pregnancy"] = fact
        else:
            body.setdefault(f"{row['kind']}s", []).append(fact)
    return body


def _code(named: str) -> Row:
    return dict(zip(("system", "code"), named.split(":"), strict=True))


def _named(code: Row) -> str:
    return f"{code['system']}:{code['code']}"
