"""Asthma material in Spanish: our own words."""

from disease.domain.materials.material import Words

SPANISH = {
    "asthma-welcome": Words(
        "Bienvenido al programa de asma",
        (
            (
                "Usted está inscrito en un programa para personas con asma. Es gratis y es parte de su plan de "
                "salud. Recibirá cartas cortas como esta, boletines y más material cuando lo pida. Si el asma le da "
                "muchas molestias, también le llamará una enfermera."
            ),
            (
                "Usted no tiene que participar. Si no quiere, llámenos, escríbanos o dígaselo a cualquier enfermera "
                "del plan. Su cobertura y su atención siguen igual, y puede volver cuando quiera."
            ),
            "Si usa TTY o prefiere hablar en otro idioma, díganoslo. El intérprete no cuesta nada.",
        ),
    ),
    "asthma-basics": Words(
        "Qué hace el asma y qué puede hacer usted",
        (
            (
                "En el asma las vías respiratorias están inflamadas y se irritan con facilidad. Se cierran y "
                "respirar se vuelve difícil. Muchas personas se sienten bien por semanas aunque la inflamación "
                "sigue ahí."
            ),
            (
                "La medicina de control calma la inflamación y solo sirve si se toma todos los días. La medicina de "
                "alivio abre las vías rápidamente. Si la necesita más de dos días por semana, dígaselo a su médico: "
                "su asma no está controlada."
            ),
            (
                "Llame al 911 si no puede decir una frase completa, si los labios o las uñas se ponen azules o si "
                "la medicina de alivio no ayuda."
            ),
        ),
    ),
    "asthma-inhaler": Words(
        "Cómo aprovechar toda la medicina del inhalador",
        (
            (
                "Agite el inhalador y suelte el aire. Póngalo en la boca o en la cámara, presione una vez y respire "
                "lenta y profundamente. Aguante la respiración mientras cuenta hasta diez. Espere un minuto antes "
                "de repetir."
            ),
            (
                "La cámara ayuda a casi todos, y a todos los niños. Enjuáguese la boca después de la medicina de "
                "control."
            ),
            (
                "Lleve el inhalador a su próxima cita y muestre cómo lo usa. Los errores pequeños son comunes y "
                "fáciles de corregir."
            ),
        ),
    ),
    "asthma-triggers": Words(
        "Descubra qué le provoca el asma",
        (
            (
                "El humo, el polvo, el moho, las plagas, las mascotas, el aire frío, los olores fuertes y los "
                "resfriados provocan asma en muchas personas. Anote dónde estaba y qué hacía cuando le faltó el "
                "aire."
            ),
            (
                "Nadie debe fumar ni vapear en su casa o en su carro. Lave la ropa de cama con agua caliente, seque "
                "los lugares húmedos y guarde bien la comida."
            ),
            "Pregunte a su médico por la vacuna contra la gripe cada otoño.",
        ),
    ),
    "asthma-visits": Words(
        "Después de la sala de emergencia y antes de la próxima vez",
        (
            (
                "Vea a su médico dentro de un mes después de cada visita a la sala de emergencia o al hospital, "
                "aunque ya se sienta bien. En esa cita se ajusta su medicina."
            ),
            (
                "Lleve todas sus medicinas y los papeles del hospital. Pregunte qué hacer cuando vuelvan los "
                "primeros síntomas."
            ),
            "Si no tiene cómo llegar, llámenos. Ayudamos con el transporte y las citas.",
        ),
    ),
    "asthma-school-and-work": Words(
        "El asma en la escuela y en el trabajo",
        (
            (
                "Todo va mejor cuando alguien en la escuela o en el trabajo conoce su asma, tiene su plan y puede "
                "alcanzar su medicina de alivio. Un niño con edad suficiente debe llevarla consigo."
            ),
            (
                "El ejercicio es bueno para las personas con asma. Si le falta el aire, a menudo ayuda una dosis de "
                "alivio antes: pregunte a su médico."
            ),
            "Cuente los días que el asma le deja en casa y dígale el número a su médico.",
        ),
    ),
    "asthma-feelings": Words(
        "Cuando el asma le cansa",
        (
            (
                "Quedarse sin aire da miedo y una enfermedad larga cansa. Sentirse preocupado, triste o enojado es "
                "común y no es culpa de nadie."
            ),
            (
                "Hable con alguien de confianza y con su médico. Ayuda escribir sus preguntas antes de la cita y "
                "llevar a un amigo."
            ),
            (
                "Si se siente sin esperanza por dos semanas o piensa en hacerse daño, llame o escriba al 988 a "
                "cualquier hora."
            ),
        ),
    ),
    "asthma-action-plan": Words(
        "Su plan de acción para el asma",
        (
            (
                "Llénelo con su médico y cuélguelo a la vista. VERDE, respira bien, duerme toda la noche y hace lo "
                "que quiere: tome su medicina de control todos los días."
            ),
            (
                "AMARILLO, tose, silba, siente el pecho apretado o despierta de noche: use la medicina de alivio "
                "como escribió su médico y llame al consultorio hoy si mañana sigue en amarillo."
            ),
            (
                "ROJO, la medicina no ayuda, respira rápido y con esfuerzo, no puede caminar o hablar bien: use la "
                "medicina de alivio ahora y llame al 911."
            ),
        ),
    ),
}
