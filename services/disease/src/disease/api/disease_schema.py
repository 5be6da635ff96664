"""The diseases and promises on the wire."""

from disease.domain.program import COVERED, DISEASES, PROMISES, Audience, DiseaseCode, PromiseCode
from shared.kernel.citation import Citation
from shared.schema.findings import CitationRead
from shared.schema.pages import Page
from shared.schema.wire import Wire


class DiseaseRead(Wire):
    disease: DiseaseCode
    name: str
    citation: CitationRead


class PromiseRead(Wire):
    """`high_risk_members` are those stratified in the most high-risk categories."""

    promise: PromiseCode
    audience: Audience
    name: str
    citation: CitationRead


class DiseasesRead(Page[DiseaseRead]):
    """The diseases covered; the promises hold for each. `next` is always null."""

    citation: CitationRead
    promises: list[PromiseRead]


def diseases_read() -> DiseasesRead:
    return DiseasesRead(
        items=[
            DiseaseRead(disease=disease.code, name=disease.name, citation=_citation(disease.citation))
            for disease in DISEASES
        ],
        citation=_citation(COVERED),
        promises=[
            PromiseRead(
                promise=promise.code,
                audience=promise.audience,
                name=promise.name,
                citation=_citation(promise.citation),
            )
            for promise in PROMISES
        ],
    )


def _citation(citation: Citation) -> CitationRead:
    return CitationRead(source=citation.source.title, section=citation.section, quote=citation.quote)
