"""Which cases a caller may know of, as SQL over `episodes`."""

from uuid import UUID

from shared.runtime.audit import access_log
from shared.runtime.identity import Caller, Role
from shared.runtime.work import Asking, Work

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
ACCESS_REASON = "x-access-reason"
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


def sight_of(asking: Asking) -> Visibility:
    """As `visibility`, but what is confidential is seen by whoever said why (R20)."""
    confidential, sees_all, nurse = visibility(asking.caller)
    return confidential and (asking.caller.has(Role.SERVICE) or reason_given(asking) is not None), sees_all, nurse


def explained_log(subject_type: str, reason: str, case: str = "found.episode_id") -> str:
    """As `access_log`, with the reason for reading what is confidential in the entry (R20).

    `reason` is an argument of the statement, `case` SQL for the id of the case that a row belongs to.
    """
    confidential = f"(select c.confidential from episodes c where c.id = {case})"
    return access_log(
        subject_type,
        f"case when {reason}::text is not null and bool_or({confidential}) "
        f"then jsonb_build_object('reason', {reason}::text) end",
    )


def explain_change(work: Work, subject_type: str, subject_id: UUID, member_id: UUID, *, confidential: bool) -> None:
    """Log why somebody works on what is confidential, beside what they change in this transaction (R20)."""
    reason = reason_given(work)
    if confidential and reason is not None:
        work.record(
            "opened", subject_type, subject_id, member_id=member_id, after={"reason": reason}, rule_ids=("R20",)
        )


def reason_given(asking: Asking) -> str | None:
    """The reason for opening what is confidential, as far as it can be stored."""
    given = asking.headers.get(ACCESS_REASON, "").strip()[:500]
    return "".join(character for character in given if character.isprintable()) or None
