"""Case management as disease asks it: a desk that grants or defers contacts, or answers something else."""

from typing import Any

import orjson

from shared.runtime.edge import Message, Receive, Scope, Send


class CapDesk:
    """Grants every contact until told otherwise, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.status = 200
        self.answer: Any = {"id": "R1", "status": "granted", "deferred_until": None, "findings": []}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        message: Message = await receive()
        self.asked.append(orjson.loads(message["body"]))
        self.paths.append(scope["path"])
        body = orjson.dumps(self.answer)
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": body})
