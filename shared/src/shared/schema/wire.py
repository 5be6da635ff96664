"""What every JSON shape has in common."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


class Wire(BaseModel):
    """A JSON object of the contract: unknown members are refused, values are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _decimal_text(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise ValueError("give the amount as a decimal string")
    return value


def _day_text(value: Any) -> Any:
    if not isinstance(value, date) and not (isinstance(value, str) and DAY.fullmatch(value)):
        raise ValueError("give the day as YYYY-MM-DD")
    return value


def _instant_text(value: Any) -> Any:
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            return value
    elif isinstance(value, str) and INSTANT.fullmatch(value) and "1900" <= value[:4] < "2200":
        return value
    raise ValueError("give the instant as RFC 3339 with its offset, for example 2026-03-01T10:00:00Z")


Money = Annotated[Decimal, BeforeValidator(_decimal_text), PlainSerializer(lambda amount: format(amount, ".2f"), str)]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant_text),
    PlainSerializer(lambda at: at.isoformat().replace("+00:00", "Z"), str, when_used="json-unless-none"),
]
Day = Annotated[date, BeforeValidator(_day_text), Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
Units = Annotated[int, Field(strict=True, ge=-1_000_000, le=1_000_000)]
