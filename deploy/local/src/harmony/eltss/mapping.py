"""From the resources of a file to what Harmony is asked to store, with an account of every value."""

from dataclasses import dataclass
from typing import Any

from harmony.eltss.codes import CodeTable
from harmony.eltss.element import Element
from harmony.eltss.ledger import Account, Assumption, Ledger, Outcome
from harmony.eltss.narrative import Narrative
from harmony.eltss.notes import LONGEST, Notes
from harmony.eltss.papers import Papers
from harmony.eltss.people import Provider, Providers, coverage_spans, member_body, words_of
from harmony.eltss.reading import Content
from harmony.eltss.services import Line, Services, plan_year

PRICES = "Prices come from the dated rates of Harmony's catalogue."
ENDED = ("revoked", "entered-in-error")
NAMED_BY_A_PLAN = (
    "Goal", "Condition", "Observation", "RiskAssessment", "ServiceRequest", "Task", "Contract", "QuestionnaireResponse",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person says beside the file; `plan` is the id of the CarePlan where there are several."""

    medicaid_id: str | None = None
    case_manager: str | None = None
    agency: str | None = None
    plan: str | None = None


@dataclass(slots=True)
class Mapped:
    """`plan` has neither member nor lines yet; `medicaid_id` names the member, also where the file has no Patient."""

    content: Content
    ledger: Ledger
    medicaid_id: str | None
    member: dict[str, Any] | None
    providers: list[Provider]
    plan: dict[str, Any] | None
    lines: list[Line]

    @property
    def accounts(self) -> list[Account]:
        return self.ledger.accounts(self.content.all)

    @property
    def assumed(self) -> list[Assumption]:
        return self.ledger.assumed

    @property
    def marker(self) -> str:
        return f"eLTSS import {self.content.digest[:16]}"

    def leave_out(self, ref: str, reason: str) -> None:
        """A line that the rules refuse; its words stay in the notes."""
        self.lines = [line for line in self.lines if line.ref != ref]
        self.ledger.withdraw(lambda where: where.startswith(f"/plan/lines/{ref}/"), reason)

    def remark(self) -> dict[str, Any]:
        """How the plan came in: a draft note, so that it counts as evidence of nothing."""
        assumed = [f"- {assumption.resource}: {assumption.text}" for assumption in self.assumed]
        left = dict.fromkeys(
            f"- {account.resource}: {account.where[0]}"
            for account in self.accounts
            if account.outcome is Outcome.NOT_TAKEN
        )
        text = "\n".join([f"{self.marker}.", "Assumed, please check:", *assumed, "Not taken:", *left])
        return {"type": "general", "status": "draft", "text": text if len(text) <= LONGEST else f"{text[:LONGEST]} …"}

    def body(self, member_id: str, provider_ids: list[str]) -> dict[str, Any]:
        """The body of POST /plans/v1/service-plans."""
        lines = [
            {**line.body, "provider_id": None if line.provider is None else provider_ids[line.provider]}
            for line in self.lines
        ]
        plan = self.plan or {}
        return {**plan, "member_id": member_id, "lines": lines, "notes": [*plan["notes"], self.remark()]}


def map_content(content: Content, table: CodeTable, choices: Choices) -> Mapped:
    """Pure: the same content, table and choices give the same answer."""
    ledger = Ledger()
    plan = _main_plan(content, ledger, choices.plan)
    patient = _patient(content, ledger, plan)
    member = member_body(patient, ledger, choices.medicaid_id) if patient else None
    if member is not None and choices.agency:
        member["agency"] = choices.agency
    coverage = coverage_spans(content, patient if member else None, ledger)
    if member is not None and coverage:
        member["coverage"] = coverage
    medicaid_id = member["medicaid_id"] if member else choices.medicaid_id
    providers = Providers(content, ledger, medicaid_id or "")
    mapped = Mapped(content, ledger, medicaid_id, member, providers.all, None, [])
    if plan is not None:
        _map_plan(mapped, plan, patient, table, providers, choices)
    _leave_the_rest(content, ledger, patient)
    return mapped


def _main_plan(content: Content, ledger: Ledger, wanted: str | None) -> Element | None:
    """The plan to import: the one asked for, else the first that is no part of another. The others are left."""
    plans = [resource.root for resource in content.of_type("CarePlan")]
    standing = [plan for plan in plans if not plan["partOf"] and plan["status"].text not in ENDED]
    if wanted is not None:
        standing = [plan for plan in plans if plan["id"].text == wanted]
    standing.sort(key=lambda plan: (plan.at("period", "start").text, plan["id"].text))
    for other in standing[1:]:
        ledger.leave(other, f"One plan at a time; import it with --plan {other['id'].text}.")
    return standing[0] if standing else None


def _patient(content: Content, ledger: Ledger, plan: Element | None) -> Element | None:
    patients = [resource.root for resource in content.of_type("Patient")]
    if plan is None or not plan["subject"]:
        found = patients[0] if patients else None
    else:
        found = content.named(plan["subject"])
        if found is None:
            ledger.leave(plan["subject"], "The plan's member is not in the file.")
        else:
            ledger.use(plan["subject"]["reference"], f"leads to {found.resource.key}")
    for other in patients:
        if found is None or other.resource is not found.resource:
            ledger.leave(other, "It is not the plan's member.")
    return found


def _map_plan(
    mapped: Mapped, plan: Element, patient: Element | None, table: CodeTable, providers: Providers, choices: Choices
) -> None:
    content, ledger = mapped.content, mapped.ledger
    notes = Notes()
    narrative, papers = Narrative(content, ledger, notes), Papers(content, ledger, notes)
    narrative.plan(plan)
    for resource in content.of_type("CarePlan"):
        if any(_same(content.named(whole), plan) for whole in resource.root.each("partOf")):
            ledger.use(resource.root["partOf"], "tells that it is part of the plan")
            narrative.backup(resource.root)
    services = _services(content, ledger, plan)
    year = plan_year(plan, services, ledger)
    if year is not None:
        planning = Services(content, ledger, table, providers, year)
        for service in services:
            planning.add(service)
            narrative.service(service)
        mapped.lines = planning.lines
    for reference in plan.each("supportingInfo"):
        found = content.named(reference)
        if found is not None and found["resourceType"].text in ("Contract", "QuestionnaireResponse"):
            ledger.use(reference["reference"], f"leads to {found.resource.key}")
            (papers.contract if found["resourceType"].text == "Contract" else papers.answers)(found)
    narrative.people(patient, plan)
    if year is None:
        ledger.withdraw(lambda where: where.startswith("/plan/"), "The plan has no days, so it does not go in.")
        return
    mapped.plan = {
        "type": _type(plan, ledger), "origin": "case_manager", "start": year.start.isoformat(),
        "end": year.end.isoformat(), "case_manager": _case_manager(content, ledger, plan, choices),
        "agency": choices.agency, "notes": notes.finished(ledger), "documents": papers.bodies,
    }  # fmt: skip
    if choices.agency is None:
        ledger.assume(plan, "No case management agency was given (--agency): only the programme office sees the plan.")
    ledger.convert(plan["status"], "/plan/status")
    ledger.assume(plan["status"], f"The plan is {plan['status'].text or 'of no status'} there and a draft here.")


def _same(one: Element | None, other: Element) -> bool:
    return one is not None and (one.resource, one.pointer) == (other.resource, other.pointer)


def _services(content: Content, ledger: Ledger, plan: Element) -> list[Element]:
    """ServiceRequests that the plan's activities name, and activities that carry a code themselves."""
    found: list[Element] = []
    for activity in plan.each("activity"):
        service = content.named(activity["reference"])
        if service is not None and service["resourceType"].text == "ServiceRequest":
            ledger.use(activity["reference"]["reference"], f"leads to {service.resource.key}")
            if not any(_same(service, known) for known in found):
                found.append(service)
        elif activity.at("detail", "code"):
            found.append(activity["detail"])
    return found


def _type(plan: Element, ledger: Ledger) -> str:
    if plan["replaces"]:
        ledger.use(plan["replaces"], "tells that the plan follows another")
        ledger.assume(plan["replaces"], "It replaces another plan, so it comes in as a reassessment.")
        return "reassessment"
    ledger.assume(plan, "It replaces no plan, so it comes in as the member's initial plan.")
    return "initial"


def _case_manager(content: Content, ledger: Ledger, plan: Element, choices: Choices) -> str | None:
    """The author's name as a login, since the file knows no logins."""
    who = content.named(plan["author"])
    if who is not None and who["resourceType"].text == "PractitionerRole":
        who = content.named(who["practitioner"])
    if choices.case_manager:
        ledger.assume(plan["author"], f"The case manager is {choices.case_manager}, as given with the command.")
        return choices.case_manager
    name = words_of(who) if who is not None else plan.at("author", "display").text
    if not name:
        ledger.assume(plan, "The plan names no author in the file; it has no case manager (--case-manager gives one).")
        return None
    login = ".".join("".join(c if c.isalnum() else " " for c in name.lower()).split())[:100]
    ledger.convert(plan.at("author", "reference"), "/plan/case_manager")
    ledger.assume(
        plan["author"], f"The author {name} is the case manager, with the login {login} (see --case-manager)."
    )
    return login


def _leave_the_rest(content: Content, ledger: Ledger, patient: Element | None) -> None:
    """Reasons for what could have gone in but belongs elsewhere, and names of what was read."""
    for resource, kept in content.repeated:
        ledger.use(resource.root, f"is the same as {kept.key}")
    for resource, kept in content.conflicting:
        ledger.leave(resource.root, f"{kept.key} has the same id and other content; the first in the file is taken.")
    for resource in content.resources:
        _leave_or_name(resource.root, content, ledger, patient)
    for bundle in content.bundles:
        for name in ("resourceType", "type"):
            ledger.use(bundle.root[name], "tells how to read it")
        for entry in bundle.root.each("entry"):
            ledger.use(entry["fullUrl"], "is the address that references use")


def _leave_or_name(root: Element, content: Content, ledger: Ledger, patient: Element | None) -> None:
    if ledger.touched(root.resource):
        ledger.use(root["resourceType"], "tells how to read it")
        ledger.use(root["id"], "names it within the file")
        for name in ("subject", "patient", "for", "beneficiary"):
            if patient is not None and _same(content.named(root[name]), patient):
                ledger.use(root.at(name, "reference"), "names the member")
    elif root.resource.type in NAMED_BY_A_PLAN and not ledger.marked(root.resource):
        ledger.leave(root, "The plan does not name it.")
    elif root.resource.type == "Claim":
        for item in root.each("item"):
            ledger.leave(item["unitPrice"], PRICES)
            ledger.leave(item["net"], PRICES)
