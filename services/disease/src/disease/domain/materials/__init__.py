"""The materials: newest versions only; old ones move to a list of their own when a version follows."""

from collections.abc import Iterable, Mapping

from disease.domain.materials import asthma_english, asthma_spanish, diabetes_english, diabetes_spanish
from disease.domain.materials.material import Material, MaterialKind, PublicLink, Words
from disease.domain.tier import Tier

EVERY_TIER = frozenset(Tier)
CALLED = frozenset({Tier.HIGH, Tier.VERY_HIGH})
MEDLINEPLUS = "MedlinePlus Connect"
LINKS = {
    "asthma": (PublicLink(MEDLINEPLUS, "icd10cm", "J45.909", {"en": "Asthma", "es": "Asma"}),),
    "diabetes": (
        PublicLink(MEDLINEPLUS, "icd10cm", "E11.9", {"en": "Diabetes", "es": "Diabetes"}),
        PublicLink(MEDLINEPLUS, "loinc", "4548-4", {"en": "Hemoglobin A1C Test", "es": "Prueba de hemoglobina A1C"}),
    ),
}
UNABLE_TO_REACH = Material(
    "please-call-us",
    1,
    MaterialKind.UNABLE_TO_REACH,
    "any",
    EVERY_TIER,
    {
        "en": Words(
            "We tried to call you",
            (
                (
                    "A nurse of your health plan tried to reach you by telephone and did not find you. Please "
                    "call us when it suits you, or tell us a number and a time of day that are better."
                ),
                (
                    "If you would rather have letters only, tell us that too. If you use a TTY, or want an "
                    "interpreter, say so and it costs nothing."
                ),
            ),
        ),
        "es": Words(
            "Intentamos llamarle",
            (
                (
                    "Una enfermera de su plan de salud intentó llamarle y no le encontró. Llámenos cuando le "
                    "convenga o díganos un número y una hora mejores."
                ),
                (
                    "Si prefiere recibir solo cartas, díganoslo también. Si usa TTY o quiere un intérprete, "
                    "dígalo; no cuesta nada."
                ),
            ),
        ),
    },
    (),
)


def _kind(code: str) -> MaterialKind:
    if code.endswith("-welcome"):
        return MaterialKind.WELCOME
    return MaterialKind.ACTION_PLAN if code.endswith("-action-plan") else MaterialKind.EDUCATION


def _of(disease: str, english: Mapping[str, Words], spanish: Mapping[str, Words]) -> Iterable[Material]:
    for code, words in english.items():
        kind = _kind(code)
        yield Material(
            code,
            1,
            kind,
            disease,
            CALLED if kind is MaterialKind.ACTION_PLAN else EVERY_TIER,
            {"en": words, "es": spanish[code]},
            LINKS[disease],
        )


MATERIALS: tuple[Material, ...] = (
    *_of("asthma", asthma_english.ENGLISH, asthma_spanish.SPANISH),
    *_of("diabetes", diabetes_english.ENGLISH, diabetes_spanish.SPANISH),
    UNABLE_TO_REACH,
)
# Said beside English where a letter is not written in the member's language.
TAGLINES = (
    "Free help in your language: call us and say your language.",
    "Ayuda gratis en su idioma: llámenos y diga su idioma.",
    "Trợ giúp miễn phí bằng ngôn ngữ của quý vị: hãy gọi cho chúng tôi và nói ngôn ngữ của quý vị.",
    "Aide gratuite dans votre langue : appelez-nous et dites votre langue.",
    "Kostenlose Hilfe in Ihrer Sprache: Rufen Sie uns an und nennen Sie Ihre Sprache.",
)


def material_of(code: str, version: int | None = None) -> Material | None:
    """The version asked for, or the newest."""
    fitting = [each for each in MATERIALS if each.code == code and version in (None, each.version)]
    return max(fitting, key=lambda each: each.version, default=None)


def rotation(disease: str) -> tuple[Material, ...]:
    """Education in the order in which it is mailed."""
    return tuple(each for each in MATERIALS if each.disease == disease and each.kind is MaterialKind.EDUCATION)
