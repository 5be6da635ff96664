"""ServiceRequests, and activities that carry a code, to planned lines."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from harmony.eltss.codes import CodeTable, Match, stated_code
from harmony.eltss.element import Element
from harmony.eltss.ledger import Ledger
from harmony.eltss.people import Providers
from harmony.eltss.quantities import Amount, amount, day, whole
from harmony.eltss.reading import Content

PLANNED = ("draft", "active", "on-hold", "unknown", "not-started", "scheduled", "in-progress", "")
LONGEST_PLAN = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Year:
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Line:
    """`provider` is a place among the providers; `service` is where the line comes from."""

    ref: str
    body: dict[str, Any]
    provider: int | None
    service: Element


def plan_year(plan: Element, services: list[Element], ledger: Ledger) -> Year | None:
    """The plan's days, at most 365; without a start, from the first service on."""
    start, end = day(plan.at("period", "start")), day(plan.at("period", "end"))
    if start is None:
        starts = [first for service in services if (first := _stated_days(service)[0])]
        if not starts:
            ledger.leave(plan["period"], "Neither the plan nor a service says when it starts.")
            return None
        start = min(starts)
        ledger.assume(plan, f"The plan has no period; it starts with its first service, on {start}.")
    else:
        ledger.convert(plan.at("period", "start"), "/plan/start")
    longest = start + LONGEST_PLAN
    if end is None:
        ledger.assume(plan, f"The plan has no last day; it ends after 365 days, on {longest}.")
    elif end > longest:
        days = (end - start).days + 1
        ledger.assume(plan.at("period", "end"), f"The plan has {days} days; it ends after 365, on {longest}.")
    ledger.convert(plan.at("period", "end"), "/plan/end")
    return Year(start, longest if end is None or end > longest else end)


