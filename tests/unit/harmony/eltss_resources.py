"""FHIR resources as small as an eLTSS plan can be, and what became of them."""

from pathlib import Path
from typing import Any

from harmony.eltss.codes import CodeTable
from harmony.eltss.ledger import Outcome
from harmony.eltss.mapping import Choices, Mapped, map_content
from harmony.eltss.reading import Content
from plans.domain.catalogue import SERVICES, service_as_json
from plans.domain.policies import policy_named

CATALOGUE = [service_as_json(service, policy_named("2018-10")) for service in SERVICES]
HCPCS = "urn:oid:2.16.840.1.113883.6.14"
NPI = "http://hl7.org/fhir/sid/us-npi"


def a_patient(**changes: Any) -> dict[str, Any]:
    return {
        "resourceType": "Patient", "id": "p1", "identifier": [{"system": "urn:medicaid", "value": "MA100"}],
        "name": [{"family": "Byron", "given": ["Ada", "K."]}], "birthDate": "1941-12-10", **changes,
    }  # fmt: skip


def a_plan(*activities: dict[str, Any], **changes: Any) -> dict[str, Any]:
    named = [{"reference": {"reference": f"ServiceRequest/s{place}"}} for place in range(1, 4)]
    return {
        "resourceType": "CarePlan", "id": "cp", "status": "active", "intent": "plan",
        "subject": {"reference": "Patient/p1"}, "period": {"start": "2026-01-01", "end": "2026-12-31"},
        "activity": [*named, *activities], **changes,
    }  # fmt: skip


def a_service(
    code: Any = "T1019", units: Any = 48, unit: str = "unit", per: str = "wk", **changes: Any
) -> dict[str, Any]:
    concept = {"coding": [{"system": HCPCS, "code": code}]} if isinstance(code, str) else code
    ratio = {"numerator": {"value": units, "unit": unit}, "denominator": {"value": 1, "code": per}}
    return {
        "resourceType": "ServiceRequest", "id": "s1", "status": "active", "intent": "plan",
        "code": concept, "quantityRatio": ratio,
        "subject": {"reference": "Patient/p1"}, "occurrencePeriod": {"start": "2026-01-01", "end": "2026-12-31"},
        **changes,
    }  # fmt: skip


def mapped(*resources: dict[str, Any], codes: Path | None = None, **choices: Any) -> Mapped:
    """A patient and a plan are added where none is given."""
    content = Content()
    types = {resource["resourceType"] for resource in resources}
    for resource in (*resources, *(made() for made in (a_patient, a_plan) if made()["resourceType"] not in types)):
        content.add(resource, "test.json")
    return map_content(content, CodeTable.of(CATALOGUE, codes), Choices(**choices))


def the_line(plan: Mapped) -> dict[str, Any]:
    assert len(plan.lines) == 1, reasons(plan)
    return plan.lines[0].body


def reasons(plan: Mapped, key: str = "ServiceRequest/s1") -> set[str]:
    return {a.where[0] for a in plan.accounts if a.resource == key and a.outcome is Outcome.NOT_TAKEN}


def assumptions(plan: Mapped) -> str:
    return " ".join(assumption.text for assumption in plan.assumed)
