"""Every sentence of the disease management half of the source, and what carries it."""

from dataclasses import dataclass

from disease.domain.sources import CASE_AND_DISEASE, PROGRAMS


@dataclass(frozen=True, slots=True)
class Sentence:
    """`quote` is verbatim. `rules` are ids of the catalogue, `operations` those of the OpenAPI document.

    `note` says what they leave out, or why nothing carries it.
    """

    quote: str
    rules: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    note: str = ""


TEACHING = ("list_materials", "start_mailing", "request_material", "hold_assessment")

SENTENCES: tuple[Sentence, ...] = (
    Sentence(
        "The Disease Management Program proactively identifies members with certain chronic diseases and provides "
        "superior education for eligible members and/or support systems to empower them to make behavioral changes "
        "that will improve their health, reduce complications and the severity of illness.",
        ("A-ID1", "A-ID2", "A-ID3", "A-ID4", "D-ID1", "D-ID2", "D-ID3", "D-ID4"),
        ("stratify_members", "list_registry", "start_mailing", "list_materials"),
        "Identification asks nobody: it reads facts. Whether behavior changes is the member's own.",
    ),
    Sentence(
        "The Disease Management program strives to prevent unnecessary medical complications whenever possible.",
        operations=("list_measures",),
        note="An aim; the measures show how far it is reached.",
    ),
    Sentence(
        "Early identification, intervention and effective management of complications from chronic "
        "conditions/diseases is the number one priority of the Disease Management Team.",
        ("A-VH4", "D-VH2"),
        ("stratify_members", "list_outreach"),
        "An acute event puts a member into the gravest tier at once, and the list of calls has the most urgent first.",
    ),
    Sentence(
        "The program's focus is on educating members and their caregivers regarding the standards of care for chronic "
        "diseases, specific triggers to avoid, and appropriate medication therapies.",
        ("A-M3", "A-H6"),
        TEACHING,
        "Caregivers read what is mailed to the household; the assessment asks for triggers, doses and who helps.",
    ),
    Sentence(
        "The Disease Manager also educates the member on appropriate action plans, preventing reoccurrences, and all "
        "measures that will decrease the likelihood of adverse outcomes.",
        operations=TEACHING,
        note="The assessment asks for an action plan or a plan for sick days, and names what is lacking.",
    ),
    Sentence(
        "The Disease Manager educates the member on appropriate action plans, preventing reoccurrences, and all "
        "measures that will decrease the likelihood of adverse outcomes.",
        operations=TEACHING,
        note="The source says it twice.",
    ),
    Sentence(
        "The Disease manager also assists the member to deal with the stress of chronic illness, understand how to "
        "manage their emotions in the health care environment and work with their physicians and providers in the "
        "most effective ways.",
        operations=("hold_assessment", "create_call"),
        note="The assessment asks whether the illness feels like too much and how sure the member is. The rest is said "
        "in the call.",
    ),
    Sentence(
        "The Disease Manager is sensitive to the emotional and psychological needs of the member, their support "
        "system and how best to work with that member to maximize their adherence to the treatment plan mutually "
        "agreed upon with their physician.",
        operations=("hold_assessment", "check_call", "record_opt_out"),
        note="Missed doses and what helps are asked; a call respects language, TTY, hours and what the member said. "
        "Sensitivity itself is no rule. The treatment plan is the physician's.",
    ),
    Sentence(
        "Additionally, the program also focuses on providing technical support and educational opportunities for the "
        "provider to ensure the provider is utilizing the most current and nationally recognized standards of care "
        "for chronic diseases, and current treatment recommendations.",
        operations=("adopt_guideline", "start_distribution", "list_stale_guidelines"),
        note="Guidelines go to providers by version, and who has an old one is listed. Technical support is given by "
        "people.",
    ),
    Sentence(
        "Intervention and education will improve the quality of life of members, improve health outcomes and "
        "decrease medical costs.",
        operations=("list_measures",),
        note="A promise of effect; the measures count outcomes. Costs are not known to this service.",
    ),
    Sentence(
        "Harmony's Disease Management program covers the following disease states: Asthma Diabetes",
        operations=("list_diseases",),
    ),
    Sentence(
        "Members are stratified according to the severity of their disease.",
        ("A-VH1", "A-H1", "A-M1", "A-L1", "A-U1", "D-VH1", "D-H1", "D-M1", "D-L1", "D-U1"),
        ("stratify_members", "preview_stratification", "read_profile", "override_tier"),
        "And every other tier rule of the catalogue.",
    ),
    Sentence(
        "Members receive educational mailings and have the opportunity to request additional educational material "
        "specific to their condition or needs.",
        operations=("start_mailing", "list_materials", "request_material"),
    ),
    Sentence(
        "Members who are stratified in the most high- risk categories receive telephonic intervention by a disease "
        "management nurse.",
        operations=("list_outreach", "claim_outreach", "create_call"),
        note="The plural is read as the two gravest tiers, high and very high.",
    ),
    Sentence(
        "The nurse conducts a telephonic disease-specific health risk assessment and provides education regarding the "
        "disease process.",
        ("A-H4", "A-M5", "D-H5", "D-H8"),
        ("list_instruments", "hold_assessment"),
        "The questions are our own; what their answers show is told to the nurse with what to do next.",
    ),
    Sentence(
        "Members receive newsletters that feature articles related to chronic conditions.",
        operations=("start_newsletter",),
    ),
    Sentence(
        "Providers receive Clinical Practice Guidelines based on nationally-recognized evidence-based guidelines.",
        operations=("list_guidelines", "start_distribution", "acknowledge_guideline"),
    ),
)

INTRODUCTION = f"""
# Disease management

{CASE_AND_DISEASE.title} (`docs/sources/{CASE_AND_DISEASE.file}`), *{PROGRAMS}*, every sentence.
It is carried by rules of [rules.md](rules.md), by operations of `/disease/docs`, or the note says why by none.
Printed from `disease.domain.source_sentences`.

| Sentence | Rules | Operations | Note |
|---|---|---|---|
"""


def sentences_as_markdown() -> str:
    rows = []
    for sentence in SENTENCES:
        rules = ", ".join(f"[{rule_id}](rules.md#{rule_id.lower()})" for rule_id in sentence.rules)
        operations = ", ".join(f"`{operation}`" for operation in sentence.operations)
        rows.append(f"| {sentence.quote} | {rules} | {operations} | {sentence.note} |\n")
    return INTRODUCTION + "".join(rows)
