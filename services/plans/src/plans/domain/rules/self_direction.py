"""Self-direction (CD-PASS): the right budget worksheet, and a representative where the member needs one."""

from collections.abc import Iterator

from plans.domain.circumstances import Authority, MemberFacts
from plans.domain.plan import DocumentType
from plans.domain.proposal import Proposal, ProposedLine
from plans.domain.sources import reference
from plans.domain.stage import Stage
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="CP-01",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="The member needs an authorized representative for {code}: {why}. "
    "Have one appointed and record it with the member before self-direction starts.",
    citation=reference(
        "§4.3, CP-01 [21a,21c]",
        "CD-PASS needs the budget worksheet of the right version, and an authorized representative when MSQ >= 12, "
        "UCAT >= 117, or APS substantiated self-neglect or abuse in the last 12 months.",
    ),
)
def self_direction_is_safe(proposal: Proposal) -> Iterator[Violation | Missing]:
    codes = proposal.policy.self_directed_codes
    lines = [judged for judged in proposal.lines if judged.is_requested and judged.line.service_code in codes]
    if not lines:
        return
    yield from _worksheet(proposal, lines[0])
    member = proposal.member
    if member is None or any(
        one.authority is Authority.AUTHORIZED_REPRESENTATIVE for one in member.representatives or ()
    ):
        return
    why = _why(proposal, member)
    if why is None:
        needs = [name for name in ("msq", "ucat_score") if getattr(member, name) is None]
        if needs:
            yield Missing(tuple(f"member/{name}" for name in needs))
    elif member.representatives is None:
        yield Missing(("member/representatives",))
    else:
        values = {"code": lines[0].line.key, "why": why}
        yield Violation("/member/representatives", Authority.AUTHORIZED_REPRESENTATIVE.value, None, values)


def _why(proposal: Proposal, member: MemberFacts) -> str | None:
    policy = proposal.policy
    if member.msq is not None and member.msq >= policy.msq_that_needs_representative:
        return f"the MSQ score is {member.msq}"
    if member.ucat_score is not None and member.ucat_score >= policy.ucat_score_that_needs_representative:
        return f"the UCAT score is {member.ucat_score}"
    if member.aps_on is not None:
        days = (proposal.as_of - member.aps_on).days
        if 0 <= days <= policy.aps_days_that_need_representative:
            return f"Adult Protective Services substantiated a finding on {member.aps_on}"
    return None


def _worksheet(proposal: Proposal, judged: ProposedLine) -> Iterator[Violation]:
    """The version of the form is that of the line's first day, where the form says for which days it is."""
    start = judged.line.start
    for index, document in enumerate(proposal.plan.documents):
        if document.type is not DocumentType.CDPASS_BUDGET_WORKSHEET or start is None:
            continue
        first, last = document.valid_from, document.valid_through
        if (first is not None and start < first) or (last is not None and start > last):
            yield Violation(
                f"/proposed/documents/{index}",
                start.isoformat(),
                [None if day is None else day.isoformat() for day in (first, last)],
                {"code": judged.line.key, "start": start},
                message="The CD-PASS budget worksheet is not the version for {start}, when {code} begins. "
                "Fill in the version that is valid on that day.",
            )
