"""Rows of members and providers as the facts that the plan rules judge. What was never recorded is not known."""

from datetime import date
from typing import Any

from plans.domain.circumstances import Around, Certification, MemberFacts, Period, ProviderFacts

Json = dict[str, Any]


def around_from_json(member: Json, certified: list[Json]) -> Around:
    return Around(
        member=_member(member),
        providers=tuple(ProviderFacts(ref=one["id"], certifications=_held(one)) for one in certified) or None,
    )


def _member(member: Json) -> MemberFacts | None:
    """An empty list of coverage is one that nobody has filled in; without it the rules of eligibility have no case."""
    coverage = tuple(_period(one) for one in member["coverage"]) or None
    if coverage is None and member["county"] is None and member["level_of_care"] is None:
        return None
    return MemberFacts(
        birth_date=date.fromisoformat(member["birth_date"]) if coverage else None,
        deceased_on=_day(member["deceased_on"]),
        county=member["county"],
        coverage=coverage,
        level_of_care=_period(member["level_of_care"]) if member["level_of_care"] else None,
    )


def _held(provider: Json) -> tuple[Certification, ...]:
    return tuple(
        Certification(
            service_code=one["service_code"],
            counties=tuple(one.get("counties") or ()),
            start=date.fromisoformat(one["start"]),
            end=_day(one.get("end")),
        )
        for one in provider["certifications"]
    )


def _period(given: Json) -> Period:
    return Period(start=date.fromisoformat(given["start"]), end=_day(given.get("end")))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
