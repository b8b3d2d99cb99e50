"""The real app, observed: `python -m tools.bench.desktop.probe TASK [ARGUMENT]... [-- PATH]...`.

Paths are the app's own arguments. The findings go to standard output as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from desktop.main import hasten
from desktop.main import main as run

if TYPE_CHECKING:
    from desktop.bridge.settings import Settings
    from tools.bench.desktop.observed import ObservedWindow


def main(words: list[str]) -> None:
    """Run the app with a task until the task is done."""
    cut = words.index("--") if "--" in words else len(words)
    (task, *arguments), paths = words[:cut], words[cut + 1 :]
    windows: list[ObservedWindow] = []
    hasten()
    from desktop import app
    from tools.bench.desktop import observed

    def open_window(settings: Settings) -> ObservedWindow:
        windows.append(observed.ObservedWindow(task, arguments, settings))
        return windows[0]

    vars(app).update(MainWindow=open_window)
    run(paths)
    sys.stdout.write(json.dumps(windows[0].findings) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
