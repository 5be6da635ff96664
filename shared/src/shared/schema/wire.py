"""What every JSON shape has in common."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer
from pydantic.functional_validators import BeforeValidator


class Wire(BaseModel):
    """A JSON object of the contract: unknown members are refused, values are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, ser_json_timedelta="iso8601")


def _decimal_text(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise ValueError("give the amount as a decimal string")
    return value


Money = Annotated[Decimal, BeforeValidator(_decimal_text), PlainSerializer(lambda amount: format(amount, ".2f"), str)]
Instant = Annotated[
    datetime, PlainSerializer(lambda at: at.isoformat().replace("+00:00", "Z"), str, when_used="json-unless-none")
]
