"""The documents that evaluation, planning and contacts come from."""

from casemanagement.domain.sources import CASE_AND_DISEASE
from shared.kernel.citation import Citation, Source

DOMAIN_PAGE = Source("case-and-disease", "Case and disease management: the domain")
NCQA_FACTORS = Source("ncqa-phm-5", "NCQA PHM 5, complex case management: public answers to questions")
CALLING_HOURS = Source("47-cfr-64-1200", "47 CFR 64.1200, calling hours and health messages")

OVERVIEW = "Overview"


def told(section: str, words: str) -> Citation:
    """Of the domain page, in our words."""
    return Citation(DOMAIN_PAGE, section, words)


def overview(quote: str) -> Citation:
    """A sentence of the source's overview, verbatim."""
    return Citation(CASE_AND_DISEASE, OVERVIEW, quote)


ASSESSED = overview(
    "The Case Management team is comprised of specially qualified nurses who assess the member’s risk factors, "
    "develop an individualized treatment plan, establish treatment goals, monitor outcomes and evaluate the outcome "
    "for possible revisions of the treatment plan."
)
LINKED = overview(
    "assists in actively linking member to providers, medical services, residential, social and other support "
    "services, as needed."
)
TWELVE_FACTORS = Citation(
    NCQA_FACTORS,
    "Element D",
    "An initial assessment covers twelve factors; each has the date on which it was done and a documented conclusion.",
)
CONCLUDED = told("7, R5", "An assessment is complete when every required factor is dated and concluded.")
ACTIVATED = told(
    "7, R6",
    "A plan is activated with an accepted goal, the member's agreement and a copy to the primary care physician; "
    "every goal has measure, target, due date, priority and a barrier, which may be none identified.",
)
FOLLOWED_UP = told("7, R7", "A referral is followed up within 14 days: did the member act?")
NEXT_CONTACT = told(
    "7, R8", "An active case has a date for its next contact; who is late is reminded, then the supervisor is told."
)
GOALS_MET = Citation(CASE_AND_DISEASE, "Case Management Process", "80% of goals are met")
LATE_CANCELLATIONS = told(
    "3.3", "Cancelling a goal needs a reason; cancellations in the last 14 days before discharge are listed."
)
ATTEMPTS = told(
    "3.2, T9",
    "Nobody counts as unreachable before three attempts on two days and in two parts of the day, "
    "and a letter sent 14 days ago.",
)
CALLING_TIME = Citation(
    CALLING_HOURS, "(c)(1)", "Nobody is called before 8 in the morning or after 9 in the evening where they live."
)
CONTACT_CAP = told("5.5", "One contact a day and three a week, across all programs together.")
CHANNEL_CHOICE = told("3.4", "A channel that the member has closed is not used; the others stay open.")
OPTED_OUT = told("3.4", "An opt-out stops outreach; it never stops answering, or what the law requires to be sent.")
TTY_ROUTE = told("5.5", "A member who uses TTY is called by TTY or relay, never by a recorded voice.")
LANGUAGE = told("5.5", "Who speaks another language is offered an interpreter, and its use is recorded.")
VOICEMAIL = told("5.5", "A message on a machine says a name and a number to call back, and nothing of health.")
OUTBOUND_STOPPED = told("7, R17", "A report of a death stops all that goes out, before anybody has verified it.")
CONFIDENTIAL_PROGRAM = told(
    "7, R20", "The name of a confidential program is on no envelope and in no message on a machine."
)
