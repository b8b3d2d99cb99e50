"""Read the screen as a screen reader does: by AT-SPI, from another process.

The system's Python runs it, which has the bindings; so it imports nothing of the project's. Each
line that comes in is a request, and each line that goes out is its answer, both in JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version must be named first

STATES = ("SHOWING", "FOCUSED", "CHECKED", "SELECTED", "ENABLED")


def program(name: str) -> Any:
    """Find a running program by its name."""
    running = children(Atspi.get_desktop(0))
    return next((child for child in running if child.get_name() == name), None)


def children(node: Any) -> list[Any]:
    """Return the children that are still there."""
    found = (node.get_child_at_index(index) for index in range(node.get_child_count()))
    return [child for child in found if child is not None]


def described(node: Any) -> dict[str, Any]:
    """Return the plain form of an object and all that is inside."""
    component, states = node.get_component_iface(), node.get_state_set()
    place = component and component.get_extents(Atspi.CoordType.SCREEN)
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "place": place and [place.x, place.y, place.width, place.height],
        "states": [
            name.lower() for name in STATES if states.contains(getattr(Atspi.StateType, name))
        ],
        "children": [described(child) for child in children(node)],
    }


def search(node: Any, name: str) -> Any:
    """Return the first object of that name that is to be seen and can be acted upon."""
    showing = node.get_state_set().contains(Atspi.StateType.SHOWING)
    if node.get_name() == name and showing and node.get_action_iface():
        return node
    return next((hit for child in children(node) if (hit := search(child, name))), None)


def answer(request: dict[str, str]) -> Any:
    """Do what a request asks for."""
    root = program(request["program"])
    if root is None:
        return None
    if request["do"] == "tree":
        return described(root)
    node = search(root, request["name"])
    return bool(node and node.get_action_iface().do_action(0))


def main() -> None:
    """Answer until nobody asks any more."""
    for line in sys.stdin:
        try:
            result = answer(json.loads(line))
        except GLib.Error:  # the program changed its window or ended meanwhile
            result = None
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
