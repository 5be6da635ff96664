"""Diabetes material in Spanish: our own words."""

from disease.domain.materials.material import Words

SPANISH = {
    "diabetes-welcome": Words(
        "Bienvenido al programa de diabetes",
        (
            (
                "Usted está inscrito en un programa para personas con diabetes. Es gratis y es parte de su plan de "
                "salud. Recibirá cartas cortas como esta, boletines y más material cuando lo pida. Si su diabetes "
                "es difícil de manejar, también le llamará una enfermera."
            ),
            (
                "Usted no tiene que participar. Si no quiere, llámenos, escríbanos o dígaselo a cualquier enfermera "
                "del plan. Su cobertura y su atención siguen igual, y puede volver cuando quiera."
            ),
            "Si usa TTY o prefiere hablar en otro idioma, díganoslo. El intérprete no cuesta nada.",
        ),
    ),
    "diabetes-basics": Words(
        "Qué hace la diabetes y qué puede hacer usted",
        (
            (
                "En la diabetes el azúcar se queda en la sangre en lugar de alimentar al cuerpo. Con los años daña "
                "los ojos, los riñones, los pies, el corazón y los nervios. Casi todo se puede prevenir."
            ),
            (
                "Tres cosas ayudan más: la medicina como la recetaron, comida y movimiento a su medida, y conocer "
                "sus números."
            ),
            (
                "Llame al consultorio el mismo día si el azúcar sigue alto y tiene náuseas, mucha sed o confusión. "
                "Llame al 911 si no se puede despertar a una persona con diabetes."
            ),
        ),
    ),
    "diabetes-a1c": Words(
        "Conozca su A1c",
        (
            (
                "La prueba A1c dice cuánta azúcar hubo en su sangre en los últimos tres meses. Pídala dos veces al "
                "año si va bien, y cada tres meses si no."
            ),
            (
                "Para muchos adultos la meta es menos de 7 por ciento; la suya puede ser otra. Pregunte a su médico "
                "y anótela junto a su último resultado."
            ),
            "Si este año no le han hecho la prueba, pida una cita esta semana. Le ayudamos a llegar.",
        ),
    ),
    "diabetes-lows-and-highs": Words(
        "Cuando el azúcar está muy bajo o muy alto",
        (
            (
                "Temblor, sudor, hambre, mal humor o confusión pueden significar azúcar bajo, menos de 70. Tome "
                "media taza de jugo o cuatro tabletas de glucosa, mida de nuevo a los quince minutos y repita si "
                "hace falta."
            ),
            (
                "Si no puede tragar o despertar, otros deben darle glucagón y llamar al 911. Enseñe a su familia "
                "dónde está."
            ),
            "Cuente a su médico cada bajada en que necesitó ayuda. Tal vez haya que cambiar su medicina.",
        ),
    ),
    "diabetes-eyes-feet-kidneys": Words(
        "Una vez al año: ojos, pies y riñones",
        (
            (
                "Hágase revisar el fondo de los ojos una vez al año, aunque vea bien. Pida también las pruebas de "
                "orina y de sangre para los riñones."
            ),
            (
                "Mire sus pies cada noche, entre los dedos y en las plantas. Una llaga que no sana necesita un "
                "médico ahora, no el próximo mes."
            ),
            "Pida que le tomen la presión en cada cita y pregunte cuánto es.",
        ),
    ),
    "diabetes-food-and-moving": Words(
        "Comer y moverse, paso a paso",
        (
            (
                "Llene la mitad del plato con verduras, un cuarto con carne, pescado o frijoles y un cuarto con "
                "arroz, pan o papas. Tome agua en lugar de refrescos."
            ),
            (
                "Camine después de comer, aunque sean diez minutos. Empiece con lo que pueda y agregue un poco cada "
                "semana."
            ),
            "Si la comida se acaba antes que el mes, díganoslo. Hay ayuda cerca de usted.",
        ),
    ),
    "diabetes-feelings": Words(
        "Cuando la diabetes le cansa",
        (
            (
                "La diabetes pide atención todos los días, y nadie lo hace todo todos los días. Sentir cansancio, "
                "preocupación o culpa es común."
            ),
            (
                "Elija una sola cosa para esta semana y deje esperar lo demás. Hable con alguien de confianza y "
                "diga a su médico cómo se siente."
            ),
            (
                "Si se siente sin esperanza por dos semanas o piensa en hacerse daño, llame o escriba al 988 a "
                "cualquier hora."
            ),
        ),
    ),
    "diabetes-action-plan": Words(
        "Su plan para los días de enfermedad",
        (
            (
                "Llénelo con su médico. Cuando esté enfermo no deje la insulina ni las tabletas, a menos que su "
                "médico lo haya escrito. Mida su azúcar cada cuatro horas y tome líquidos cada hora."
            ),
            (
                "Llame al consultorio si el azúcar sigue por encima del número de este plan, si vomita o si la "
                "fiebre dura más de un día."
            ),
            "Llame al 911 si respira hondo y rápido, si está confundido o si no retiene ni el agua.",
        ),
    ),
}
