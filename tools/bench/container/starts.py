"""How long a container takes from its first request to the answer, and a warm one for the next."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Final

from tests.container.engine import Engine
from tests.container.running import Container, run_container, run_script, with_model
from tools.bench.figures import Figure

HERE: Final = Path(__file__).parent
COLD_START_S: Final = 0.40
INIT_S: Final = 0.30
HANDLER_ALLOWANCE_MS: Final = 2.0
MEMORY: Final = "--memory=2048m"


def figure(tier: str, name: str, measured: float, unit: str, wanted: float | None = None) -> Figure:
    """Return a figure; a model other than the small one is named, and has no limit."""
    if tier == "edge":
        return Figure(name, measured, unit, wanted)
    return Figure(f"{tier} model: {name}", measured, unit)


def cold_figures(
    engine: Engine, image: str, picture: bytes, rounds: int, tier: str = "edge"
) -> list[Figure]:
    """Measure the first request of new containers, whose port is open already.

    Args:
        engine: What runs them.
        image: The image's name.
        picture: What they are asked.
        rounds: How many containers.
        tier: Whose model answers; only the small one's has a limit.

    Returns:
        Best and median.
    """
    seconds = []
    for _ in range(rounds):
        with run_container(engine, image, MEMORY, with_model(tier)) as container:
            seconds.append(_asked(container, picture))
    return [
        figure(tier, "cold start, request to first answer, best", min(seconds), "s", COLD_START_S),
        figure(tier, "cold start, median", statistics.median(seconds), "s"),
    ]


def inside_figures(engine: Engine, image: str, picture: Path, rounds: int) -> list[Figure]:
    """Measure inside the image, without emulator and network.

    Args:
        engine: What runs it.
        image: The image's name.
        picture: What the handler is asked.
        rounds: How many processes.

    Returns:
        The import of the handler, which loads the model, and the warm handler beside the core.
    """
    mount = f"--volume={picture}:/picture.jpg:ro"
    script = HERE / "inside.py"
    options = (MEMORY, mount, with_model("edge"))
    runs = [run_script(engine, image, script, *options) for _ in range(rounds)]
    core_ms = min(run["core_ms"] for run in runs)
    handler_ms = min(run["handler_ms"] for run in runs)
    wanted = core_ms + HANDLER_ALLOWANCE_MS
    return [
        Figure("init: import and model, best", min(run["init_s"] for run in runs), "s", INIT_S),
        Figure("init, median", statistics.median(run["init_s"] for run in runs), "s"),
        Figure("500 px: the core, from bytes to answer", core_ms, "ms"),
        Figure("500 px: warm handler", handler_ms, "ms", wanted),
    ]


def warm_figures(engine: Engine, image: str, picture: bytes, rounds: int) -> list[Figure]:
    """Measure round trips through the emulator, and those of a handler that does nothing.

    Args:
        engine: What runs both.
        image: The image's name.
        picture: What both are sent.
        rounds: How many requests to each, in turn.

    Returns:
        The medians.
    """
    mount = f"--volume={HERE / 'empty_handler.py'}:/var/task/empty_handler.py:ro"
    empty = run_container(engine, image, MEMORY, mount, command=["empty_handler.handler"])
    serving = run_container(engine, image, MEMORY, with_model("edge"))
    with serving as container, empty as idle:
        for one in (container, idle):
            _asked(one, picture)
        pairs = [(_asked(container, picture), _asked(idle, picture)) for _ in range(rounds)]
    answered, nothing = (statistics.median(times) * 1e3 for times in zip(*pairs, strict=True))
    return [
        Figure("500 px: warm round trip, median", answered, "ms"),
        Figure("empty handler: round trip, median", nothing, "ms"),
    ]


def _asked(container: Container, picture: bytes) -> float:
    start = time.perf_counter()
    reply = container.ask(picture)
    seconds = time.perf_counter() - start
    if reply.status != 200:
        raise RuntimeError(f"the container answered {reply.status}: {reply.body[:200]!r}")
    return seconds
