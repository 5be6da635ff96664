"""Every sentence of the case management half of the source, and what carries it."""

from dataclasses import dataclass

from casemanagement.domain.sources import CASE_AND_DISEASE, PROCESS, PROGRAM

OVERVIEW = "Overview"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`quote` is verbatim. `rules` are ids of the catalogue, `transitions` numbers of the life of a case.

    `templates` are lead services, letters, and the parts of an assessment or plan. `note` says what they leave out, or
    why nothing carries it.
    """

    section: str
    quote: str
    rules: tuple[str, ...] = ()
    transitions: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    note: str = ""


def _overview(quote: str, note: str = "", **carried: tuple[str, ...]) -> Sentence:
    return Sentence(OVERVIEW, quote, note=note, **carried)


def _process(quote: str, note: str = "", **carried: tuple[str, ...]) -> Sentence:
    return Sentence(PROCESS, quote, note=note, **carried)


def _program(quote: str, note: str = "", **carried: tuple[str, ...]) -> Sentence:
    return Sentence(PROGRAM, quote, note=note, **carried)


SENTENCES: tuple[Sentence, ...] = (
    _overview(
        "The Centers for Medicare and Medicaid Services and the state of Missouri are contracted with Harmony Health "
        "Plans, Inc. to provide comprehensive, cost- effective managed care health services to enrolled members.",
        "Says who the parties are. That only members are served is R2.",
        rules=("R2",),
    ),
    _overview(
        "Case management emphasizes continuity of care for the members through the coordination of care among "
        "physicians and other providers.",
        "The physician of the member gets a copy of the plan and of letters that concern them.",
        rules=("R6", "R7"),
    ),
    _overview(
        "Case management is not an episode but occurs across a continuum of care, addressing ongoing individual needs "
        "rather than being restricted to a single practice setting.",
        "One case spans all six steps, wherever care is given; it is revised and resumed, not begun anew.",
        transitions=("T13", "T14", "T21"),
    ),
    _overview(
        "The Case Management team is comprised of specially qualified nurses who assess the member’s risk factors, "
        "develop an individualized treatment plan, establish treatment goals, monitor outcomes and evaluate the "
        "outcome for possible revisions of the treatment plan.",
        "Who may act is the role care_nurse; whether a nurse is qualified is for the office that gives the role.",
        rules=("R5", "R6", "R9"),
        transitions=("T11", "T12", "T14"),
        templates=("assessment", "care plan", "goal"),
    ),
    _overview(
        "Case Managers work collaboratively with Primary Care Physicians (PCPs) to coordinate care for the member and "
        "expedite access to care and needed services.",
        rules=("R6", "R7"),
        transitions=("T12",),
        templates=("intervention",),
    ),
    _overview(
        "The Plan’s Case Management team also serves in a support capacity to the PCP and assists in actively linking "
        "member to providers, medical services, residential, social and other support services, as needed.",
        rules=("R7",),
        templates=("intervention",),
    ),
    _overview(
        "The Plan’s Case Management team adheres to the Case Management Society of America (CMSA) standards of "
        "practice.",
        "The standards are licensed and are not stored; their duties are in consent, problems, measurable goals, "
        "monitoring with dates and a documented closure.",
        rules=("R5", "R6", "R8", "R10"),
    ),
    _overview(
        "The Plan has incorporated case management programs that manage members with specific health care needs such "
        "as catastrophic diseases (adult and pediatric), transplant and obstetrics.",
        "Catastrophic is found at every age.",
        rules=("CAT-01", "CAT-02", "CAT-03", "CAT-04", "TX-01", "TX-02", "TX-03", "TX-04", "OB-01"),
    ),
    _overview(
        "The physician may request case management services for any of the Plan members.",
        "No rule of eligibility stands before a physician's referral; it always reaches a nurse.",
        rules=("R1",),
        transitions=("T1", "T3", "T4"),
    ),
    _process(
        "The Case Management process illustrates the formation of one seamless Case Management Program and begins with "
        "Member identification, and follows the Member until discharge from Case Management.",
        transitions=("T2", "T18"),
    ),
    _process(
        "Harmony’s philosophy is that these programs are an integral management tool in providing a continuum of care "
        "for our Members.",
        "A statement of purpose; it commands nothing.",
    ),
    _process("The Case Management process is as follows:", "The six steps below; a case shows the date of each."),
    _process("Member Identification", transitions=("T1", "T2", "T3")),
    _process("Member Stratification", transitions=("T5", "T6")),
    _process("Member Evaluation", rules=("R4", "R5"), transitions=("T8", "T11"), templates=("assessment",)),
    _process("Member Planning", rules=("R6",), transitions=("T11", "T12", "T14"), templates=("care plan", "goal")),
    _process("Member Service Facilitation", rules=("R7",), transitions=("T12",), templates=("intervention",)),
    _process("Member Advocacy", transitions=("T12",), templates=("intervention",)),
    _process(
        "Members are discharged from the Case Management program when one or more of the following reasons occur:",
        "Reasons are a set with one primary; coverage is never touched.",
        rules=("R10", "N1"),
        transitions=("T18",),
        templates=("discharge letter",),
    ),
    _process("80% of goals are met;", rules=("R9",), transitions=("T18",)),
    _process(
        "Non-adherence to CM Treatment plan or Medical plan;",
        "Only with a supervisor and a warning letter.",
        rules=("R19",),
        transitions=("T18",),
        templates=("warning letter",),
    ),
    _process("Termination from the plan;", rules=("R16",), transitions=("T16",)),
    _process("Member request to be discharged from program;", rules=("R11", "T17"), transitions=("T18",)),
    _process("Death", rules=("R17", "T15"), transitions=("T15",)),
    _program(
        "In accordance with each contractual agreement, the health Plans offer Case Management services to adult "
        "members with chronic illnesses and physical or developmental disabilities.",
        rules=("CX-01", "CX-02", "CX-03", "CX-04", "CX-05", "SN-01", "SN-02", "SN-03"),
    ),
    _program(
        "In addition, Harmony’s Case Management services also provide HIV/AIDS and Lead Case Management.",
        rules=("HIV-01", "HIV-02", "LEAD-01"),
    ),
    _program(
        "Harmony’s Case Management Program is composed of seven categories of eligibility:",
        "`GET /programs` shows the seven, and how we count the eight headings.",
    ),
    _program(
        "Catastrophic – head injury, near drowning, burns, etc.",
        rules=("CAT-01", "CAT-02", "CAT-03", "CAT-04"),
    ),
    _program(
        "Complex – multiple co-morbidities or multiple intricate barriers to quality health care i.e. HIV/AIDS.",
        "Barriers are not in the facts: a nurse or a referral brings them.",
        rules=("CX-01", "CX-02", "CX-03", "CX-04", "CX-05", "HIV-01", "HIV-02"),
    ),
    _program(
        "Lead- Blood Lead Levels equal to or greater than 10 mcg/dl.",
        rules=("LEAD-01", "LEAD-02", "LEAD-03"),
    ),
    _program("Services include:", "The five lead services below come as tasks with the case."),
    _program("Family education about lead poisoning;", templates=("family_education",)),
    _program("Assistance in obtaining lead abatement;", templates=("lead_abatement",)),
    _program(
        "Coordination of testing of siblings;",
        "One task more for each child of the household without a result.",
        templates=("sibling_testing",),
    ),
    _program("Scheduling of appointments; and", templates=("appointment_scheduling",)),
    _program("Coordination of transportation, when needed.", templates=("transportation",)),
    _program(
        "Pre Natal – All Members reached receive an initial assessment to determine the level of risk.",
        rules=("OB-01",),
        transitions=("T2", "T5"),
    ),
    _program(
        "Those found to be lower risk receive departmental contact information and are encouraged to outreach to the "
        "prenatal program as necessary.",
        rules=("OB-01", "T6"),
        transitions=("T6",),
        templates=("contact_information letter",),
    ),
    _program(
        "Those found to be high risk are inducted into:",
        "Printed above four programs; only the first of them is for pregnant members.",
        transitions=("T2", "T5"),
    ),
    _program(
        "High Risk Obstetrics Program – teen pregnancy, past history of low birth weight, history of pre-term birth, "
        "etc.",
        rules=tuple(f"OB-{number:02}" for number in range(2, 17)),
    ),
    _program(
        "Transplantation – organ failure, donor matching, post-transplant follow-up.",
        rules=("TX-01", "TX-02", "TX-03", "TX-04"),
    ),
    _program(
        "Special Needs Population – developmentally delayed, autism, failure to thrive, etc.",
        rules=tuple(f"SN-{number:02}" for number in range(1, 8)),
    ),
    _program("Long Term Care – medically frail elderly.", rules=("LTC-01", "LTC-02", "LTC-03")),
    _program(
        "Harmony Members have access to Case Management at any time.",
        "A referral is taken at any time, after an opt-out or a discharge too.",
        transitions=("T1",),
    ),
    _program(
        "The Member can self refer or receive referral by a provider to the program (s) utilizing:",
        rules=("R1",),
        transitions=("T1",),
    ),
    _program("Health information line referral;", "A channel of referrals.", transitions=("T1",)),
    _program("24 hour nursing line; or", "A channel of referrals.", transitions=("T1",)),
    _program(
        "Case Management toll free line, TTY/TTD available in unit.",
        "Two channels of referrals; who needs TTY is called by TTY.",
        rules=("R21-TTY",),
        transitions=("T1",),
    ),
    _program("Case Management Queue: 866.635.7045", "The setting `cm_line`; letters print it."),
    _program("TTY/TTD: 888.505.1194", "The setting `cm_tty`."),
    _program("24 hour Nursing Line: 800.919.8807", "The setting `nurse_line`."),
    _program("TTY/TTD 24 hour Nursing Line: 800.955.8770", "The setting `nurse_tty`."),
    _program(
        "Harmony’s Case Management programs are “opt out” programs.",
        "Who is found is enrolled by default; the welcome letter says how to leave.",
        rules=("R11",),
        transitions=("T7", "T10"),
        templates=("welcome letter", "opt_out_confirmation letter"),
    ),
)

INTRODUCTION = f"""
# Case management

{CASE_AND_DISEASE.title} (`docs/sources/{CASE_AND_DISEASE.file}`), its case management half, every sentence.
It is carried by rules of [rules.md](rules.md), by transitions of the life of a case (T1 to T21), by templates (lead
services, letters, parts of assessment and plan), or the note says why by none.
Printed from `casemanagement.domain.source_sentences`.

| Section | Sentence | Rules | Transitions | Templates | Note |
|---|---|---|---|---|---|
"""


def sentences_as_markdown() -> str:
    rows = []
    for sentence in SENTENCES:
        rules = ", ".join(f"[{rule_id}](rules.md#{rule_id.lower()})" for rule_id in sentence.rules)
        transitions, templates = ", ".join(sentence.transitions), ", ".join(sentence.templates)
        rows.append(
            f"| {sentence.section} | {sentence.quote} | {rules} | {transitions} | {templates} | {sentence.note} |\n"
        )
    return INTRODUCTION + "".join(rows)
