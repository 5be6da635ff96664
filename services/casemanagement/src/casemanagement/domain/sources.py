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
