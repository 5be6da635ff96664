"""Letters in Spanish; the same letters as in English."""

from casemanagement.domain.letters.wording import Body, LetterKind, Section, Wording

COVERAGE = "Su cobertura y sus otros servicios no cambian."
COME_BACK = "Puede volver cuando quiera: basta una llamada."

SPANISH = Wording(
    language="es",
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    date_format="{day} de {month} de {year}",
    programs={
        "catastrophic": "el manejo de casos después de una lesión grave",
        "complex": "el manejo de casos complejos",
        "complex_hiv": "el manejo de casos complejos",
        "lead": "el programa de plomo",
        "prenatal": "el programa prenatal",
        "high_risk_obstetrics": "el programa de embarazo de alto riesgo",
        "transplant": "el programa de trasplantes",
        "special_needs": "el programa de necesidades especiales",
        "long_term_care": "el manejo de cuidados a largo plazo",
    },
    neutral="nuestro programa de atención",
    scopes={
        "all": "ninguno de nuestros programas",
        "all_cm": "ningún programa de manejo de casos",
        "all_dm": "ningún programa de manejo de enfermedades",
        "channel:phone": "llamadas nuestras",
        "channel:sms": "mensajes de texto nuestros",
        "channel:mail": "correo postal nuestro",
        "channel:email": "correo electrónico nuestro",
    },
    reasons={
        "goals_met_80": "Se cumplieron las metas que fijamos juntos. ¡Felicitaciones!",
        "non_adherence": "No se siguió el plan que hicimos juntos, o perdimos el contacto.",
        "plan_termination": "Terminó su cobertura con este plan.",
        "member_request": "Usted nos pidió terminarlo.",
        "death": "El miembro falleció.",
    },
    greeting="Estimado/a {name}:",
    guardian="Padre, madre o tutor de {name}",
    guardian_greeting="Estimado padre, madre o tutor de {name}:",
    about_child="Esta carta trata de {name}. “Usted” se refiere a {name} y a usted.",
    labels={
        "date": "Fecha de esta carta",
        "member": "Miembro",
        "case": "Número de caso",
        "ends": "Termina el",
        "reason": "Por qué",
        "reference": "Carta",
        "page": "Página {page} de {pages}",
    },
    bodies={
        LetterKind.WELCOME: Body(
            title="Una enfermera le ayudará con su atención",
            opening=(
                "Usted está ahora en {program}. No le cuesta nada y no cambia nada de su cobertura.",
                (
                    "Una enfermera administradora de casos le llamará pronto. Le preguntará cómo está, hará un plan "
                    "con usted y con su médico, y le ayudará a recibir la atención y los servicios que necesita."
                ),
            ),
            sections=(
                Section(
                    heading="Si no desea participar",
                    paragraphs=(
                        "Puede salir en cualquier momento, sin dar razones. Llame al {line} o dígaselo a la enfermera.",
                        f"{COVERAGE} {COME_BACK}",
                    ),
                ),
            ),
        ),
        LetterKind.CONTACT_INFORMATION: Body(
            title="Dónde llamar cuando nos necesite",
            opening=(
                "Revisamos lo que usted o su médico nos dijo. Por ahora no necesita una administradora de casos.",
                (
                    "Vaya a todas las citas con su médico. Llámenos en cuanto algo cambie o le preocupe, y pregunte "
                    "por {program}. Lo revisaremos de nuevo con usted."
                ),
            ),
        ),
        LetterKind.UNABLE_TO_REACH: Body(
            title="Hemos tratado de comunicarnos con usted",
            opening=(
                "Hemos tratado de llamarle sobre {program} y no le encontramos.",
                "Llámenos al {line}, o díganos un número y una hora mejores.",
                "Si no tenemos noticias suyas hasta el {by}, dejaremos de llamar. " + COVERAGE + " " + COME_BACK,
            ),
        ),
        LetterKind.WARNING: Body(
            title="Hable con nosotros sobre su plan, por favor",
            opening=(
                "Hicimos un plan con usted en {program}. Ahora no se sigue, o no logramos encontrarle.",
                (
                    "Si algo lo impide, como el transporte, el teléfono o un intérprete, díganoslo. Le ayudaremos, y "
                    "podemos cambiar el plan juntos."
                ),
                "Si no tenemos noticias suyas hasta el {by}, el manejo de su caso puede terminar. " + COVERAGE,
            ),
        ),
        LetterKind.DISCHARGE: Body(
            title="Termina el manejo de su caso",
            opening=("Usted estuvo en {program}. Termina el {ends}.", COVERAGE),
            sections=(
                Section(
                    heading="Si nos necesita de nuevo",
                    paragraphs=(COME_BACK, "Su médico también puede pedirnos ayuda para usted en cualquier momento."),
                ),
            ),
        ),
        LetterKind.OPT_OUT_CONFIRMATION: Body(
            title="Ya no le contactaremos sobre esto",
            opening=(
                "Usted nos dijo que no desea {scope}. Lo anotamos, y vale desde el {ends}.",
                "Seguimos respondiendo cuando llama y enviamos lo que la ley nos obliga a enviar. " + COVERAGE,
                COME_BACK,
            ),
        ),
    },
    channel_closed=Body(
        title="Le contactaremos de otra manera",
        opening=(
            "Usted nos dijo que no desea {scope}. Lo anotamos, y vale desde el {ends}.",
            "Usted sigue en sus programas, y seguimos respondiendo cuando llama. " + COVERAGE,
            "Puede cambiarlo cuando quiera: basta una llamada.",
        ),
    ),
    goals="Metas cumplidas: {met} de {eligible}.",
    coverage=COVERAGE,
    reach=Section(
        heading="Cómo comunicarse con nosotros",
        paragraphs=(
            "Llame al {line}. Si usa TTY, llame al {tty}.",
            "Una enfermera responde preguntas de día y de noche en el {nurse_line}; TTY {nurse_tty}.",
            "Tenemos intérpretes para todos los idiomas. No le cuestan nada.",
        ),
    ),
    tagline="ATENCIÓN: Si habla español, la ayuda en su idioma no le cuesta nada. Llame al {line} (TTY: {tty}).",
    closing="Su equipo de manejo de casos",
    neutral_sender="Servicios para Miembros",
)
