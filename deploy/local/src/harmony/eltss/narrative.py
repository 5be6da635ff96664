"""Needs, goals, strengths, risks, people and words about services, to notes of the plan."""

from harmony.eltss.element import Element
from harmony.eltss.ledger import Ledger
from harmony.eltss.notes import Notes, Part, joined
from harmony.eltss.people import name_of
from harmony.eltss.reading import Content

SYSTEMS = {
    "http://snomed.info/sct": "SNOMED CT ",
    "http://loinc.org": "LOINC ",
    "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM ",
}
PLAN, BACKUP, NEEDS, GOALS = "The plan", "Emergency and backup plan", "Assessed needs", "Goals"
STEPS, SELF, RISKS = "Steps towards the goals", "Strengths and preferences", "Risks"
SERVICES, PEOPLE = "Services as the plan words them", "People around the member"


class Narrative:
    def __init__(self, content: Content, ledger: Ledger, notes: Notes) -> None:
        self.content, self.ledger, self.notes = content, ledger, notes
        self.told: set[tuple[str, str]] = set()

    def follow(self, reference: Element, *types: str) -> Element | None:
        """What the reference names, once; what it leads to tells the rest."""
        found = self.content.named(reference)
        if found is None or (types and found["resourceType"].text not in types):
            return None
        self.ledger.use(reference["reference"], f"leads to {found.resource.key}{found.pointer}")
        if (found.resource.key, found.pointer) in self.told:
            return None
        self.told.add((found.resource.key, found.pointer))
        return found

    def plan(self, plan: Element) -> None:
        self.notes.write(PLAN, plan["title"])
        self.notes.write(PLAN, plan["description"])
        for note in plan.each("note"):
            self.notes.write(PLAN, note["text"])
        for reference in plan.each("addresses"):
            if need := self.follow(reference, "Condition"):
                self.need(need)
        for reference in plan.each("goal"):
            if goal := self.follow(reference, "Goal"):
                self.goal(goal)
        for reference in plan.each("supportingInfo"):
            if found := self.follow(reference, "Observation"):
                self.observation(found)
            elif found := self.follow(reference, "RiskAssessment"):
                self.risk(found)
        for activity in plan.each("activity"):
            self.step(activity)

    def backup(self, plan: Element) -> None:
        self.notes.write(BACKUP, plan["title"])
        self.notes.write(BACKUP, plan["description"])
        for activity in plan.each("activity"):
            self.step(activity)

    def need(self, need: Element) -> None:
        due = next(need.extensions("condition-dueTo"), None)
        cause = self.content.named(due["valueReference"]) if due else None
        words = concept(need["code"])
        self.notes.write(
            NEEDS, *words, *joined(*(coding["code"] for coding in need["clinicalStatus"].each("coding"))),
            *joined(need["onsetDateTime"], before=", since ", after=""),
            *((", because of ", (concept_words(cause["code"]), due["valueReference"])) if due and cause else ()),
        )  # fmt: skip
        for note in need.each("note"):
            self.notes.write(NEEDS, note["text"])

    def goal(self, goal: Element) -> None:
        dates = [target["dueDate"] for target in goal.each("target")]
        self.notes.write(
            GOALS, *concept(goal["description"]), *joined(goal["lifecycleStatus"]),
            *joined(goal["startDate"], before=", from ", after=""), *joined(*dates, before=", until ", after=""),
        )  # fmt: skip
        for note in goal.each("note"):
            self.notes.write(GOALS, note["text"])

    def observation(self, seen: Element) -> None:
        value: list[Part] = [seen["valueString"]] if seen["valueString"] else concept(seen["valueCodeableConcept"])
        if not (seen["valueString"] or seen["valueCodeableConcept"]):
            self.ledger.leave(seen, "Its value is neither words nor a concept.")
            return
        kind = concept(seen["code"])
        self.notes.write(SELF, *kind, *([": "] if kind else []), *value,
                         *joined(seen["effectiveDateTime"], before=", seen ", after=""))  # fmt: skip

    def risk(self, risk: Element) -> None:
        for prediction in risk.each("prediction"):
            self.notes.write(RISKS, *concept(prediction["outcome"]))
        self.notes.write(RISKS, "Mitigation: ", risk["mitigation"])
        for plan in risk.extensions("RiskPlan"):
            self.notes.write(RISKS, "Risk plan: ", plan.at("valueReference", "display"))

    def step(self, activity: Element) -> None:
        """A task, or an activity in words; what happened so far goes with it."""
        task = self.follow(activity["reference"], "Task")
        if task:
            self.notes.write(
                STEPS, task["description"], *joined(task["status"]), *self._by(task["owner"]), *self._goals(task)
            )
        detail = activity["detail"]
        named = [found for ref in detail.each("goal") if (found := self.content.named(ref))]
        about = "; ".join(concept_words(goal["description"]) for goal in named)
        self.notes.write(
            STEPS, detail["description"], *joined(detail["status"]),
            *([(f", towards: {about}", detail["goal"])] if about and detail["description"] else []),
        )  # fmt: skip
        for progress in activity.each("progress"):
            self.notes.write(STEPS, "Progress ", progress["time"], ": ", progress["text"])

    def service(self, service: Element) -> None:
        """What a line cannot hold: the words, who performs it and where, who directs and who pays, remarks."""
        parts: list[Part] = list(concept(service["code"])) or [service["description"]]
        parts += self._by(next(service.each("performer"), service["performer"]))
        for place in service.each("locationReference"):
            found = self.content.named(place)
            if found:
                self.ledger.use(place["reference"], f"leads to {found.resource.key}")
                parts += joined(found["name"], found.at("address", "text"), before=", at ", after="")
        for directed in service.extensions("directedBy"):
            parts += [", directed by ", *concept(directed["valueCodeableConcept"])]
        for insurance in service.each("insurance"):
            parts += self._payors(insurance)
        for reason in service.each("reasonReference"):
            if found := self.content.named(reason):
                parts.append((f", for: {concept_words(found['code'])}", reason))
                if need := self.follow(reason, "Condition"):
                    self.need(need)
        parts += [part for note in service.each("note") for part in (". ", note["text"])]
        self.notes.write(SERVICES, *parts)

    def _payors(self, insurance: Element) -> list[Part]:
        coverage = self.content.named(insurance)
        parts: list[Part] = []
        if coverage:
            self.ledger.use(insurance["reference"], f"leads to {coverage.resource.key}")
            for payor in coverage.each("payor"):
                found = self.content.named(payor)
                if found:
                    self.ledger.use(payor["reference"], f"leads to {found.resource.key}")
                    parts += [", paid by ", *named(found)]
        return parts

    def _by(self, reference: Element) -> list[Part]:
        who = self.content.named(reference)
        if who is None:
            return joined(reference["display"], before=", by ", after="")
        return [", by ", *(named(who) or [who.resource.key]), ("", reference)]

    def _goals(self, task: Element) -> list[Part]:
        links = [link["valueReference"] for link in task.extensions("pertainsToGoal")]
        found = [(link, goal) for link in links if (goal := self.content.named(link))]
        return [(f", towards: {concept_words(goal['description'])}", link) for link, goal in found]

    def people(self, patient: Element | None, plan: Element) -> None:
        """Contacts, related persons, the planner and the plan's monitor, with how to reach them."""
        if patient is not None:
            for contact in patient.each("contact"):
                self._person(contact, "Contact: ")
        for resource in self.content.of_type("RelatedPerson"):
            self._person(resource.root, "Related person: ")
        for reference, role in ((plan["author"], "Planner: "), *self._monitors()):
            who = self.content.named(reference)
            if who is not None and who["resourceType"].text == "PractitionerRole":
                who = self.content.named(who["practitioner"])
            if who is not None:
                self.ledger.use(reference["reference"], f"leads to {who.resource.key}")
                self._person(who, role)

    def _monitors(self) -> list[tuple[Element, str]]:
        episodes = self.content.of_type("EpisodeOfCare")
        return [(found.root["careManager"], "Plan monitor: ") for found in episodes if found.root["careManager"]]

    def _person(self, person: Element, role: str) -> None:
        kinds = [part for kind in person.each("relationship") for part in _short(kind)]
        reach = [telecom["value"] for telecom in person.each("telecom")]
        homes = [address["text"] for address in person.each("address")]
        self.notes.write(PEOPLE, role, *named(person), *joined(*kinds), *joined(*reach, *homes, before=", ", after=""))


