"""Backdating: services begin after they were asked for, and end dates are MSU's to apply."""

from collections.abc import Iterator

from plans.domain.plan import LineStatus
from plans.domain.proposal import Proposal, ProposedLine, plain
from plans.domain.redating import bans_backdating, sunday_on_or_after
from plans.domain.sources import reference
from plans.domain.stage import Stage
from shared.kernel.calendar import ONE_DAY
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="CS-11",
    stage=Stage.EDIT,
    severity=Severity.INFO,
    message="The end of authorized {code} is applied by MSU: {end} is taken as your request, "
    "and the line runs to {was} until MSU has authorized it.",
    citation=reference(
        "§0.2 and §1.3 [5,8]", "Providers do not edit a saved line: MSU applies the end date that they request."
    ),
)
def the_end_of_an_authorized_line_is_requested(proposal: Proposal) -> Iterator[Violation | Missing]:
    for judged in proposal.lines:
        before, asked = judged.before, judged.asked
        if before is None or asked.end == before.end or asked.status is not LineStatus.AUTHORIZED:
            continue
        if not judged.was_authorized:
            continue
        is_open = proposal.is_open_to_initial_work(judged)
        if is_open is None:
            yield Missing((f"{judged.member}/entered_by",))
        elif not is_open:
            values = {"code": before.key, "was": before.end or "no date", "end": asked.end or "no date"}
            yield Violation(f"{judged.pointer}/end", plain(before.end), plain(asked.end), values)


@rule(
    id="DT-07",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="{code} begins on {start}, before the request was received on {received}. "
    "Begin it on {received} or later, or give the reason in retro_reason.",
    citation=reference(
        "§4.3, DT-07; §1.5 [3]",
        "A service does not begin before its request. Where backdating is banned, the old line ends on the Sunday "
        "after the processing date and the new one starts the next Monday, whatever date was asked.",
    ),
)
def services_begin_after_they_were_asked_for(proposal: Proposal) -> Iterator[Violation]:
    if proposal.received_on is None and not proposal.moves_backdated_lines:
        return
    for judged in proposal.lines:
        if judged.line.ref in proposal.moved_by_ban:
            yield _moved(proposal, judged)
        elif judged.is_requested:
            yield from _late(proposal, judged)


def _moved(proposal: Proposal, judged: ProposedLine) -> Violation:
    """What the office does by itself, whatever was asked."""
    line = judged.line
    is_begin = line.start != judged.asked.start
    asked, now = (judged.asked.start, line.start) if is_begin else (judged.asked_end_day, line.end)
    return Violation(
        f"{judged.pointer}/start" if is_begin else judged.asked_end,
        plain(now),
        plain(asked),
        {"code": line.key, "asked": asked, "now": now, "processed": proposal.as_of},
        severity=Severity.INFO,
        message="{code} cannot be backdated: processed on {processed}, it "
        + ("begins on {now}, a Monday, " if is_begin else "ends on {now} ")
        + "instead of {asked}. Tell the member and the provider.",
    )


def _late(proposal: Proposal, judged: ProposedLine) -> Iterator[Violation]:
    line = judged.line
    start, end = line.start, line.end
    if start is None or end is None:
        return
    sunday = sunday_on_or_after(proposal.as_of)
    if proposal.moves_backdated_lines and bans_backdating(proposal.policy, line) and end <= sunday:
        if start < proposal.as_of and line.service_code not in proposal.policy.assisted_living_codes:
            monday = sunday + ONE_DAY
            yield Violation(
                f"{judged.pointer}/start",
                monday.isoformat(),
                start.isoformat(),
                {"code": line.key, "start": start, "end": end, "monday": monday},
                message="{code} {start} to {end} cannot be backdated, and nothing of it is left from {monday} on. "
                "Remove the line, or give it dates from {monday} on.",
            )
        return
    received = proposal.received_on
    if received is not None and start < received and not (line.retro_reason and line.retro_reason.strip()):
        values = {"code": line.key, "start": start, "received": received}
        yield Violation(f"{judged.pointer}/start", received.isoformat(), start.isoformat(), values)
