"""What every questionnaire asks: how to reach the member, who helps, and what stands in the way of care."""

from dataclasses import replace

from disease.domain.questionnaires.question import Kind, Question, Text, choice, when_no, when_yes, yes_no

_QUESTIONS = (
    Question(
        code="preferred_language",
        kind=Kind.TEXT,
        text=Text(
            "Which language do you like best for talking about your health?",
            "¿En qué idioma prefiere hablar de su salud?",
        ),
        most=40,
    ),
    yes_no(
        "interpreter_wanted",
        "Would you like an interpreter when we call?",
        "¿Desea un intérprete cuando lo llamemos?",
        problem=when_yes("interpreter", "Book an interpreter for every call."),
    ),
    yes_no("tty_wanted", "Should we call you by TTY or relay?", "¿Debemos llamarlo por TTY o por retransmisión?"),
    choice(
        "best_time",
        "When is the best time to call you?",
        "¿A qué hora es mejor llamarlo?",
        ("morning", "In the morning", "Por la mañana"),
        ("afternoon", "In the afternoon", "Por la tarde"),
        ("evening", "In the evening", "Por la noche"),
    ),
    yes_no(
        "has_caregiver",
        "Does somebody help you to look after your health?",
        "¿Alguien le ayuda a cuidar su salud?",
    ),
    yes_no(
        "has_primary_care",
        "Do you have a doctor or clinic that you usually go to?",
        "¿Tiene un médico o una clínica adonde va normalmente?",
        problem=when_no("no_primary_care", "Help to find a primary care provider."),
    ),
    yes_no(
        "housing_worry",
        "Are you worried that you may lose the place where you live?",
        "¿Le preocupa perder el lugar donde vive?",
        problem=when_yes("housing", "Offer help with housing."),
    ),
    yes_no(
        "food_ran_out",
        "In the last year, did your food ever run out before you could get more?",
        "En el último año, ¿se le acabó la comida antes de poder conseguir más?",
        problem=when_yes("food", "Offer help with food."),
    ),
    yes_no(
        "transport_missing",
        "In the last year, did you miss care because you had no way to get there?",
        "En el último año, ¿perdió alguna atención por no tener cómo llegar?",
        problem=when_yes("transport", "Arrange rides to appointments."),
    ),
    yes_no(
        "utilities_cut",
        "In the last year, was your power, gas or water cut off, or were you warned that it would be?",
        "En el último año, ¿le cortaron la luz, el gas o el agua, o le avisaron que lo harían?",
        problem=when_yes("utilities", "Offer help with utility bills."),
    ),
    yes_no(
        "unsafe_at_home",
        "Do you feel unsafe with anybody at home?",
        "¿Se siente inseguro con alguien en su casa?",
        problem=when_yes("safety", "Talk about safety in private and offer help."),
    ),
)
SHARED_QUESTIONS = tuple(replace(question, shared=True) for question in _QUESTIONS)
