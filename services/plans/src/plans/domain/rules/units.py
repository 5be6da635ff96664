"""Units: whole, within what the catalogue allows, and never less than what was used."""

from collections.abc import Iterator

from plans.domain import catalogue
from plans.domain.plan import EndReason, Frequency
from plans.domain.proposal import Proposal, ProposedLine, plain
from plans.domain.sources import reference
from plans.domain.stage import Stage
from plans.domain.totals import line_total
from plans.domain.units import per_period_limit
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="UN-01",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="{code} needs at least 1 unit. Enter a whole number above zero.",
    citation=reference("§4.3, UN-01", "Units are whole, above zero, and within the most that the catalogue allows."),
)
def units_are_above_zero_and_within_the_caps(proposal: Proposal) -> Iterator[Violation]:
    for judged in proposal.lines:
        units, frequency = judged.line.units, judged.line.frequency
        if units is None or units < 1:
            yield Violation(f"{judged.pointer}/units", "1 or more", units, {"code": judged.line.key})
            continue
        if judged.service is None or frequency is None:
            continue
        for cap in judged.service.caps:
            most = per_period_limit(cap.units, cap.per, frequency)
            if most is not None and units > most:
                values = {
                    "code": judged.line.key,
                    "cap": cap.units,
                    "per": _words(cap.per),
                    "units": units,
                    "period": _words(frequency),
                    "most": most,
                }
                yield Violation(
                    f"{judged.pointer}/units",
                    most,
                    units,
                    values,
                    message="{code} allows at most {cap} units per {per}; {units} per {period} is more. "
                    "Enter {most} or less.",
                )
                break


@rule(
    id="UN-02",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="{code} is not in the service catalogue. Choose a code from the catalogue; modifiers are entered apart.",
    citation=reference("§4.3, UN-02", "Code, modifiers and frequency are a combination that the catalogue knows."),
)
def the_catalogue_knows_the_service(proposal: Proposal) -> Iterator[Violation]:
    for judged in proposal.lines:
        line, service = judged.line, judged.service
        if service is None:
            yield _unknown_service(judged)
        elif line.frequency not in service.frequencies and line.service_code not in _own_frequency_rule(proposal):
            allowed = [frequency.value for frequency in service.frequencies]
            values = {"code": line.key, "allowed": " or ".join(_words(f) for f in service.frequencies)}
            yield Violation(
                f"{judged.pointer}/frequency",
                allowed,
                plain(line.frequency),
                values,
                message="{code} is planned per {allowed}. Choose that frequency and enter the units for it.",
            )


def _own_frequency_rule(proposal: Proposal) -> tuple[str, ...]:
    """Codes whose frequency has a rule of the source, which speaks instead."""
    return (proposal.policy.nursing_facility_respite_code,)


def _unknown_service(judged: ProposedLine) -> Violation:
    line = judged.line
    variants = catalogue.variants(line.service_code)
    if not variants:
        return Violation(f"{judged.pointer}/service_code", "a catalogue code", line.service_code, {"code": line.key})
    allowed = [list(variant.modifiers) for variant in variants]
    values = {"code": line.key, "allowed": ", ".join(variant.key for variant in variants)}
    return Violation(
        f"{judged.pointer}/modifiers",
        allowed,
        list(line.modifiers),
        values,
        message="{code} is not a combination that the catalogue knows. Use {allowed}.",
    )


@rule(
    id="UN-03",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="The total of {code} was entered as {entered}; its units and dates give {total}. Enter {total}.",
    citation=reference("§4.3, UN-03", "The total that was submitted is the total that the dates and units give."),
)
def the_total_is_what_the_dates_give(proposal: Proposal) -> Iterator[Violation]:
    for judged in proposal.lines:
        entered = judged.line.total
        if entered is not None and judged.total is not None and entered != judged.total:
            values = {"code": judged.line.key, "entered": entered, "total": judged.total}
            yield Violation(f"{judged.pointer}/total", judged.total, entered, values)


@rule(
    id="UN-04",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="{used} units of {code} are already used, so {total} are too few. Authorize at least {used}.",
    citation=reference("§4.3, UN-04", "What is authorized is never less than what was already used."),
)
def no_fewer_units_than_were_used(proposal: Proposal) -> Iterator[Violation | Missing]:
    for judged in proposal.lines:
        if not judged.was_authorized or not judged.is_live:
            continue
        used = used_units(judged)
        subject, total = _authorized_after(judged)
        if total is None:
            continue
        if used is None:
            if total < _authorized_before(judged):
                yield Missing((f"{judged.member}/used_units",))
        elif total < used:
            values = {"code": judged.line.key, "used": used, "total": total}
            yield Violation(f"{subject.pointer}/units", used, total, values)


