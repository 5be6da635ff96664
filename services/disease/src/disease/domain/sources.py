"""The document that the programs come from."""

from shared.kernel.citation import Citation, Source

CASE_AND_DISEASE = Source(
    "case-and-disease-management", "Case and Disease Management", "case-and-disease-management.txt"
)

PROGRAMS = "Disease Management Programs"


def programs(quote: str) -> Citation:
    """A sentence of the source on the disease management programs, verbatim."""
    return Citation(CASE_AND_DISEASE, PROGRAMS, quote)
