"""The policy packs for people: what each one says, and what it changes of the one before."""

from dataclasses import fields
from functools import cache
from typing import Any

from plans.domain.policies import ADOPTED, POLICIES, Policy
from plans.domain.rules import CATALOGUE
from shared.kernel.calendar import ONE_DAY
from shared.kernel.rule_pages import plain

OF_THE_PACK = frozenset({"id", "title", "start", "rule_ids"})


@cache
def policies_as_json() -> list[dict[str, Any]]:
    """In order of their start, with what each says and its `changes` against the pack before."""
    ends = [*(later.start - ONE_DAY for later in POLICIES[1:]), None]
    return [
        {
            "id": policy.id,
            "title": policy.title,
            "start": policy.start.isoformat(),
            "end": end.isoformat() if end else None,
            "adopted": policy in ADOPTED,
            "rules": _in_order(policy.rule_ids),
            "values": _values(policy),
            "changes": _changes(before, policy) if before else None,
        }
        for before, policy, end in zip((None, *POLICIES), POLICIES, ends, strict=False)
    ]


def _changes(before: Policy, policy: Policy) -> dict[str, Any]:
    was, now = _values(before), _values(policy)
    return {
        "since": before.id,
        "rules_added": _in_order(policy.rule_ids - before.rule_ids),
        "rules_removed": _in_order(before.rule_ids - policy.rule_ids),
        "values": [{"name": name, "before": was[name], "after": now[name]} for name in now if was[name] != now[name]],
    }


def _in_order(rule_ids: frozenset[str]) -> list[str]:
    return [rule.id for rule in CATALOGUE if rule.id in rule_ids]


def _values(policy: Policy) -> dict[str, Any]:
    return {field.name: plain(getattr(policy, field.name)) for field in fields(policy) if field.name not in OF_THE_PACK}
