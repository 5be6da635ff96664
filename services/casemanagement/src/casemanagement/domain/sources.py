"""The documents that the programs come from."""

from shared.kernel.citation import Citation, Source

CASE_AND_DISEASE = Source(
    "case-and-disease-management", "Case and Disease Management", "case-and-disease-management.txt"
)
CDC_LEAD = Source("cdc-childhood-lead", "CDC, recommended actions based on blood lead level")

PROCESS = "Case Management Process"
PROGRAM = "Case Management Program"


def process(quote: str) -> Citation:
    """A sentence of the source on the case management process, verbatim."""
    return Citation(CASE_AND_DISEASE, PROCESS, quote)


def program(quote: str) -> Citation:
    """A sentence of the source on the case management program, verbatim."""
    return Citation(CASE_AND_DISEASE, PROGRAM, quote)


DOMAIN_PAGE = Source("case-and-disease", "Case management and disease management: the domain")
CFR_DISENROLLMENT = Source("42-cfr-438-56", "42 CFR 438.56, disenrollment")
CLARIFICATIONS = Source("clarifications", "Harmony clarifications of the domain reference")
CHARLSON = Source("charlson-quan", "Charlson 1987, with the ICD-10 lists of Quan 2005")
LACE = Source("lace-index", "van Walraven 2010, the LACE index")


def clarified(number: int, paraphrase: str) -> Citation:
    """A decision of the clarifications, in our words."""
    return Citation(CLARIFICATIONS, f"Clarification {number}", paraphrase)


def domain_page(section: str, words: str) -> Citation:
    """Our own words for what the domain page commands in this section."""
    return Citation(DOMAIN_PAGE, section, words)
