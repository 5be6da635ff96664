"""A page of a list."""

from typing import Generic, TypeVar

from pydantic import BaseModel

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """`next` is the cursor of the following page, null on the last one."""

    items: list[Item]
    next: str | None = None
