"""Every sentence of the provider update that commands something, and what became of it."""

from dataclasses import dataclass

from plans.domain.sources import (
    CHANGING_SERVICES,
    CORRESPONDING_DOCUMENTS,
    NEW_PLANS,
    PROVIDER_UPDATE,
    SUPERVISOR_REVIEW,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`quote` is verbatim; `note` says why no rule carries it, or what the rules leave out."""

    section: str
    quote: str
    rules: tuple[str, ...] = ()
    note: str = ""


SENTENCES: tuple[Sentence, ...] = (
    Sentence(
        "Harmony Information",
        "It is critical that CM's review and take action on the following information when entering plans "
        "into Harmony.",
        note="An appeal to read the bullets below; each of them has its own rules.",
    ),
    Sentence(
        CHANGING_SERVICES,
        "When there is a change in services (addendum) to the existing service plan, the CM should ensure the change "
        "(adding service(s) and/or ending service(s)) is within the existing plan year (usually has a future "
        "end date).",
        ("CS-01", "CS-08", "RA-01"),
        "The words in the last brackets are a hint, not a rule (domain reference, A7).",
    ),
    Sentence(
        CHANGING_SERVICES,
        "Adding an entirely new plan is not part of this process; please refer to job sheet entitled: "
        "ADv.SPPC_CM.HCAgency_Change in Service (Former Addendum), for additional information.",
        ("CS-02", "DT-04"),
        "The job sheet was not found.",
    ),
    Sentence(
        CHANGING_SERVICES,
        "Once a service is authorized on a plan, the CM should not make changes to the service code, "
        "provider, amount of "
        "units, etc.",
        ("CS-03", "WF-01"),
    ),
    Sentence(
        CHANGING_SERVICES,
        "Instead, the only changes that should ever be made to plans or planned services that came over on "
        "the conversion "
        "would be if they are a transfer, a service increase, service decrease or request to end service.",
        ("CS-04", "CS-05", "CS-06", "CS-07", "CS-10"),
    ),
    Sentence(
        CHANGING_SERVICES,
        "In those cases, only, the End Date would require revision.",
        ("CS-03", "CS-04", "CS-08", "CS-10"),
    ),
    Sentence(
        CHANGING_SERVICES,
        "Excluding requests for additional CM units and new plans.",
        ("CS-09", "NP-02"),
        "The two exceptions of CS-03, CS-04 and CS-10.",
    ),
    Sentence(
        CHANGING_SERVICES,
        "For example, if the Member needs an increase in services, the CM needs to End date the appropriate "
        "service and "
        "then Add the same service that is replacing the one that is ending with a new begin date and new "
        "amount of units; "
        "similar to the process Providers followed prior to Harmony on paper addendums.",
        ("CS-05", "CS-06", "CS-07", "DT-10", "OV-01"),
    ),
    Sentence(
        NEW_PLANS,
        "When entering a New Plan, the CM needs to add service(s) and/or end service(s) in the existing plan "
        "year (Plan 1, "
        "which doesn't end until 2019 in most cases) and extend the End Date to end of plan year, amount of units and "
        "frequency for T1016 and T1002 that were entered by MSU.",
        ("NP-01", "NP-02", "NP-03", "NP-04"),
    ),
    Sentence(
        NEW_PLANS,
        "Adding an entirely new plan is not part of this process.",
        ("NP-01", "DT-04"),
    ),
    Sentence(
        NEW_PLANS,
        "When adding a reassessment it is not appropriate to combine next years' planned services into the "
        "current years' "
        "service plan, as this is not part of the process.",
        ("RA-01",),
    ),
    Sentence(
        NEW_PLANS,
        "The dates of the plan that came over on the conversion should never be changed.",
        ("RA-03",),
    ),
    Sentence(
        NEW_PLANS,
        "A new plan with new service plan dates should be established for the reassessment plan, and all new services "
        "entered into that plan.",
        ("RA-02", "RA-04", "DT-02", "DT-05"),
    ),
    Sentence(
        SUPERVISOR_REVIEW,
        "Evidence of the CM Supervisor review must be present in order for review and authorization to occur.",
        ("SR-01", "SR-02", "SR-03"),
    ),
    Sentence(
        SUPERVISOR_REVIEW,
        "This is completed by the CM by adding a plan note for the Supervisor to review.",
        ("SR-01", "SR-02"),
    ),
    Sentence(
        SUPERVISOR_REVIEW,
        "Please refer to job sheet entitled: ADV_CMAgency_CM Initial IDT, steps 165-167, for additional information.",
        note="Points to a job sheet that was not found; the sentence commands nothing by itself.",
    ),
    Sentence(
        CORRESPONDING_DOCUMENTS,
        "Corresponding documents (i.e. Nurse Evaluation, Service Team Release, UCAT, etc.) located in the "
        "Documents tab, "
        "must have a status of Complete, in order for MSU staff to review and/or authorize accordingly.",
        ("DC-01", "DC-02", "AL-01"),
    ),
    Sentence(
        CORRESPONDING_DOCUMENTS,
        "All Priorities should be requested by adding a Plan Note stating the justification of priority processing.",
        ("PR-01", "PR-03"),
        "Whether the reason is good enough is judged by a reviewer in the authorization service (PR-04).",
    ),
    Sentence(
        CORRESPONDING_DOCUMENTS,
        "Lack of a note will be automatic denial of priority processing (except UB120, AL or CD-PASS).",
        ("PR-01", "PR-02", "PR-06"),
    ),
    Sentence(
        CORRESPONDING_DOCUMENTS,
        'UB120 requests must be certain the Number of Units = "1" and the Frequency = Calendar Day.',
        ("UB-01", "UB-02", "UB-03"),
    ),
    Sentence(
        "Contact",
        "If you have any questions regarding the information provided above, please feel free to contact us "
        "via SmarterMail "
        "at:",
        note="An offer of help without an address.",
    ),
)

INTRODUCTION = f"""# What became of each sentence of the source

{PROVIDER_UPDATE.title} (`docs/sources/{PROVIDER_UPDATE.file}`). Every sentence that commands something, with
the rules of [rules.md](rules.md) that carry it, or the reason why none does.
Printed from `plans.domain.source_sentences`.

| Section | Sentence | Rules | Note |
|---|---|---|---|
"""


def sentences_as_markdown() -> str:
    rows = []
    for sentence in SENTENCES:
        rules = ", ".join(f"[{rule_id}](rules.md#{rule_id.lower()})" for rule_id in sentence.rules) or "none"
        rows.append(f"| {sentence.section} | {sentence.quote} | {rules} | {sentence.note} |\n")
    return INTRODUCTION + "".join(rows)
