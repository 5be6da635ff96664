"""Rules, rule sets and value sets on the wire."""

from typing import Any

from disease.domain.program import DiseaseCode
from disease.domain.tier import Tier
from shared.schema.rules import RuleRead
from shared.schema.wire import Day, Wire


class TierRuleRead(RuleRead):
    """`tier` is null for a rule that identifies; `policies` are the rule sets that it belongs to.

    A rule of calls, mail and guidelines holds for both diseases: it names none.
    """

    disease: DiseaseCode | None
    tier: Tier | None


class ValueRead(Wire):
    """A window or threshold; decimals are strings."""

    name: str
    value: Any
    evidence: str


class RuleSetRead(Wire):
    id: str
    title: str
    start: Day
    values: list[ValueRead]


class ValueSetRead(Wire):
    """`icd10cm` are prefixes, the others whole codes. A list of drugs names their class in its id."""

    id: str
    title: str
    version: str
    icd10cm: list[str]
    snomed: list[str]
    rxnorm: list[str]
    loinc: list[str]
    source: str
