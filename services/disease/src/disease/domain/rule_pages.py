"""The rule catalogue for people."""

from dataclasses import asdict
from decimal import Decimal
from functools import cache
from typing import Any

from disease.domain.call_rules import CALL, CALL_RULES
from disease.domain.policies import POLICIES
from disease.domain.program_rules import PROGRAM_RULES
from disease.domain.rule_sets import RULE_SETS
from disease.domain.rules import CATALOGUE
from disease.domain.rules.tier_rule import TierRule
from disease.domain.value_sets import DIAGNOSIS_SETS, DRUGS, EXAMINATION_SETS, VERSION
from shared.kernel.citation import Citation
from shared.kernel.facts.member_facts import MedicationClass
from shared.kernel.facts.observations import ANALYTES
from shared.kernel.rule_pages import citation_as_json

PARTS = ("asthma", "diabetes", "assignment", "assessment")


@cache
def rules_as_json() -> list[dict[str, Any]]:
    """In catalogue order: `id, disease, tier, severity, stages, title, message, citation, policies`."""
    return [
        *(_page(rule) for rule in CATALOGUE),
        *(_program_page(rule.id, rule.stages, rule.title, rule.message, rule.citation) for rule in CALL_RULES),
        *(_program_page(rule.id, (rule.stage,), rule.title, rule.message, rule.citation) for rule in PROGRAM_RULES),
    ]


def _program_page(id: str, stages: tuple[str, ...], title: str, message: str, citation: Citation) -> dict[str, Any]:
    """A rule of both programs: it names no disease and gives no tier. A rule of calls refuses, the others are kept."""
    return {
        "id": id,
        "disease": None,
        "tier": None,
        "severity": "error" if stages == (CALL,) else "info",
        "stages": list(stages),
        "title": title,
        "message": message,
        "citation": citation_as_json(citation),
        "policies": [policy.id for policy in POLICIES],
    }


def _page(rule: TierRule[Any, Any]) -> dict[str, Any]:
    """`tier` is null for a rule that identifies; `policies` are the rule sets that it belongs to."""
    return {
        "id": rule.id,
        "disease": rule.disease.value,
        "tier": rule.tier.value if rule.tier else None,
        "severity": "info",
        "stages": ["identification" if rule.tier is None else "stratification"],
        "title": rule.title,
        "message": f"{rule.disease.value.capitalize()}: {_outcome(rule)} when this holds.",
        "citation": citation_as_json(rule.citation),
        "policies": [rule_set.id for rule_set in RULE_SETS],
    }


def _outcome(rule: TierRule[Any, Any]) -> str:
    return "identified" if rule.tier is None else f"tier {rule.tier.value.replace('_', ' ')}"


@cache
def rule_sets_as_json() -> list[dict[str, Any]]:
    return [
        {
            "id": rule_set.id,
            "title": rule_set.title,
            "start": rule_set.start.isoformat(),
            "values": [
                {"name": f"{part}.{name}", "value": _plain(value), "evidence": rule_set.evidence[f"{part}.{name}"]}
                for part in PARTS
                for name, value in asdict(getattr(rule_set, part)).items()
            ],
        }
        for rule_set in RULE_SETS
    ]


def _plain(value: Any) -> Any:
    """Decimals as text, so that nothing is rounded on the way."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value


@cache
def value_sets_as_json() -> list[dict[str, Any]]:
    """Diagnoses, then drugs by class, results by analyte, and examinations."""
    none: dict[str, list[str]] = {"icd10cm": [], "snomed": [], "rxnorm": [], "loinc": []}
    pages = [
        {
            **none,
            "id": codes.id,
            "title": codes.title,
            "icd10cm": list(codes.icd10cm),
            "snomed": sorted(codes.snomed),
            "source": codes.source,
        }
        for codes in DIAGNOSIS_SETS
    ]
    for drug_class in MedicationClass:
        drugs = [drug for drug in DRUGS if drug.drug_class is drug_class]
        pages.append(
            {
                **none,
                "id": drug_class.value,
                "title": ", ".join(drug.name for drug in drugs),
                "rxnorm": [drug.code for drug in drugs],
                "source": "; ".join(sorted({drug.source for drug in drugs})),
            }
        )
    pages.extend(
        {
            **none,
            "id": analyte.name,
            "title": f"{analyte.name} in {analyte.unit}, from {analyte.least} to {analyte.most}",
            "loinc": sorted(analyte.codes),
            "source": "Domain reference 4.3, 5.1 and 5.2; clarification 6",
        }
        for analyte in ANALYTES
    )
    pages.extend(
        {
            **none,
            "id": codes.id,
            "title": codes.title,
            "snomed": sorted(codes.snomed),
            "loinc": sorted(codes.loinc),
            "source": codes.source,
        }
        for codes in EXAMINATION_SETS
    )
    return [{"version": VERSION, **page} for page in pages]
