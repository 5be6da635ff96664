"""The stories that can be told, and telling one."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import httpx

from harmony.demo import case_management, disease, service_plans
from harmony.demo.narrator import Narrator
from harmony.demo.system import ANSWER_SECONDS, answers, temporary_system
from harmony.demo.teller import Teller

STORIES: dict[str, Callable[[Teller], Awaitable[object]]] = {
    "service-plans": service_plans.tell,
    "case-management": case_management.tell,
    "disease": disease.tell,
}


async def tell_story(story: str, url: str, temporary: bool, narrator: Narrator | None = None) -> None:
    """On the system at `url` if it answers and no temporary one is asked for. Raises `StoryBroken`, `SetupProblem`."""
    narrator = narrator or Narrator()
    async with AsyncExitStack() as stack:
        if temporary or not await answers(url):
            if not temporary:
                narrator.say(f"No Harmony answers at {url}, so a temporary one is started.")
            url = await stack.enter_async_context(temporary_system())
        narrator.say(f"The story is told on {url}.")
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=url, timeout=ANSWER_SECONDS))
        await STORIES[story](Teller(client, narrator))
        narrator.end()
