"""Conditions of the rules in SQL: ids, order and tiers come from the catalogue, numbers from the rule set."""

from collections.abc import Mapping, Sequence
from typing import Any

from disease.domain.rules.tier_rule import TierRule


def held(rules: Sequence[TierRule[Any, Any]], conditions: Mapping[str, str]) -> str:
    """An array of the ids of the rules that hold, in catalogue order."""
    each = ", ".join(f"case when {conditions[rule.id]} then '{rule.id}' end" for rule in rules)
    return f"array_remove(array[{each}]::text[], null)"


def tier_of_first(rules: Sequence[TierRule[Any, Any]], array: str) -> str:
    """The tier of the first rule that holds; null when none does."""
    each = " ".join(f"when '{rule.id}' then '{rule.tier.value}'" for rule in rules if rule.tier)
    return f"(case {array}[1] {each} end)::tier"


# From the inputs of a disease to its standing: whoever is not identified has none, the excluded have no tier.
STANDINGS = """
insert into p_standings
with inputs as materialized ({inputs}), judged as (
    select inputs.*, {identification} as identification, {first} as first_rules, {remainder} as remaining_rules
    from inputs
), standing as (
    select judged.*, case when cardinality(first_rules) > 0 then first_rules else remaining_rules end as held
    from judged where cardinality(identification) > 0
)
select member, '{disease}', excluded, case when excluded is null then {tier} end, identification,
    case when excluded is null then held else '{{}}' end, jsonb_strip_nulls({told})
from standing
"""


def code_on(row: str) -> str:
    """JSON of a code and its day; null when there is none."""
    return (
        f"case when {row}.day is not null then "
        f"jsonb_build_object('system', {row}.system, 'code', {row}.printed, 'day', {row}.day) end"
    )


def newest_code(which: str) -> str:
    """Per member the newest of the codes that `which` holds for; on one day the highest."""
    return f"""(
        select distinct on (c.member) c.member, c.day, r.system, r.printed, r.severe, r.moderate_or_severe
        from p_codes c join run_codes r on r.run_id = $1 and r.code = c.code
        where {which}
        order by c.member, c.day desc, r.system desc, r.printed desc
    )"""
