"""Providers: certified, chosen by the member, independent of case management, and not the member's own voice."""

from collections.abc import Iterator

from plans.domain.circumstances import ProviderFacts
from plans.domain.proposal import Proposal, ProposedLine
from plans.domain.rules.eligibility import certified_spans
from plans.domain.sources import reference
from plans.domain.stage import Stage
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="PV-01",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="The provider of {code} is not certified for it{where} from {start} to {end}. "
    "Choose a certified provider, or ask the contracts unit.",
    citation=reference(
        "§4.3, PV-01 [19a]",
        "A provider is certified for the service in the member's county, under an active contract and not excluded.",
    ),
)
def providers_are_certified(proposal: Proposal) -> Iterator[Violation | Missing]:
    if proposal.providers is None:
        return
    county = proposal.member.county if proposal.member else None
    for judged in proposal.lines:
        provider = proposal.providers.get(judged.line.provider or "")
        if not judged.is_requested or judged.span is None or provider is None:
            continue
        yield from _in_good_standing(judged, provider)
        held = provider.certifications
        if held is None:
            continue
        known = [one for one in held if one.service_code in (judged.line.service_code, judged.line.key)]
        if county is None and known and all(one.counties for one in known):
            yield Missing(("member/county",))
        elif not any(span.overlaps(judged.span) for span in certified_spans(proposal, judged)):
            where = f" in {county}" if county else ""
            values = {"code": judged.line.key, "where": where, "start": judged.span.start, "end": judged.span.end}
            yield Violation(f"{judged.pointer}/provider", "a certified provider", judged.line.provider, values)


def _in_good_standing(judged: ProposedLine, provider: ProviderFacts) -> Iterator[Violation]:
    code = {"code": judged.line.key}
    if provider.excluded:
        message = "The provider of {code} is excluded from the programme. Choose another provider."
        yield Violation(f"{judged.pointer}/provider", "not excluded", judged.line.provider, code, message=message)
    contract = provider.contract
    if contract is not None and judged.span is not None and not contract.span.covers(judged.span):
        message = "The provider of {code} has no active contract on all its days. Change the dates or the provider."
        last = contract.end.isoformat() if contract.end else None
        values = [contract.start.isoformat(), last]
        yield Violation(f"{judged.pointer}/provider", values, judged.line.provider, code, message=message)


@rule(
    id="PV-02",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="The member's choice of the provider of {code} is not on record. "
    "Record the choice, and offer at least {least} providers.",
    citation=reference("§4.3, PV-02 [19a]", "The member chooses among at least two providers, and the choice is kept."),
)
def the_member_chose_the_provider(proposal: Proposal) -> Iterator[Violation]:
    least = proposal.policy.providers_offered
    for judged in proposal.lines:
        choice = judged.line.provider_choice
        if choice is None or not judged.is_requested or (choice.recorded and choice.offered >= least):
            continue
        pointer = f"{judged.pointer}/provider_choice/{'offered' if choice.recorded else 'recorded'}"
        expected, actual = (least, choice.offered) if choice.recorded else (True, False)
        yield Violation(pointer, expected, actual, {"code": judged.line.key, "least": least})


@rule(
    id="PV-03",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="The provider of {code} also manages the member's case. "
    "Choose another provider for {code}, or have the conflict waived.",
    citation=reference(
        "§4.3, PV-03 [19a]; §2.1", "Who manages a member's case does not deliver another service to the same member."
    ),
)
def case_management_is_free_of_conflict(proposal: Proposal) -> Iterator[Violation | Missing]:
    if proposal.providers is None:
        return
    code = proposal.policy.case_management_code
    managing = {
        judged.line.provider for judged in proposal.lines if judged.is_live and judged.line.service_code == code
    }
    for judged in proposal.lines:
        line = judged.line
        if not judged.is_requested or line.service_code == code or line.provider not in managing:
            continue
        provider = proposal.providers.get(line.provider or "")
        if provider is None:
            continue
        if provider.conflict_waived is None:
            yield Missing((f"providers/{provider.ref}/conflict_waived",))
        elif not provider.conflict_waived:
            yield Violation(f"{judged.pointer}/provider", f"not {provider.ref}", line.provider, {"code": line.key})


@rule(
    id="PV-04",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="{name} cannot be paid to deliver {code}, being the member's {role}. Choose another caregiver.",
    citation=reference(
        "§4.3, PV-04 [21c]",
        "The authorized representative, power of attorney or guardian is not the paid caregiver; "
        "a spouse only by exception.",
    ),
)
def the_caregiver_does_not_speak_for_the_member(proposal: Proposal) -> Iterator[Violation]:
    known = (proposal.member.representatives if proposal.member else None) or ()
    for judged in proposal.lines:
        caregiver = judged.line.caregiver
        if caregiver is None or not judged.is_requested:
            continue
        same = caregiver.name.casefold()
        roles = [
            *caregiver.authorities,
            *(one.authority for one in known if one.name.casefold() == same),
        ]
        role = roles[0].value.replace("_", " ") if roles else None
        if role is None and caregiver.is_spouse and not caregiver.has_exception:
            role = "spouse, without an exception on record"
        if role is not None:
            values = {"name": caregiver.name, "code": judged.line.key, "role": role}
            yield Violation(f"{judged.pointer}/caregiver", "another person", caregiver.name, values)
