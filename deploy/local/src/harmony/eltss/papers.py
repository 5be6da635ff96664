"""The signed contract and the answered choice questions, to documents of the plan and their notes."""

from typing import Any

from harmony.eltss.element import Element
from harmony.eltss.ledger import Ledger
from harmony.eltss.narrative import named
from harmony.eltss.notes import Notes, Part
from harmony.eltss.quantities import day
from harmony.eltss.reading import Content

SIGNATURES, CHOICES = "Signatures", "Choice and agreement"
ANSWERED = ("completed", "amended")
KINDS_OF_ANSWER = ("valueBoolean", "valueString", "valueInteger", "valueDecimal", "valueDate", "valueDateTime")


class Papers:
    def __init__(self, content: Content, ledger: Ledger, notes: Notes) -> None:
        self.content, self.ledger, self.notes = content, ledger, notes
        self.bodies: list[dict[str, Any]] = []

    def contract(self, contract: Element) -> None:
        """A signed plan; complete when nobody who is to sign is missing."""
        signers, days = list(contract.each("signer")), list[Element]()
        unsigned = 0
        for signer in signers:
            who = self.content.named(signer["party"])
            signatures = list(signer.each("signature"))
            unsigned += not signatures
            whens: list[Part] = [signature["when"] for signature in signatures if signature["when"]]
            days += [when for when in whens if isinstance(when, Element)]
            undated: Part = ("without a date" if signatures else "not yet", signer["signature"])
            name = named(who) if who else [signer.at("party", "display")]
            party: Part = ("", signer.at("party", "reference"))
            role = signer.at("type", "code")
            self.notes.write(SIGNATURES, *name, party, " (", role, "), signed ", *(whens or [undated]))
        if signers:
            why = f"{unsigned} of {len(signers)} have not signed" if unsigned else "every signer signed"
            self._add(contract, "signed_plan", not unsigned, days, why)

    def answers(self, response: Element) -> None:
        """Freedom of choice; complete when the form is, and nobody answered no."""
        form = self._questionnaire(response)
        words = {item["linkId"].text: item["text"] for item in _items(form)} if form else {}
        refused = 0
        for item in _items(response):
            question = item["text"] if item["text"] else words.get(item["linkId"].text, item["linkId"])
            for answer in item.each("answer"):
                value = next((answer[kind] for kind in KINDS_OF_ANSWER if answer[kind]), None)
                if value is None:
                    self.ledger.leave(answer, "The answer is of a kind that words cannot tell.")
                    continue
                refused += value.value is False
                self.ledger.use(item["linkId"], "joins question and answer")
                self.notes.write(CHOICES, question, " ", value)
        done = response["status"].text in ANSWERED
        self.ledger.convert(response["status"], f"/plan/documents/{len(self.bodies)}/status")
        why = "the form is completed" if done else f"the form is {response['status'].text or 'of no status'}"
        days = [response["authored"]] if response["authored"] else []
        self._add(response, "freedom_of_choice", done and not refused, days,
                  f"{why}, {refused or 'none'} answered no")  # fmt: skip

    def _questionnaire(self, response: Element) -> Element | None:
        wanted = response["questionnaire"].text.split("|")[0]
        forms = [resource.root for resource in self.content.of_type("Questionnaire")]
        found = [
            form for form in forms if wanted and (form["url"].text == wanted or wanted.endswith(f"/{form['id'].text}"))
        ]
        form = found[0] if found else forms[0] if len(forms) == 1 and not wanted else None
        if form is not None:
            self.ledger.use(response["questionnaire"], f"leads to {form.resource.key}")
            for item in _items(form):
                self.ledger.use(item["linkId"], "joins question and answer")
        return form

    def _add(self, paper: Element, kind: str, complete: bool, days: list[Element], why: str) -> None:
        where = f"/plan/documents/{len(self.bodies)}"
        dated = max((found for element in days if (found := day(element))), default=None)
        for element in days:
            if day(element) == dated:
                self.ledger.convert(element, f"{where}/dated")
        if complete and dated is None:
            complete, why = False, "a complete document has a date"
        status = "complete" if complete else "draft"
        self.bodies.append({"type": kind, "status": status, "dated": dated.isoformat() if dated else None})
        said = f"dated {dated}, as written in the file" if dated else "without a date"
        self.ledger.assume(
            paper, f"It becomes the document {kind}, {status} because {why}, {said}; its content stays out."
        )


def _items(form: Element) -> list[Element]:
    return [found for item in form.each("item") for found in (item, *_items(item))]
