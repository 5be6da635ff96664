"""Where contents of documents are kept: behind two calls, in a folder."""

import asyncio
import os
from pathlib import Path
from typing import Protocol


class DocumentStore(Protocol):
    async def keep(self, key: str, content: bytes) -> None:
        """Keep the content for good; a key is used once."""

    async def read(self, key: str) -> bytes | None:
        """None when nothing is kept under the key."""


class Folder:
    """One file per content, in sub-folders by the last two characters of the key, which says nothing of its content."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def keep(self, key: str, content: bytes) -> None:
        await asyncio.to_thread(self._write, self._root / key[-2:] / key, content)

    async def read(self, key: str) -> bytes | None:
        try:
            return await asyncio.to_thread((self._root / key[-2:] / key).read_bytes)
        except FileNotFoundError:
            return None

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        """Under another name until all of it is on the disk."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
