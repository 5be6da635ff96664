"""What a row tells of the member, the providers and the other plans around a plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from plans.domain.circumstances import Certification, Facility, MemberFacts, Period, ProviderFacts, Stay
from plans.domain.surroundings import Surroundings
from plans.persistence.plan_mapping import Json, other_plan_from_json


def surroundings_from_row(row: Mapping[str, Any]) -> Surroundings:
    """`other_plans`, `member`, `providers` of the row. A list that is empty was never filled in: not known.

    Spans that were changed before 2026-11 may lack what was left out then: an open end, every county.
    """
    return Surroundings(
        other_plans=tuple(other_plan_from_json(other) for other in row["other_plans"]),
        member=_member(row["member"]),
        providers=tuple(_provider(provider) for provider in row["providers"]),
    )


def _member(member: Json) -> MemberFacts:
    return MemberFacts(
        birth_date=date.fromisoformat(member["birth_date"]),
        deceased_on=_day(member["deceased_on"]),
        county=member["county"],
        coverage=tuple(_period(span) for span in member["coverage"]) or None,
        level_of_care=_period(member["level_of_care"]) if member["level_of_care"] else None,
        stays=tuple(
            Stay(facility=Facility(stay["facility"]), start=date.fromisoformat(stay["start"]), end=_day(stay["end"]))
            for stay in member["stays"]
        ),
    )


def _provider(provider: Json) -> ProviderFacts:
    return ProviderFacts(
        ref=provider["id"],
        certifications=tuple(
            Certification(
                service_code=held["service_code"],
                counties=tuple(held.get("counties") or ()),
                start=date.fromisoformat(held["start"]),
                end=_day(held.get("end")),
            )
            for held in provider["certifications"]
        )
        or None,
    )


def _period(span: Json) -> Period:
    return Period(start=date.fromisoformat(span["start"]), end=_day(span.get("end")))


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
