"""What the contact, education and guideline rules cite beside the document of the programs."""

from disease.domain.sources import programs
from shared.kernel.citation import Citation, Source

DOMAIN_PAGE = Source("case-and-disease", "Case management and disease management: the domain")
TELEPHONE_RULES = Source("47-cfr-64-1200", "47 CFR 64.1200, delivery restrictions")
PRACTICE_GUIDELINES = Source("42-cfr-438-236", "42 CFR 438.236, practice guidelines")

QUIET_HOURS = Citation(
    TELEPHONE_RULES, "(c)(1)", "Nobody is called before 8 in the morning or after 9 in the evening where they live."
)
HOUSE_CAP = Citation(
    DOMAIN_PAGE,
    "5.5",
    "All programs together contact a member at most once a day and three times a week; asked when the call is made.",
)
OPT_OUT = Citation(
    DOMAIN_PAGE,
    "3.4",
    "A program opt-out blocks outreach, a channel opt-out that channel; neither blocks answering the member.",
)
LEAD_CASE_MANAGER = Citation(
    DOMAIN_PAGE, "7, R12", "While a lead case manager is open, the disease nurse does not call; mail goes on."
)
CASE_MANAGEMENT_PROPOSED = Citation(
    DOMAIN_PAGE, "7, R13", "A high tier with complex needs is proposed for case management; the program stays open."
)
COVERAGE_ENDS = Citation(DOMAIN_PAGE, "7, R16", "A program ends with the cover; a short gap resumes it.")
DEATH_STOPS_CONTACT = Citation(DOMAIN_PAGE, "7, R17", "A reported death stops every outbound contact at once.")
RELAY_ROUTE = Citation(
    DOMAIN_PAGE, "5.5", "A member who uses a TTY is called by TTY or relay, and never by a machine voice."
)
ATTEMPTS = Citation(
    DOMAIN_PAGE,
    "5.5",
    "Three attempts on two days and in two parts of the day, a letter, and fourteen days make unable to reach.",
)
CADENCES = Citation(DOMAIN_PAGE, "5.4", "Welcome, mail, newsletters and nurse calls by tier.")
MATERIAL = Citation(
    DOMAIN_PAGE,
    "5.4",
    "The same material goes to a household once in twelve months unless it is asked for, "
    "and what is asked for ships within five business days at any tier.",
)
RETURNED_MAIL = Citation(DOMAIN_PAGE, "5.4", "Returned mail flags the address; after two, mail is held back.")
GUIDELINES_REACH_PROVIDERS = Citation(
    PRACTICE_GUIDELINES, "(c)", "Guidelines are given to all affected providers, and to members on request."
)
NEWSLETTERS = programs("Members receive newsletters that feature articles related to chronic conditions.")
