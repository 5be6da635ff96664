"""Which cases a caller may know of, as SQL over `episodes`."""

from shared.runtime.identity import Caller, Role

# A care nurse sees the cases that nobody has yet, their own, and those of their team; who is in no team is in this one.
GENERAL_TEAM = "general"
SEE_ALL = (
    Role.CARE_SUPERVISOR,
    Role.OPS,
    Role.SERVICE,
    Role.DISEASE_NURSE,
    Role.SPA_REVIEWER,
    Role.CLINICAL_REVIEWER,
    Role.MEDICAL_DIRECTOR,
)
Visibility = tuple[bool, bool, str | None]


def visible(table: str, first: int) -> str:
    """A condition; its three arguments, those of `visibility`, are numbered from `first`."""
    confidential, sees_all, nurse = range(first, first + 3)
    manager = f"{table}.primary_case_manager"
    return (
        f"((${confidential}::boolean or not {table}.confidential) and (${sees_all}::boolean or "
        f"${nurse}::text is not null and ({manager} is null or {manager} = ${nurse}::text "
        f"or {_team(manager)} = {_team(f'${nurse}::text')})))"
    )


def _team(subject: str) -> str:
    return f"coalesce((select n.team from nurses n where n.subject = {subject}), '{GENERAL_TEAM}')"


def visibility(caller: Caller) -> Visibility:
    return (
        caller.has(Role.CONFIDENTIAL, Role.SERVICE),
        caller.has(*SEE_ALL),
        caller.subject if caller.has(Role.CARE_NURSE) else None,
    )
