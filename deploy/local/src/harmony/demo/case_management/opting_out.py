"""Draft."""

from harmony.demo.case_management.scene import Scene


async def a_member_leaves_and_comes_back(scene: Scene) -> None:
    del scene
