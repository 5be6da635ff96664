"""What a person has to put right before Harmony can go on."""


class SetupProblem(Exception):
    """The text is complete, plain sentences for the person at the keyboard; it is shown without a traceback."""
