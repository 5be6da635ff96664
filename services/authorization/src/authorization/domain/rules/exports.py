"""ED-01: what the claims system rejected, never got or never answered is worked on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from authorization.domain.export import ExportStatus, Transmission
from authorization.domain.policies.policy import ExportTerms
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import OUTBOUND
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFacts:
    transmission: Transmission
    terms: ExportTerms
    now: datetime


@rule(
    id="ED-01",
    stage=Stage.PERIODIC,
    severity=Severity.WARNING,
    message="{number} was rejected by the claims system: {reason} Correct it and send it again; it then gets a new "
    "control number.",
    citation=OUTBOUND,
)
def what_is_exported_arrives(facts: ExportFacts) -> Iterator[Violation]:
    sent, terms = facts.transmission, facts.terms
    values = {"number": sent.number, "reason": sent.reason or "no reason was given.", "since": f"{sent.since:%Y-%m-%d}"}
    waited = facts.now - sent.since
    match sent.status:
        case ExportStatus.REJECTED:
            yield Violation("/status", "approved", sent.status.value, values)
        case ExportStatus.READY if waited > terms.unsent_after:
            message = "{number} waits to be sent since {since}. Find out why the claims system does not fetch it."
            yield Violation("/status", "sent", sent.status.value, values, message=message)
        case ExportStatus.SENT if waited > terms.unanswered_after:
            message = "{number} was sent on {since} and has no answer. Ask the claims system what became of it."
            yield Violation("/status", "approved or rejected", sent.status.value, values, message=message)
