"""Numbers for people: short, with a check digit, so that a slip of the pen is noticed."""


def with_check_digit(digits: str) -> str:
    """Append the Luhn check digit to a string of decimal digits."""
    return digits + str(-_luhn_sum(digits + "0") % 10)


def has_valid_check_digit(number: str) -> bool:
    return number.isdigit() and len(number) > 1 and _luhn_sum(number) % 10 == 0


def _luhn_sum(number: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total
