"""Changing services: how one line ends and the next one follows, for an increase, a decrease or a transfer."""

from collections.abc import Iterator

from plans.domain.plan import EndReason
from plans.domain.proposal import Proposal, ProposedLine, plain
from plans.domain.sources import CHANGING_SERVICES, update
from plans.domain.stage import Stage
from plans.domain.units import units_per_day
from shared.kernel.calendar import ONE_DAY
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule

END_AND_ADD = (
    "the CM needs to End date the appropriate service and then Add the same service that is replacing the one that is "
    "ending with a new begin date and new amount of units"
)


@rule(
    id="CS-05",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="{kind} of {code}: end the old line on {end} and add one new {code} line that starts on {next}.",
    citation=update(CHANGING_SERVICES, END_AND_ADD),
)
def an_increase_or_decrease_ends_one_line_and_adds_one(proposal: Proposal) -> Iterator[Violation]:
    for old in proposal.lines:
        if not old.is_ended or old.reason not in (EndReason.INCREASE, EndReason.DECREASE) or old.line.end is None:
            continue
        next_day = old.line.end + ONE_DAY
        kind = "Increase" if old.reason is EndReason.INCREASE else "Decrease"
        values = {"kind": kind, "code": old.line.key, "end": old.line.end, "next": next_day}
        if not old.successors:
            yield _without_successor(old, values)
        elif len(old.successors) > 1:
            yield Violation(old.pointer, 1, len(old.successors), values)
        else:
            yield from _how_it_follows(old, old.successors[0], values)


def _without_successor(old: ProposedLine, values: dict[str, object]) -> Violation:
    expected = plain(values["next"])
    if old.reason is EndReason.INCREASE:
        return Violation(old.pointer, expected, None, values)
    return Violation(
        old.pointer,
        expected,
        None,
        values,
        severity=Severity.WARNING,
        message="{code} ends on {end} as a decrease and no new {code} line follows. "
        "Add one that starts on {next}, or give the reason end if the service stops.",
    )


def _how_it_follows(old: ProposedLine, new: ProposedLine, values: dict[str, object]) -> Iterator[Violation]:
    if new.line.start is not None and plain(new.line.start) != plain(values["next"]):
        yield Violation(f"{new.pointer}/start", plain(values["next"]), plain(new.line.start), values)
    for name in ("service_code", "modifiers", "provider"):
        was, now = getattr(old.line, name), getattr(new.line, name)
        if was != now and not (name == "provider" and None in (was, now)):
            yield Violation(
                f"{new.pointer}/{name}",
                plain(was),
                plain(now),
                {**values, "field": name.replace("_", " ")},
                message="{kind} of {code}: the new line keeps the {field} of the old one. "
                "Use a transfer to change the provider, an addendum for another service.",
            )
    if (old.line.units, old.line.frequency) == (new.line.units, new.line.frequency):
        wanted = "more than" if old.reason is EndReason.INCREASE else "less than"
        yield Violation(
            f"{new.pointer}/units",
            f"{wanted} {old.line.units}",
            new.line.units,
            values,
            message="{kind} of {code}: the new line has the same units and frequency as the old one. "
            "Enter the new amount, or leave the old line as it was.",
        )


@rule(
    id="CS-06",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="{code} is marked {kind} but its units go from {was} to {now}. Correct the units or the reason.",
    citation=update(CHANGING_SERVICES, "a transfer, a service increase, service decrease or request to end service"),
)
def the_units_go_the_way_the_reason_says(proposal: Proposal) -> Iterator[Violation]:
    for old in proposal.lines:
        if not old.is_ended or old.reason not in (EndReason.INCREASE, EndReason.DECREASE) or len(old.successors) != 1:
            continue
        new = old.successors[0]
        was = units_per_day(old.line.units, old.line.frequency)
        now = units_per_day(new.line.units, new.line.frequency)
        if was is None or now is None or was == now or (now > was) is (old.reason is EndReason.INCREASE):
            continue
        values = {"code": old.line.key, "kind": old.reason.value, "was": _amount(old), "now": _amount(new)}
        wanted = "more than" if old.reason is EndReason.INCREASE else "less than"
        yield Violation(f"{new.pointer}/units", f"{wanted} {old.line.units}", new.line.units, values)


def _amount(judged: ProposedLine) -> str:
    frequency = judged.line.frequency
    return f"{judged.line.units} per {frequency.value.replace('_', ' ')}" if frequency else str(judged.line.units)


@rule(
    id="CS-07",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="Transfer of {code}: the old line ends on the transfer meeting's date, {end}; "
    "add one {code} line with the new provider that starts on {starts}.",
    citation=update(CHANGING_SERVICES, "would be if they are a transfer"),
)
def a_transfer_ends_one_provider_and_adds_another(proposal: Proposal) -> Iterator[Violation | Missing]:
    for old in proposal.lines:
        if not old.is_ended or old.reason is not EndReason.TRANSFER or old.line.end is None:
            continue
        starts = [old.line.end + ONE_DAY]
        if old.line.service_code == proposal.policy.case_management_code:
            starts = [starts[0] - ONE_DAY * shared for shared in _shared_days(proposal)]
        possible = [start.isoformat() for start in starts]
        values = {"code": old.line.key, "end": old.line.end, "starts": " or ".join(possible)}
        if len(old.successors) != 1:
            yield Violation(old.pointer, 1, len(old.successors), values)
            continue
        new = old.successors[0]
        if new.line.start is not None and new.line.start not in starts:
            expected = possible if len(possible) > 1 else possible[0]
            yield Violation(f"{new.pointer}/start", expected, plain(new.line.start), values)
        yield from _who_takes_over(old, new, values)


def _shared_days(proposal: Proposal) -> range:
    """Most shared days first, so that the dates read in order."""
    return range(proposal.policy.shared_days_of_case_management_transfer, -1, -1)


def _who_takes_over(old: ProposedLine, new: ProposedLine, values: dict[str, object]) -> Iterator[Violation | Missing]:
    if new.line.service_code != old.line.service_code:
        yield Violation(f"{new.pointer}/service_code", old.line.service_code, new.line.service_code, values)
    unknown = tuple(f"{side.member}/provider" for side in (old, new) if side.line.provider is None)
    if unknown:
        yield Missing(unknown)
    elif new.line.provider == old.line.provider:
        yield Violation(
            f"{new.pointer}/provider",
            f"not {old.line.provider}",
            new.line.provider,
            values,
            message="Transfer of {code}: the new line still names the old provider. Enter the provider who takes over.",
        )
