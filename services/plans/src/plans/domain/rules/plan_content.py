"""The person-centered plan: what it must say beside its services, and who signs it."""

from collections.abc import Iterator

from plans.domain.circumstances import Signer
from plans.domain.proposal import Proposal
from plans.domain.sources import reference
from plans.domain.stage import Stage
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule

MEMBERS = {
    "risks": "the risks",
    "backup_plan": "the back-up plan",
    "monitor": "who monitors it",
    "setting_choice": "the member's choice of setting",
}


@rule(
    id="PC-01",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="{code} names no {what}. Write down at least one {what} that this service serves.",
    citation=reference(
        "§4.3, PC-01; §2.1 [28,30]",
        "Every service has a need and a goal; the plan holds risks and back-up, monitor, choice of setting, "
        "and the justification of any change of the member's rights.",
    ),
)
def the_plan_is_person_centered(proposal: Proposal) -> Iterator[Violation | Missing]:
    content = proposal.plan.content
    if content is None and all(line.goals is None and line.needs is None for line in proposal.plan.lines):
        return
    for judged in proposal.lines:
        if not judged.is_requested:
            continue
        for name, stated in (("needs", judged.line.needs), ("goals", judged.line.goals)):
            if stated is None:
                yield Missing((f"{judged.member}/{name}",))
            elif not any(text.strip() for text in stated):
                values = {"code": judged.line.key, "what": name[:-1]}
                yield Violation(f"{judged.pointer}/{name}", f"a {name[:-1]}", list(stated), values)
    if content is None:
        return
    for name, words in MEMBERS.items():
        text = getattr(content, name)
        if text is None or not text.strip():
            message = "The plan does not say {words}. Add it to the plan's content."
            yield Violation(
                f"/proposed/content/{name}", words, None, {"words": words}, severity=Severity.WARNING, message=message
            )
    for index, change in enumerate(content.rights_modifications):
        lacking = [part for part in proposal.policy.rights_modification_parts if part not in change.parts]
        if lacking:
            yield Violation(
                f"/proposed/content/rights_modifications/{index}/parts",
                lacking,
                list(change.parts),
                {"right": change.right, "lacking": ", ".join(part.replace("_", " ") for part in lacking)},
                severity=Severity.WARNING,
                message="The change of the right “{right}” is not justified in full. Add: {lacking}.",
            )


@rule(
    id="PC-02",
    stage=Stage.FORWARD,
    severity=Severity.ERROR,
    message="The plan is not signed by {who}. Get the signature and record it before the plan is forwarded.",
    citation=reference(
        "§4.3, PC-02; §2.1", "The plan is signed by the person, or who may sign for the person, and by its providers."
    ),
)
def the_plan_is_signed(proposal: Proposal) -> Iterator[Violation | Missing]:
    signatures = proposal.plan.signatures
    if signatures is None:
        return
    signers = {signature.by for signature in signatures}
    if Signer.MEMBER not in signers:
        yield from _representative_signed(proposal)
    if Signer.CASE_MANAGER not in signers:
        yield Violation("/proposed/signatures", Signer.CASE_MANAGER.value, None, {"who": "the case manager"})
    signed = {signature.provider for signature in signatures if signature.by is Signer.PROVIDER}
    asked = {judged.line.provider for judged in proposal.lines if judged.is_requested and judged.line.provider}
    for provider in sorted(asked - signed):
        values = {"who": f"the provider {provider}"}
        yield Violation("/proposed/signatures", provider, None, values, severity=Severity.WARNING)


def _representative_signed(proposal: Proposal) -> Iterator[Violation | Missing]:
    """A representative signs for the member only with the authority to do so."""
    names = {
        (signature.name or "").casefold()
        for signature in proposal.plan.signatures or ()
        if signature.by is Signer.REPRESENTATIVE
    }
    known = proposal.member.representatives if proposal.member else None
    if names and known is None:
        yield Missing(("member/representatives",))
    elif not any(one.may_sign and one.name.casefold() in names for one in known or ()):
        who = "the member, or a representative who may sign for the member"
        yield Violation("/proposed/signatures", Signer.MEMBER.value, None, {"who": who})
