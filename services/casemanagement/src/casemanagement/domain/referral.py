"""A referral: who asks for case management, through which channel; the two are apart, and any time is right."""

from datetime import date
from enum import StrEnum

from casemanagement.domain.member import Member
from casemanagement.domain.policy import CasePolicy
from casemanagement.domain.program import ProgramCode
from shared.kernel.calendar import months_after


class ReferralSource(StrEnum):
    MEMBER_SELF = "member_self"
    CAREGIVER = "caregiver"
    PROVIDER_PHYSICIAN = "provider_physician"
    PROVIDER_OTHER = "provider_other"
    INTERNAL_DATA = "internal_data"
    INTERNAL_STAFF = "internal_staff"
    STATE_AGENCY = "state_agency"


class ReferralChannel(StrEnum):
    HEALTH_INFO_LINE = "health_info_line"
    NURSE_LINE_24H = "nurse_line_24h"
    CM_LINE = "cm_line"
    TTY = "tty"
    PORTAL = "portal"
    FAX = "fax"
    FHIR = "fhir"
    BATCH = "batch"
    DISEASE_MANAGEMENT = "disease_management"
    INTERNAL = "internal"


class ReferralStatus(StrEnum):
    """`linked`: the member has an open case in this program; `ended`: the case ended before anybody decided."""

    WAITING = "waiting"
    LINKED = "linked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"


def acknowledgement(
    *, linked: bool, source: ReferralSource, triage_due_on: str | None, opted_out: bool, starts_on: str | None
) -> str:
    """What the referrer is told at once; it names no program, because others may read it."""
    if linked:
        text = "Thank you. The member is followed by case management already; your referral was added to the open case."
        if source is ReferralSource.PROVIDER_PHYSICIAN:
            text += " The nurse sees your referral."
        return text
    text = f"Thank you for the referral. A nurse looks at it by {triage_due_on} and answers you."
    if starts_on is not None:
        text += f" The member is covered from {starts_on}; case management begins on that day."
    if opted_out:
        text += (
            " The member has asked not to take part. We do not call; please ask the member at the next visit, and tell"
            " us if they agree."
        )
    return text


def lapsed(member: Member, recorded_on: date, today: date, policy: CasePolicy) -> bool:
    """An opt-out outlives a gap in cover that is shorter than so many months (§3.4, 4)."""
    gap = member.longest_gap_since(recorded_on, today)
    return gap is not None and months_after(gap[0], policy.opt_out_lapse_months) < gap[1]


def in_scope(scope: str, program: ProgramCode | None) -> bool:
    """Whether a standing opt-out keeps the member out of case management in this program; a channel does not."""
    return scope in ("all", "all_cm") or (program is not None and scope == f"program:{program}")
