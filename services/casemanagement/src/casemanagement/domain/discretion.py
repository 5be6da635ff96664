"""What the audit log does not repeat of a confidential program: it is read by people who may not know of it (R20).

Nothing is lost: reasons, scopes and rules stand in the case, its history, the referral and the opt-out.
"""

from collections.abc import Iterable

from casemanagement.domain.screening.screening import RULES

TELLING = frozenset(rule.id for rule in RULES)


def discreet_rules(rule_ids: Iterable[str], *, confidential: bool) -> tuple[str, ...]:
    """Without the rules that find a program: `HIV-01` says as much as its name."""
    return tuple(rule_id for rule_id in rule_ids if not (confidential and rule_id in TELLING))


def discreet_reason(reason: str | None, *, confidential: bool) -> str | None:
    return None if confidential else reason


def discreet_scope(scope: str, *, confidential: bool) -> str:
    """`program` in place of `program:complex_hiv`."""
    return scope.partition(":")[0] if confidential else scope
