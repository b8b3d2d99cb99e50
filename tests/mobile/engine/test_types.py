"""TypeScript's own checks, for the engine and the page alike."""

from __future__ import annotations

from tests.mobile import node


def test_the_sources_have_sound_types() -> None:
    node.packages()
    node.run(["npm", "run", "--silent", "check"])