def used_units(judged: ProposedLine) -> int | None:
    if judged.line.used_units is not None or judged.before is None:
        return judged.line.used_units
    return judged.before.used_units


def _authorized_before(judged: ProposedLine) -> int:
    """As stored: what is not lowered needs no look at what was used."""
    before = judged.before
    if before is None:
        return 0
    if judged.line.frequency is Frequency.YEAR and judged.reason is EndReason.TRANSFER:
        return before.units or 0
    return line_total(before, judged.service) or 0


def _authorized_after(judged: ProposedLine) -> tuple[ProposedLine, int | None]:
    """The line that says how much remains authorized, and that amount.

    Units of a year line are not bound to a part of the year: a transfer carries the rest to the new provider (UN-05),
    an increase or decrease sets the quantity of the whole year anew.
    """
    if judged.line.frequency is not Frequency.YEAR or not judged.is_ended:
        return judged, judged.total
    if judged.reason is EndReason.TRANSFER:
        return judged, judged.line.units
    if len(judged.successors) == 1:
        new = judged.successors[0]
        if new.line.frequency is Frequency.YEAR and new.total is not None and judged.total is not None:
            return new, min(new.line.units or 0, judged.total + new.total)
    return judged, judged.total


@rule(
    id="UN-05",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="{code}: {used} of {quantity} units a year are used, so the new provider can have at most {left}, "
    "not {total}. Lower the units of the new line.",
    citation=reference(
        "§4.3, UN-05", "The parts of a year quantity sum to no more than it; a transfer carries what is left."
    ),
)
def parts_of_a_year_quantity_stay_within_it(proposal: Proposal) -> Iterator[Violation | Missing]:
    for old in proposal.lines:
        if not old.successors or old.line.frequency is not Frequency.YEAR:
            continue
        new = old.successors[0]
        if new.line.frequency is not Frequency.YEAR or new.total is None or old.total is None:
            continue
        if old.reason is EndReason.TRANSFER:
            yield from _within_what_is_left(old, new)
    for old, new in _split_lines(proposal):
        yield from _within_the_quantity(old, new)


def _within_what_is_left(old: ProposedLine, new: ProposedLine) -> Iterator[Violation | Missing]:
    quantity = (old.before or old.line).units
    used, total = used_units(old), new.line.total if new.line.total is not None else new.total
    if quantity is None or total is None:
        return
    left = quantity - (used or 0)
    if total > left:
        values = {"code": old.line.key, "used": used or 0, "quantity": quantity, "left": left, "total": total}
        yield Violation(f"{new.pointer}/units", left, total, values)
    elif used is None:
        yield Missing((f"{old.member}/used_units",))


def _split_lines(proposal: Proposal) -> Iterator[tuple[ProposedLine, ProposedLine]]:
    """Year lines of one provider, each with the line that it supersedes."""
    for new in proposal.lines:
        old = proposal.by_ref.get(new.line.supersedes) if new.line.supersedes is not None else None
        if old is None or old.line.frequency is not Frequency.YEAR or new.line.frequency is not Frequency.YEAR:
            continue
        if old.reason is not EndReason.TRANSFER or old.line.provider == new.line.provider:
            yield old, new


def _within_the_quantity(old: ProposedLine, new: ProposedLine) -> Iterator[Violation]:
    """Totals as entered; what the server computes for the parts already sums to the quantity."""
    if old.total is None or new.total is None or (old.line.total is None and new.line.total is None):
        return
    total = sum(part.total if part.line.total is None else part.line.total for part in (old, new) if part.total)
    quantity = max(old.line.units or 0, new.line.units or 0)
    if total > max(quantity, old.total + new.total):
        yield Violation(
            f"{new.pointer}/total",
            quantity,
            total,
            {"code": new.line.key, "quantity": quantity, "total": total},
            message="The parts of {code} sum to {total} units, more than the {quantity} of the plan year. "
            "Lower the totals so that both parts together stay within {quantity}.",
        )


def _words(frequency: Frequency) -> str:
    return frequency.value.replace("_", " ")