def named(person: Element) -> list[Part]:
    """The whole name as it stands, else put together from its parts."""
    name = name_of(person)
    if isinstance(name.value, str):
        return [name]
    if name["text"]:
        return [name["text"]]
    parts: list[Part] = []
    for given in name.each("given"):
        parts += [given, " "]
    return [*parts, name["family"]] if name else []


def _short(concept: Element) -> list[Part]:
    if concept["text"]:
        return [concept["text"]]
    return [coding["display"] if coding["display"] else coding["code"] for coding in concept.each("coding")]


def concept(concept: Element) -> list[Part]:
    """Its words first, then what its codings add to them."""
    parts: list[Part] = []
    for coding in concept.each("coding"):
        system = coding["system"].text
        known: Part = (SYSTEMS[system], coding["system"]) if system in SYSTEMS else ""
        shown = [coding["display"]] if coding["display"].text else []
        if system in SYSTEMS:
            parts += ["; " if parts else "", *shown, " " if shown else "", known, coding["code"]]
        elif shown or not concept["text"]:
            parts += ["; " if parts else "", shown[0] if shown else coding["code"]]
    if concept["text"]:
        return [concept["text"], *([" (", *parts, ")"] if parts else [])]
    return parts


def concept_words(concept: Element) -> str:
    codings = [coding["display"].text or coding["code"].text for coding in concept.each("coding")]
    return concept["text"].text or "; ".join(codings)
