"""Mailings, newsletters and distributions: what they are made of, and the life of their job."""

from enum import StrEnum

from disease.domain.materials import MATERIALS, rotation
from disease.domain.materials.material import Material, MaterialKind


class JobKind(StrEnum):
    MAILING = "mailing"
    NEWSLETTER = "newsletter"
    GUIDELINE_DISTRIBUTION = "guideline_distribution"


class Purpose(StrEnum):
    """What a piece of mail is for, in the order in which a mailing works."""

    REQUEST = "request"
    WELCOME = "welcome"
    UNABLE_TO_REACH = "unable_to_reach"
    EDUCATION = "education"
    ACTION_PLAN = "action_plan"
    NEWSLETTER = "newsletter"


class ItemStatus(StrEnum):
    """`covered_by_household`: the household gets one copy. `nothing_new`: it had everything within the year."""

    PRINTED = "printed"
    COVERED_BY_HOUSEHOLD = "covered_by_household"
    NOTHING_NEW = "nothing_new"


# An action plan goes along with the education that is due, so it is no stage of its own.
MAILING_STAGES = (Purpose.REQUEST, Purpose.WELCOME, Purpose.UNABLE_TO_REACH, Purpose.EDUCATION)
ADDRESSEES = {"en": "Parent or guardian of ", "es": "A los padres o tutores de "}


def material_rows() -> list[dict[str, object]]:
    """The materials as the statements of a mailing read them; `rank` is the place in the rotation."""
    places = {
        material.code: place for disease in ("asthma", "diabetes") for place, material in enumerate(rotation(disease))
    }
    newest: dict[str, Material] = {}
    for material in sorted(MATERIALS, key=lambda each: each.version):
        newest[material.code] = material
    return [
        {
            "disease": material.disease,
            "code": material.code,
            "version": material.version,
            "kind": str(material.kind),
            "rank": places.get(material.code, 0),
            "languages": sorted(material.words),
            "tiers": sorted(material.tiers) if material.kind is MaterialKind.ACTION_PLAN else [],
        }
        for material in newest.values()
    ]
