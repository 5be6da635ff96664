"""The document that the programs come from."""

from shared.kernel.citation import Citation, Source

CASE_AND_DISEASE = Source(
    "case-and-disease-management", "Case and Disease Management", "case-and-disease-management.txt"
)

PROGRAMS = "Disease Management Programs"


def programs(quote: str) -> Citation:
    """A sentence of the source on the disease management programs, verbatim."""
    return Citation(CASE_AND_DISEASE, PROGRAMS, quote)


DOMAIN_REFERENCE = Source("domain-reference", "Domain reference, case and disease management")
CLARIFICATIONS = Source("clarifications", "Clarifications of the domain reference")
ASTHMA_TIERS = "5.1 Asthma"
DIABETES_TIERS = "5.2 Diabetes"


def asthma_page(said: str) -> Citation:
    """What the domain reference says of asthma, in our words."""
    return Citation(DOMAIN_REFERENCE, ASTHMA_TIERS, said)


def diabetes_page(said: str) -> Citation:
    """What the domain reference says of diabetes, in our words."""
    return Citation(DOMAIN_REFERENCE, DIABETES_TIERS, said)


def clarification(number: int, said: str) -> Citation:
    """What a clarification decides, in our words."""
    return Citation(CLARIFICATIONS, str(number), said)
