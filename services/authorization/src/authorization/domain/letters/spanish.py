"""Letters in Spanish, in our own plain words."""

from authorization.domain.letters.wording import Section, Wording
from authorization.domain.notice import NoticeKind
from authorization.domain.request import Frequency

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
    titles={
        NoticeKind.APPROVAL: "Aprobamos sus servicios",
        NoticeKind.PARTIAL: "Aprobamos una parte de lo que se pidió para usted",
        NoticeKind.DENIAL: "No aprobamos lo que se pidió para usted",
        NoticeKind.REDUCTION_OR_TERMINATION: "Un servicio que usted tiene ahora se reducirá o terminará",
        NoticeKind.EXTENSION: "Necesitamos más tiempo para decidir",
        NoticeKind.PRIORITY_DENIED: "Su solicitud se decidirá en el plazo normal",
    },
    openings={
        NoticeKind.APPROVAL: (
            "Su administrador de casos nos pidió aprobar servicios para usted. Dijimos que sí a estos:",
        ),
        NoticeKind.PARTIAL: (
            (
                "Su administrador de casos nos pidió aprobar servicios para usted. Dijimos que sí a una parte. "
                "Abajo verá lo que se pidió, lo que aprobamos y por qué."
            ),
        ),
        NoticeKind.DENIAL: (
            (
                "Su administrador de casos nos pidió aprobar servicios para usted. Dijimos que no a los servicios "
                "de abajo, y le decimos por qué."
            ),
            "Los servicios que usted tiene ahora y que no están en esta carta no cambian.",
        ),
        NoticeKind.REDUCTION_OR_TERMINATION: (
            (
                "Usted recibirá menos de un servicio que tiene ahora, o el servicio terminará. "
                "Abajo verá qué cambia, en qué día y por qué."
            ),
            "Hasta ese día nada cambia.",
        ),
        NoticeKind.EXTENSION: (
            "Tenemos una solicitud de servicios para usted. Todavía no podemos decidir, porque necesitamos saber más.",
            "Decidiremos a más tardar el {due}. Hasta entonces, los servicios que usted tiene ahora no cambian.",
        ),
        NoticeKind.PRIORITY_DENIED: (
            "Su administrador de casos nos pidió decidir su solicitud antes que otras. No estuvimos de acuerdo.",
            (
                "Sus servicios no están negados. Decidiremos su solicitud a más tardar el {due}, contado desde el día "
                "en que la recibimos por primera vez."
            ),
        ),
    },
    greeting="Estimado/a {name}:",
    greeting_to_family="A la familia o al representante de {name}:",
    labels={
        "date": "Fecha de esta carta",
        "member": "Miembro",
        "address": "Dirección",
        "medicaid_id": "Número de Medicaid",
        "reference": "Carta",
        "request": "Solicitud",
        "before": "Usted tiene ahora",
        "asked": "Se pidió",
        "decided": "Aprobamos",
        "decided_none": "Nada",
        "number": "Número de autorización",
        "effective": "Cambia el",
        "last_day": "Último día del servicio",
        "why": "Por qué",
        "remark": "El revisor escribió: {text}",
        "rule": "Regla: {citation}",
        "unit": "unidad",
        "units": "unidades",
        "page": "Página {page} de {pages}",
    },
    amounts={
        Frequency.CALENDAR_DAY: "{units} {unit} cada día",
        Frequency.WEEK: "{units} {unit} cada semana",
        Frequency.MONTH: "{units} {unit} cada mes",
        Frequency.YEAR: "{units} {unit} para el año del plan",
        Frequency.ONE_TIME: "{units} {unit} en total",
    },
    amount_of_span="{amount}, del {start} al {end}",
    services={
        "T1016": "Administración de casos",
        "T1002": "Evaluación de enfermería",
        "T1019": "Cuidado personal",
        "T1019-TF": "Apoyo avanzado y restaurativo",
        "S5125": "Servicios personales dirigidos por usted",
        "T2025": "Bienes y servicios dirigidos por usted",
        "G0299": "Enfermería especializada",
        "G0300": "Enfermería práctica especializada",
        "T1005": "Relevo en el hogar",
        "S9125": "Relevo prolongado en el hogar",
        "UB120": "Relevo en un hogar de ancianos",
        "S5100": "Centro de salud diurno para adultos",
        "S5105": "Centro diurno: cuidado personal o terapia",
        "T2031": "Vivienda con asistencia",
        "S9126": "Cuidados paliativos (hospicio)",
        "S5170": "Comidas a domicilio",
        "S5160": "Sistema de llamada de emergencia, instalación",
        "S5161": "Sistema de llamada de emergencia",
        "T1001": "Visita de enfermería",
    },
    reasons={
        "NOT_ELIGIBLE": "Usted no es elegible para el programa en estas fechas.",
        "LOC_EXPIRED": "Su nivel de cuidado ya no está certificado en estas fechas.",
        "INPATIENT": "Usted está en un hospital o en un hogar de ancianos en estas fechas.",
        "NOT_COVERED": "El programa no paga este servicio.",
        "LIMIT_EXCEEDED": "Es más de lo que el programa permite para este servicio.",
        "DUPLICATE": "El mismo servicio ya se pidió o se aprobó.",
        "OVERLAP": "Usted ya tiene otro servicio que no se puede combinar con este.",
        "PROVIDER_NOT_CERTIFIED": "El proveedor no está certificado para este servicio.",
        "PROVIDER_OUT_OF_AREA": "El proveedor no atiende en su condado.",
        "DOC_MISSING": "No recibimos un documento que necesitamos.",
        "DOC_NOT_COMPLETE": "Un documento que necesitamos no está completo.",
        "SUPERVISOR_REVIEW_MISSING": "Un supervisor no revisó el plan.",
        "OUTSIDE_PLAN_YEAR": "Las fechas están fuera del año de su plan.",
        "RETRO_NOT_ALLOWED": "El servicio empezaría en un día demasiado temprano.",
        "UNITS_NOT_SUPPORTED": "Los documentos que tenemos no muestran que se necesite tanto de este servicio.",
        "STATE_PLAN_FIRST": "Primero se deben usar otros servicios de Medicaid.",
        "COST_CAP": "Su plan costaría más de lo que el programa permite.",
        "CDPASS_NOT_SAFE": "Dirigir usted mismo el servicio, como está planeado, no es seguro.",
        "NOT_NEEDED_CLINICAL": "Una enfermera o un médico revisó sus necesidades: este servicio no hace falta.",
        "ADVANCE_NOTICE": "El cambio llega más tarde de lo pedido, para que usted lo sepa a tiempo.",
        "STRAIGHT_THROUGH": "La solicitud cumple las reglas para aprobarse sin más revisión.",
        "WITHDRAWN": "La solicitud se retiró.",
        "NO_JUSTIFICATION": "No había una nota completa que diga por qué esperar le haría daño.",
        "PRIORITY_CRITERIA": "Las razones que se dieron no cumplen las reglas para decidir antes.",
        "INFORMATION_NEEDED": "Necesitamos más información para poder decidir.",
        "REQUESTED_BY_MEMBER": "Usted, o alguien que habla por usted, pidió más tiempo.",
        "CLOCK_EXPIRED": "No decidimos en el plazo que nos dan las reglas. Eso cuenta como una negación.",
    },
    appeal=Section(
        heading="Si no está de acuerdo, puede apelar",
        paragraphs=(
            (
                "Usted puede pedirnos que revisemos nuestra decisión. Esto se llama apelación. "
                "Pídala a más tardar el {appeal_by}. Puede pedirla por carta, en persona o por teléfono."
            ),
            (
                "Usted puede hablar por sí mismo. También puede hablar por usted un abogado, un familiar, un amigo "
                "o quien usted elija."
            ),
            (
                "Contestamos en {resolution_days} días. Si esperar tanto puede dañar su salud, pida una apelación "
                "rápida: entonces contestamos en {expedited_hours} horas."
            ),
            (
                "Si tampoco está de acuerdo con la respuesta, puede pedir una audiencia imparcial del estado. "
                "La respuesta a su apelación le dice cómo."
            ),
        ),
    ),
    continuation=Section(
        heading="Conserve su servicio mientras espera",
        paragraphs=(
            (
                "Si apela y además pide conservar su servicio a más tardar el {continue_by}, sigue como "
                "está ahora hasta que se decida su apelación. Suponemos que esta carta llegó a más tardar el {receipt}."
            ),
            "Si la apelación no se decide a su favor, es posible que tenga que pagar el servicio que siguió.",
        ),
    ),
    file=Section(
        heading="Vea lo que revisamos",
        paragraphs=(
            "Usted puede recibir copias de su expediente y de las reglas que usamos, sin costo. Solo pídalas.",
        ),
    ),
    grievance=Section(
        heading="Si no está conforme",
        paragraphs=(
            (
                "Usted puede presentar una queja en cualquier momento, por carta, en persona o por teléfono. "
                "Eso no cambia nada en sus servicios."
            ),
        ),
    ),
    questions=Section(
        heading="Preguntas",
        paragraphs=(
            "Pregunte a su administrador de casos o a esta oficina.",
            (
                "Si necesita esta carta en otro idioma, en letra grande, en braille o leída en voz alta, "
                "o si necesita un intérprete, díganos. Es gratis."
            ),
        ),
    ),
    questions_with_contact="Pregunte a su administrador de casos o a esta oficina: {contact}",
    closing="La oficina de su programa",
)
