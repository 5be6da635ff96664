"""Where a member stands in both registries, and why: the rules of the last run, their inputs, and what is missing."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from disease.domain.asthma_inputs import AsthmaInputs
from disease.domain.confidential import without_confidential
from disease.domain.diabetes_inputs import DiabetesInputs
from disease.domain.errors import MemberNotFound
from disease.domain.kept_standing import explained
from disease.domain.program import DiseaseCode
from disease.domain.rule_sets import rule_set_named
from disease.domain.stratification import Standing, stratify
from disease.persistence.population.kept_inputs import Kept, asthma_inputs, diabetes_inputs
from disease.persistence.registry_queries import profile
from shared.kernel.facts.known import age_on
from shared.runtime.identity import Role
from shared.runtime.work import Reading
from shared.schema.member_facts import MemberFactsBody

READ: dict[DiseaseCode, Callable[[Kept, date], AsthmaInputs | DiabetesInputs]] = {
    DiseaseCode.ASTHMA: asthma_inputs,
    DiseaseCode.DIABETES: diabetes_inputs,
}
Place = dict[str, Any]
NOWHERE: Place = {
    "identified": False,
    **dict.fromkeys(("computed_tier", "assigned_tier", "tier", "assigned_since", "lower_since", "override")),
    **dict.fromkeys(("as_of", "rule_set", "run_id", "inputs", "excluded")),
}


async def explain_member(reading: Reading, member_id: UUID) -> list[tuple[Place, Standing, bool, bool]]:
    """Asthma and diabetes: the place in the registry, the standing, whether facts have changed since, and whether
    something confidential is left out. Raises `MemberNotFound`.
    """
    found = await profile(reading, member_id, reading.today)
    if found is None:
        raise MemberNotFound
    facts = MemberFactsBody.model_validate(found["facts"]).facts
    as_of = date.fromisoformat(found["as_of"])
    places = found["diseases"] or {}
    answers = []
    for disease in DiseaseCode:
        place = places.get(disease.value, NOWHERE)
        rules = rule_set_named(place["rule_set"])
        day = date.fromisoformat(place["as_of"]) if place["as_of"] else as_of
        now = stratify(facts, day, rules)
        standing = now.asthma if disease is DiseaseCode.ASTHMA else now.diabetes
        changed = place["as_of"] is not None and standing.identified != place["identified"]
        if place["inputs"] is not None and place["identified"]:
            standing, changed = explained(READ[disease](place["inputs"], day), place["excluded"], standing, rules)
        withheld = False
        if not reading.caller.has(Role.CONFIDENTIAL):
            standing, withheld = without_confidential(standing, age_on(facts.person.birth_date, reading.today))
        answers.append((place, standing, changed, withheld))
    return answers