class Services:
    def __init__(self, content: Content, ledger: Ledger, table: CodeTable, providers: Providers, year: Year) -> None:
        self.content, self.ledger, self.table, self.providers, self.year = content, ledger, table, providers, year
        self.lines: list[Line] = []

    def add(self, service: Element) -> None:
        """Plan it, or leave its planning with the reason; its words go into the notes either way."""
        reason = self._planned(service)
        if reason:
            for name in ("code", "quantityRatio", "quantityQuantity", "quantityRange", "quantity", "dailyAmount",
                         "occurrencePeriod", "occurrenceDateTime", "occurrenceTiming", "scheduledPeriod", "performer",
                         "replaces", "status", "doNotPerform"):  # fmt: skip
                self.ledger.leave(service[name], reason)

    def _planned(self, service: Element) -> str | None:
        if service["status"].text not in PLANNED or service["doNotPerform"].value is True:
            return f"It is {service['status'].text or 'not to be performed'}, so there is nothing to plan."
        stated = stated_code(service["code"], self.table)
        if stated is None:
            return "It has no service code, only words."
        coding, code, modifiers, beside = stated
        match = self.table.match(code, modifiers)
        if isinstance(match, str):
            return match
        wanted = amount(service)
        if isinstance(wanted, str):
            return wanted
        factor = self._factor(match, wanted)
        if factor is None:
            return f"Nobody said how many {match.service['unit']} units are in one {' or '.join(wanted.unit_words)}."
        counted = whole(wanted.value * factor, wanted.frequency, list(match.service["frequencies"]))
        if counted is None:
            allowed = " or ".join(match.service["frequencies"])
            return f"{wanted.value * factor} per {wanted.frequency} is no whole number of units per {allowed}."
        days = self._days(service)
        if isinstance(days, str):
            return days
        ref = self._ref(service)
        where = f"/plan/lines/{ref}"
        self._say_code(service, match, coding, beside, where)
        self._say_amount(match, wanted, counted, where)
        performers = list(service.each("performer"))
        provider = self.providers.place_of(performers[0]) if performers else None
        if provider is not None:
            self.ledger.convert(performers[0], f"{where}/provider_id")
        for other in performers[1:]:
            self.ledger.leave(other, "A line has one provider; the first is taken.")
        self.ledger.convert(service["status"], f"{where}/status")
        self.ledger.leave(service["replaces"], "The line that it replaces belongs to the plan before.")
        units, frequency = counted
        body = {"ref": ref, "service_code": match.service["code"], "modifiers": list(match.service["modifiers"]),
                "units": units, "frequency": frequency, "start": days[0].isoformat(),
                "end": days[1].isoformat()}  # fmt: skip
        self.lines.append(Line(ref, body, provider, service))
        return None

    def _factor(self, match: Match, wanted: Amount) -> Any:
        if wanted.unit_words:
            return self.table.factor(match, wanted.unit_words)
        self.ledger.assume(wanted.parts[0], f"The quantity has no unit; it counts in {match.service['unit']} units.")
        return 1

    def _ref(self, service: Element) -> str:
        name = service["id"].text or f"{service.resource.root['id'].text}{service.pointer.replace('/', '-')}"
        taken = {line.ref for line in self.lines}
        return next(ref for n in range(len(taken) + 1) if (ref := f"{name[:56]}{f'~{n}' if n else ''}") not in taken)

    def _say_code(self, service: Element, match: Match, coding: Element, beside: list[Element], where: str) -> None:
        row, key = match.row, match.service["key"]
        if row is None:
            for one in (coding, *beside):
                self.ledger.convert(one["code"], f"{where}/service_code")
        else:
            self.ledger.convert(coding["code"], f"{where}/service_code")
            verb = "stands in for" if row.relation == "stand_in" else "is the catalogue's code for"
            self.ledger.assume(service["code"], f"{key} {verb} {row.code}. {row.because}")
        self.ledger.use(coding["system"], "names the code system")

    def _say_amount(self, match: Match, wanted: Amount, counted: tuple[int, str], where: str) -> None:
        for part in wanted.parts:
            self.ledger.convert(part, f"{where}/units")
        units, frequency = counted
        if wanted.value != units or wanted.frequency != frequency:
            words = wanted.unit_words[0] if wanted.unit_words else "unit"
            there = f"{wanted.value} {words} per {wanted.frequency}"
            here = f"{units} {match.service['unit']} per {frequency}"
            self.ledger.assume(wanted.parts[0], f"{there} becomes {here}.")

    def _days(self, service: Element) -> tuple[date, date] | str:
        """Inside the plan: what reaches past it is cut, what lies outside is left."""
        start, end, parts = _stated_days(service)
        year = self.year
        if (start and end and end < start) or (start and start > year.end) or (end and end < year.start):
            return f"Its days, {start} to {end}, are not days of the plan {year.start} to {year.end}."
        within = (max(start or year.start, year.start), min(end or year.end, year.end))
        if (start, end) != within:
            self.ledger.assume(
                parts[0] if parts else service,
                f"{_stated(start, end)} becomes {within[0]} to {within[1]}, inside the plan.",
            )
        ref = self._ref(service)
        for part in parts:
            self.ledger.convert(part, f"/plan/lines/{ref}/start")
        return within


def _stated(start: date | None, end: date | None) -> str:
    return f"{start or 'open'} to {end or 'open'}" if start or end else "No stated day"


def _stated_days(service: Element) -> tuple[date | None, date | None, tuple[Element, ...]]:
    """First day, last day, and the elements that say so."""
    for period in (
        service["occurrencePeriod"],
        service.at("occurrenceTiming", "repeat", "boundsPeriod"),
        service["scheduledPeriod"],
        service.at("scheduledTiming", "repeat", "boundsPeriod"),
    ):
        if period:
            return day(period["start"]), day(period["end"]), (period,)
    once = day(service["occurrenceDateTime"])
    return once, once, (service["occurrenceDateTime"],) if once else ()
