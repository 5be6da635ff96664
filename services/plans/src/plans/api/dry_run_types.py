"""Days, amounts and names as the dry run reads them."""

from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

CLOSED = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)


class CalendarDate:
    """`YYYY-MM-DD` and nothing else; pydantic by itself would take a number of seconds in a string for a date."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.chain_schema(
            [
                core_schema.str_schema(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", strip_whitespace=False),
                core_schema.date_schema(strict=False, ge=date(1900, 1, 1), le=date(2200, 12, 31)),
            ]
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


Day: TypeAlias = Annotated[date, CalendarDate]
Count: TypeAlias = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=100)]
Amount: TypeAlias = Annotated[str, Field(pattern=r"^\d{1,12}(\.\d{1,2})?$")]
Modifier: TypeAlias = Annotated[str, Field(min_length=1, max_length=8)]
