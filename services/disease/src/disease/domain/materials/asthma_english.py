"""Asthma material in English: our own words."""

from disease.domain.materials.material import Words

ENGLISH = {
    "asthma-welcome": Words(
        "Welcome to the asthma program",
        (
            (
                "You are enrolled in a program for people with asthma. It is free and part of your health plan. You "
                "get short letters like this one, newsletters, and more material whenever you ask for it. If your "
                "asthma gives you much trouble, a nurse calls you too."
            ),
            (
                "You do not have to take part. If you do not want to, call us, write to us, or tell any nurse of "
                "the plan. Your coverage and your care stay exactly the same, and you can come back at any time."
            ),
            "If you use a TTY, or if you prefer another language, tell us. An interpreter costs nothing.",
        ),
    ),
    "asthma-basics": Words(
        "What asthma does, and what you can do",
        (
            (
                "In asthma the airways are swollen and easily upset. They tighten, and breathing becomes hard work. "
                "Many people feel well for weeks although the swelling is still there."
            ),
            (
                "Controller medicine calms the swelling and works only when it is taken every day. Reliever "
                "medicine opens the airways quickly when you feel tight. If you need your reliever on more than two "
                "days a week, tell your doctor: your asthma is not under control."
            ),
            (
                "Call 911 when you cannot speak a full sentence, when lips or fingernails turn blue, or when the "
                "reliever does not help."
            ),
        ),
    ),
    "asthma-inhaler": Words(
        "Getting all of your medicine out of the inhaler",
        (
            (
                "Shake the inhaler and breathe out. Put it to your mouth, or to the spacer, press once, and breathe "
                "in slowly and deeply. Hold your breath while you count to ten. Wait a minute before the next puff."
            ),
            "A spacer helps most people, and every child. Rinse your mouth after controller medicine.",
            (
                "Bring your inhaler to your next visit and show how you use it. Small mistakes are common and easy "
                "to mend."
            ),
        ),
    ),
    "asthma-triggers": Words(
        "Finding out what sets your asthma off",
        (
            (
                "Smoke, dust, mould, pests, pets, cold air, strong smells, and colds set off asthma in many people. "
                "Write down where you were and what you did when you felt tight: the pattern tells you what to "
                "avoid."
            ),
            (
                "Nobody should smoke or vape in your home or car. Wash bedding in hot water, dry damp places, and "
                "close up food so that pests stay away."
            ),
            "Ask your doctor about the flu shot every autumn.",
        ),
    ),
    "asthma-visits": Words(
        "After the emergency room, and before the next time",
        (
            (
                "See your own doctor within a month of every visit to the emergency room and every hospital stay, "
                "also when you feel well again. That visit is when your medicine is set right."
            ),
            (
                "Take along all your medicines and what the hospital gave you on paper. Ask what to do when the "
                "first signs come back."
            ),
            "If you have no way to get there, call us. We help with rides and appointments.",
        ),
    ),
    "asthma-school-and-work": Words(
        "Asthma at school and at work",
        (
            (
                "School and work go better when somebody there knows about your asthma, has your plan, and can "
                "reach your reliever. A child who is old enough should carry it."
            ),
            (
                "Exercise is good for people with asthma. If it makes you tight, a puff of reliever before it often "
                "helps: ask your doctor."
            ),
            "Count the days that asthma keeps you at home, and tell your doctor the number.",
        ),
    ),
    "asthma-feelings": Words(
        "When asthma wears you down",
        (
            (
                "Not getting air is frightening, and a long illness is tiring. Feeling worried, low or angry about "
                "it is common and nobody's fault."
            ),
            (
                "Talk with somebody you trust and with your doctor. It helps to write your questions down before a "
                "visit and to bring a friend."
            ),
            "If you feel hopeless for two weeks, or think of harming yourself, call or text 988 at any hour.",
        ),
    ),
    "asthma-action-plan": Words(
        "Your asthma action plan",
        (
            (
                "Fill this in with your doctor and hang it up. GREEN, you breathe well, sleep through, and do all "
                "you want: take your controller every day."
            ),
            (
                "YELLOW, you cough, wheeze, feel tight, or wake at night: use your reliever as your doctor wrote, "
                "and call the doctor's office today if you are still in yellow tomorrow."
            ),
            (
                "RED, medicine does not help, breathing is hard and fast, you cannot walk or talk well: use your "
                "reliever now and call 911."
            ),
        ),
    ),
}
