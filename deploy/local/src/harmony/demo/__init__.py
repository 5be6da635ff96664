"""`harmony demo`: a story told through the public API, each step checked and printed as a person would read it."""

import asyncio
import signal
import sys
from typing import Annotated

import typer

from harmony.problem import SetupProblem


def command(
    story: Annotated[str, typer.Argument(help="Which story to tell.")] = "service-plans",
    url: Annotated[str, typer.Option(help="A running Harmony to tell it on.")] = "http://127.0.0.1:8000",
    temporary: Annotated[
        bool, typer.Option("--temporary", help="Tell it on a Harmony of its own, removed afterwards.")
    ] = False,
) -> None:
    """Walk a story through Harmony and check every answer; ends with 1 where an answer is not the story's."""
    from harmony.demo.stories import STORIES

    if story not in STORIES:
        raise SetupProblem(f"There is no story {story}. The stories are: {', '.join(STORIES)}.")
    sys.exit(asyncio.run(_until_stopped(story, url.rstrip("/"), temporary)))


async def _until_stopped(story: str, url: str, temporary: bool) -> int:
    """SIGTERM ends the story as Ctrl-C does, so that a temporary system is stopped and removed."""
    from harmony.demo.stories import tell_story

    telling = asyncio.create_task(tell_story(story, url, temporary))
    terminated = asyncio.Event()

    def terminate() -> None:
        terminated.set()
        telling.cancel()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminate)
    try:
        await telling
    except asyncio.CancelledError:
        if not terminated.is_set():
            raise
        return 128 + signal.SIGTERM
    return 0
