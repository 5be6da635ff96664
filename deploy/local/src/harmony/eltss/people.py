"""Patient to member; whoever delivers a service to provider; the author to case manager."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from harmony.eltss.element import Element
from harmony.eltss.ledger import Ledger
from harmony.eltss.quantities import day
from harmony.eltss.reading import Content

MEDICAID_ID = re.compile(r"[A-Za-z0-9-]{1,32}")
NPI_PREFIX = "80840"
SEXES = ("female", "male", "other", "unknown")
NAMED_USES = ("official", "usual")
KINDS = {
    "Organization": "organization",
    "Practitioner": "individual_practitioner",
    "RelatedPerson": "related_person",
    "Patient": "member_self",
}


def name_of(person: Element) -> Element:
    """The name to go by: official, else usual, else the first; an organization has one string."""
    names = list(person.each("name"))
    if not names:
        return person["name"]
    return next((name for use in NAMED_USES for name in names if name["use"].text == use), names[0])


def words_of(person: Element) -> str:
    name = name_of(person)
    given = " ".join(part.text for part in name.each("given")) if not name.text else ""
    return name.text or name["text"].text or f"{given} {name['family'].text}".strip()


def say_name(person: Element, ledger: Ledger, where: str) -> None:
    """The name was written there in full."""
    name = name_of(person)
    if name.text or name["text"].text:
        ledger.take(name if name.text else name["text"], where)
    else:
        ledger.take(name["given"], where)
        ledger.take(name["family"], where)


def has_check_digit(npi: str) -> bool:
    """The Luhn digit that an NPI ends with, counted with the prefix of health identifiers."""
    digits = [int(digit) for digit in reversed(NPI_PREFIX + npi)]
    doubled = (2 * digit if place % 2 else digit for place, digit in enumerate(digits))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def local_number(seed: str, attempt: int = 0) -> str:
    """Ten digits for a provider without NPI: 0, eight of a hash, check digit. A real NPI begins with 1 or 2."""
    hashed = int.from_bytes(hashlib.sha256(f"{seed}#{attempt}".encode()).digest()[:8], "big")
    beginning = f"0{hashed % 10**8:08}"
    return next(beginning + str(last) for last in range(10) if has_check_digit(beginning + str(last)))


def member_body(patient: Element, ledger: Ledger, medicaid_id: str | None) -> dict[str, Any] | None:
    """None where the file lacks what Harmony cannot do without; the ledger then says what."""
    name, body = name_of(patient), dict[str, Any]()
    body["medicaid_id"] = medicaid_id or _medicaid_id(patient, ledger)
    if medicaid_id:
        ledger.assume(patient["identifier"], f"The Medicaid number {medicaid_id} was given with the command.")
    given = " ".join(part.text for part in name.each("given"))
    family = name["family"].text
    if not (given and family) and name["text"].text:
        given, _, family = name["text"].text.rpartition(" ")
        ledger.convert(name["text"], "/member/given_name")
        ledger.convert(name["text"], "/member/family_name")
        ledger.assume(name["text"], f"The last word of the name, {family}, is the family name.")
    ledger.take(name["given"], "/member/given_name")
    ledger.take(name["family"], "/member/family_name")
    born = day(patient["birthDate"])
    if not (given and family and born and body["medicaid_id"]):
        why = "A member needs an identifier, given and family name and a full birth date."
        ledger.withdraw(lambda where: where.startswith("/member/"), why)
        ledger.leave(patient, why)
        return None
    ledger.take(patient["birthDate"], "/member/birth_date")
    body |= {"given_name": given[:100], "family_name": family[:100], "birth_date": born.isoformat()}
    if patient["gender"].text in SEXES:
        body["sex"] = patient["gender"].text
        ledger.take(patient["gender"], "/member/sex")
    body |= _where_and_how_to_reach(patient, ledger)
    if died := day(patient["deceasedDateTime"]):
        body["deceased_on"] = died.isoformat()
        ledger.convert(patient["deceasedDateTime"], "/member/deceased_on")
    ledger.leave(patient["deceasedBoolean"], "Harmony holds the day of death, and the file states none.")
    return body


def _medicaid_id(patient: Element, ledger: Ledger) -> str | None:
    """A Medicaid number, else any identifier, which is then said to stand in for one."""
    usable = [item for item in patient.each("identifier") if MEDICAID_ID.fullmatch(item["value"].text)]
    for item in usable:
        codes = {coding["code"].text for coding in item["type"].each("coding")}
        if "MA" in codes or "medicaid" in item["system"].text.lower():
            ledger.take(item["value"], "/member/medicaid_id")
            ledger.use(item["system"], "tells which identifier it is")
            ledger.use(item["type"], "tells which identifier it is")
            return item["value"].text
    if not usable:
        return None
    item = usable[0]
    ledger.take(item["value"], "/member/medicaid_id")
    ledger.use(item["system"], "tells whose identifier it is")
    system = item["system"].text or "an unnamed system"
    ledger.assume(
        item,
        f"The file has no Medicaid number. The identifier {item['value'].text} of {system} stands in for it; "
        "give the right one with --medicaid-id.",
    )
    return item["value"].text


def _where_and_how_to_reach(patient: Element, ledger: Ledger) -> dict[str, Any]:
    body: dict[str, Any] = {}
    phones = [item for item in patient.each("telecom") if item["system"].text == "phone" and item["value"].text]
    if phones and len(phones[0]["value"].text) <= 32:
        body["phone"] = phones[0]["value"].text
        ledger.take(phones[0]["value"], "/member/phone")
        ledger.use(phones[0]["system"], "tells a phone from other means")
    county = next((item["district"] for item in patient.each("address") if item["district"].text), None)
    if county is not None:
        body["county"] = county.text[:100]
        ledger.take(county, "/member/county")
    spoken = list(patient.each("communication"))
    best = next((item for item in spoken if item["preferred"].value is True), spoken[0] if spoken else None)
    code = (
        next((coding["code"] for coding in best["language"].each("coding") if coding["code"].text), None)
        if best
        else None
    )
    if best and code is not None:
        body["language"] = code.text[:35]
        ledger.take(code, "/member/language")
        ledger.use(best["preferred"], "tells which language to speak")
    return body


def coverage_spans(content: Content, patient: Element | None, ledger: Ledger) -> list[dict[str, Any]]:
    """Coverages of the member that say from when; the program is the type's words, else the payor's name."""
    spans: list[dict[str, Any]] = []
    for resource in content.of_type("Coverage"):
        coverage = resource.root
        owner = content.named(coverage["beneficiary"])
        if patient is None or owner is None or owner.resource is not patient.resource:
            ledger.leave(coverage, "Its member is not the plan's, or is not in the file.")
            continue
        payor = next((found for item in coverage.each("payor") if (found := content.named(item))), None)
        program = _program(coverage) or (name_of(payor) if payor else coverage["payor"])
        start, end = day(coverage.at("period", "start")), day(coverage.at("period", "end"))
        if start is None or not program.text:
            ledger.leave(coverage, "A coverage in Harmony has a program and a first day; the file does not state both.")
            continue
        place = f"/member/coverage/{len(spans)}"
        spans.append(
            {"program": program.text[:64], "start": start.isoformat(), "end": end.isoformat() if end else None}
        )
        ledger.take(program, f"{place}/program")
        ledger.convert(coverage.at("period", "start"), f"{place}/start")
        ledger.convert(coverage.at("period", "end"), f"{place}/end")
        ledger.use(coverage["beneficiary"], "names the member")
    return spans


def _program(coverage: Element) -> Element:
    stated = coverage.at("type", "text")
    return stated or coverage.at("type", "coding", 0, "display") or coverage.at("type", "coding", 0, "code")


@dataclass(frozen=True, slots=True)
class Provider:
    """`seed` makes the next local number where one is taken; it is empty for a true NPI."""

    body: dict[str, Any]
    seed: str
    who: Element


class Providers:
    """Those who deliver services, each once, in the order in which the plan names them."""

    def __init__(self, content: Content, ledger: Ledger, of_whom: str) -> None:
        self.content, self.ledger, self.of_whom = content, ledger, of_whom
        self.all: list[Provider] = []
        self._places: dict[tuple[str, str], int] = {}

    def place_of(self, reference: Element) -> int | None:
        """Where the performer stands among `all`; None, with the reason in the ledger, for one that is not there."""
        who = self.content.named(reference)
        if who is not None and who["resourceType"].text == "PractitionerRole":
            self.ledger.use(who["organization"] if who["organization"] else who["practitioner"], "names the provider")
            who = self.content.named(who["organization"]) or self.content.named(who["practitioner"])
        if who is None or who["resourceType"].text not in KINDS or not words_of(who):
            self.ledger.leave(reference, "Who performs it is not in the file, or is nobody who delivers services.")
            return None
        key = (who.resource.key, who.pointer)
        if key not in self._places:
            self._places[key] = len(self.all)
            self.all.append(self._provider(who, f"/providers/{len(self.all)}"))
        return self._places[key]

    def _provider(self, who: Element, where: str) -> Provider:
        kind, name = who["resourceType"].text, words_of(who)
        say_name(who, self.ledger, f"{where}/name")
        self.ledger.convert(who["resourceType"], f"{where}/kind")
        npi = next((item for item in who.each("identifier") if _is_npi(item)), None)
        if npi is not None and not any(known.body["npi"] == npi["value"].text for known in self.all):
            self.ledger.take(npi["value"], f"{where}/npi")
            self.ledger.use(npi["system"], "tells an NPI from other numbers")
            self._say_who_shares(npi, who, name)
            return Provider({"npi": npi["value"].text, "name": name[:200], "kind": KINDS[kind]}, "", who)
        stated = next((item for item in who.each("identifier") if item["value"].text), who["identifier"])
        if stated["value"].text and npi is None:
            seed = f"{kind}|{stated['system'].text}|{stated['value'].text}"
            self.ledger.convert(stated["value"], f"{where}/npi")
            self.ledger.convert(stated["system"], f"{where}/npi")
        else:
            seed = f"{kind}|{self.of_whom}|{who.resource.key}|{name}"
        number = local_number(seed)
        why = "has no NPI" if npi is None else f"shares the NPI {npi['value'].text} with a provider named before"
        self.ledger.assume(who, f"{name} {why}; {number} is a local number (an NPI never begins with 0).")
        return Provider({"npi": number, "name": name[:200], "kind": KINDS[kind]}, seed, who)

    def _say_who_shares(self, npi: Element, who: Element, name: str) -> None:
        others = [
            resource.key
            for resource in self.content.of_type("Organization", "Practitioner")
            if resource is not who.resource
            and any(item["value"].text == npi["value"].text for item in resource.root.each("identifier"))
        ]
        if others:
            self.ledger.assume(
                npi, f"The NPI {npi['value'].text} also stands with {', '.join(others)}; it is read as that of {name}."
            )


def _is_npi(identifier: Element) -> bool:
    value = identifier["value"].text
    named = "us-npi" in identifier["system"].text or any(
        coding["code"].text == "NPI" for coding in identifier["type"].each("coding")
    )
    return named and len(value) == 10 and value.isdecimal() and value.isascii() and has_check_digit(value)
