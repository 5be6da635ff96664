"""Draft."""

from harmony.demo.case_management.scene import Scene


async def a_pregnant_teenager(scene: Scene) -> None:
    del scene
