"""Where contents of documents are kept: behind two calls, in a folder or in an S3-compatible bucket."""

import asyncio
import os
from dataclasses import dataclass
from datetime import timedelta
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


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """`endpoint` None means AWS. Without keys they are found as AWS clients find them (environment, role)."""

    bucket: str
    endpoint: str | None = None
    region: str = "us-east-1"
    access_key: str | None = None
    secret_key: str | None = None


class Bucket:
    """One object per content. A bucket that is away is an `OSError`, as a disk that is away."""

    def __init__(self, place: BucketPlace) -> None:
        # Here and not above: who keeps contents in a folder does not wait for it at start.
        from obstore.store import S3Store

        keys = {"access_key_id": place.access_key, "secret_access_key": place.secret_key, "endpoint": place.endpoint}
        self._store = S3Store(
            place.bucket,
            region=place.region,
            virtual_hosted_style_request=place.endpoint is None,
            client_options={
                "timeout": timedelta(seconds=10),
                "connect_timeout": timedelta(seconds=3),
                "allow_http": bool(place.endpoint and place.endpoint.startswith("http://")),
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
            **{name: value for name, value in keys.items() if value is not None},  # type: ignore[arg-type]
        )

    async def keep(self, key: str, content: bytes) -> None:
        from obstore.exceptions import BaseError

        try:
            await self._store.put_async(key, content)
        except BaseError:
            raise OSError("the bucket of documents does not answer") from None

    async def read(self, key: str) -> bytes | None:
        from obstore.exceptions import BaseError

        try:
            found = await self._store.get_async(key)
            return bytes(await found.bytes_async())
        except FileNotFoundError:
            return None
        except BaseError:
            raise OSError("the bucket of documents does not answer") from None
