"""The least that a handler can do: what remains of a round trip is the emulator and the client."""

from typing import Any


def handler(event: Any, context: Any) -> dict[str, Any]:  # noqa: ARG001 - Lambda passes both
    """Answer anything with nothing."""
    return {}
