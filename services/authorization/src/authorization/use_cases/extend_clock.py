"""Take more time to decide a request."""

from datetime import timedelta
from uuid import UUID

from authorization.domain.errors import AlreadyExtended, TimeIsUp
from authorization.domain.letters.letter import Sender
from authorization.domain.lifecycle import RequestAction
from authorization.domain.notice import NoticeKind, NoticeLine, ServiceTerms
from authorization.domain.policies import policy_named
from authorization.domain.responsibility import status_after
from authorization.persistence.request_repository import advance_request
from authorization.use_cases.load_request import actor_of, load_request
from authorization.use_cases.reckon_clocks import clock_columns
from authorization.use_cases.send_notices import send_notices
from shared.kernel.errors import InvalidMember
from shared.runtime.work import Work


async def extend_clock(work: Work, sender: Sender, request_id: UUID, days: int, reason: str, text: str) -> None:
    """Lengthen the decision clock and tell the member. Raises `AlreadyExtended`, `TimeIsUp`, `InvalidMember`."""
    stored = await load_request(work, request_id)
    request = stored.request
    status = status_after(request, RequestAction.EXTEND, actor_of(work.caller))
    policy = policy_named(stored.policy)
    if days > policy.extension.days:
        raise InvalidMember("/days", "too_many", f"Extend by at most {policy.extension.days} days.")
    if reason not in policy.extension.reasons:
        raise InvalidMember("/reason", "unknown", "This is no reason for an extension under the policy in force.")
    if request.extended_by:
        raise AlreadyExtended
    before = clock_columns(policy, request)
    if before["decide_by"] <= work.now:
        raise TimeIsUp
    extended_by = timedelta(days=days)
    clocks = clock_columns(policy, request, extended_by=extended_by)
    extension = {
        "days": days,
        "reason": reason,
        "text": text,
        "extended_by": work.caller.subject,
        "extended_at": work.now,
    }
    await advance_request(work.tx, request, status=status, extended_by=extended_by, extension=extension, **clocks)
    lines = [
        NoticeLine(
            line_id=line.line_id,
            service_code=line.service_code,
            modifiers=line.modifiers,
            before=None,
            asked=ServiceTerms(units=line.units, frequency=line.frequency, span=line.span),
            decided=None,
            number=None,
            effective_on=None,
        )
        for line in request.submission.asked
    ]
    due = work.day_of(clocks["decide_by"])
    letters = {NoticeKind.EXTENSION: lines}
    await send_notices(work, sender, stored, policy, letters, due=due, reasons=((reason, text),))
    work.record(
        "extended",
        "request",
        request_id,
        member_id=stored.member_id,
        before={"decide_by": before["decide_by"]},
        after={"decide_by": clocks["decide_by"], "days": days, "reason": reason},
        rule_ids=("CK-01",),
    )
