"""Diabetes material in English: our own words."""

from disease.domain.materials.material import Words

ENGLISH = {
    "diabetes-welcome": Words(
        "Welcome to the diabetes program",
        (
            (
                "You are enrolled in a program for people with diabetes. It is free and part of your health plan. "
                "You get short letters like this one, newsletters, and more material whenever you ask for it. If "
                "your diabetes is hard to manage, a nurse calls you too."
            ),
            (
                "You do not have to take part. If you do not want to, call us, write to us, or tell any nurse of "
                "the plan. Your coverage and your care stay exactly the same, and you can come back at any time."
            ),
            "If you use a TTY, or if you prefer another language, tell us. An interpreter costs nothing.",
        ),
    ),
    "diabetes-basics": Words(
        "What diabetes does, and what you can do",
        (
            (
                "In diabetes sugar stays in the blood instead of feeding the body. Over years too much of it harms "
                "eyes, kidneys, feet, heart and nerves. Most of that can be prevented."
            ),
            (
                "Three things help most: medicine as prescribed, food and movement that suit you, and knowing your "
                "numbers."
            ),
            (
                "Call your doctor's office the same day when your sugar stays high and you feel sick to your "
                "stomach, very thirsty or confused. Call 911 when somebody with diabetes cannot be woken."
            ),
        ),
    ),
    "diabetes-a1c": Words(
        "Know your A1c",
        (
            (
                "The A1c tells how much sugar was in your blood over the last three months. Ask for it twice a year "
                "when you are doing well, and about every three months when you are not."
            ),
            (
                "For many adults the goal is below 7 percent; yours may be different. Ask your doctor what it is "
                "and write it down beside your last result."
            ),
            "If you have had no A1c this year, call for an appointment this week. We help you to get there.",
        ),
    ),
    "diabetes-lows-and-highs": Words(
        "When your sugar is too low or too high",
        (
            (
                "Shaky, sweaty, hungry, cross or confused may mean that your sugar is low, below 70. Take half a "
                "cup of juice or four glucose tablets, check again after fifteen minutes, and repeat if needed."
            ),
            (
                "If you cannot swallow or wake up, others should give glucagon and call 911. Show your family where "
                "it is."
            ),
            "Tell your doctor about every low that you needed help with. Your medicine may need to change.",
        ),
    ),
    "diabetes-eyes-feet-kidneys": Words(
        "Once a year: eyes, feet and kidneys",
        (
            (
                "Have the back of your eyes examined once a year, also when you see well. Ask for a urine and a "
                "blood test of your kidneys in the same year."
            ),
            (
                "Look at your feet every evening, between the toes and at the soles. A sore that is not healing "
                "needs a doctor now, not next month."
            ),
            "Have your blood pressure taken at every visit, and ask what it is.",
        ),
    ),
    "diabetes-food-and-moving": Words(
        "Food and moving, in small steps",
        (
            (
                "Fill half of your plate with vegetables, a quarter with meat, fish or beans, and a quarter with "
                "rice, bread or potatoes. Drink water instead of soda."
            ),
            "Walk after meals, even for ten minutes. Begin with what you can do and add a little each week.",
            "If food runs out before the month does, tell us. There is help near you.",
        ),
    ),
    "diabetes-feelings": Words(
        "When diabetes wears you down",
        (
            (
                "Diabetes asks for attention every day, and nobody does all of it every day. Feeling tired of it, "
                "worried or guilty is common."
            ),
            (
                "Choose one thing to do this week and let the rest wait. Talk with somebody you trust, and tell "
                "your doctor how you feel."
            ),
            "If you feel hopeless for two weeks, or think of harming yourself, call or text 988 at any hour.",
        ),
    ),
    "diabetes-action-plan": Words(
        "Your plan for sick days",
        (
            (
                "Fill this in with your doctor. When you are ill, do not stop your insulin or tablets unless your "
                "doctor wrote so. Check your sugar every four hours and drink something every hour."
            ),
            (
                "Call the doctor's office when your sugar stays above the number on this plan, when you vomit, or "
                "when a fever lasts more than a day."
            ),
            ("Call 911 when breathing is deep and fast, when you are confused, or when you cannot keep water down."),
        ),
    ),
}
