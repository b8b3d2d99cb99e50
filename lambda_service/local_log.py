"""The service's log for who develops: a short line a call.

    14:02:11  6f09f251  200  cat               1,703 bytes      23.5 ms

Time, the beginning of the request id, status, the answer or the failure's code, size of the
picture, duration.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any, Final

_ANSWER: Final = 12
"""Columns of most answers and codes; a longer one shifts the rest of its line."""
_BYTES: Final = len("4,613,734 bytes")


def short_line(entry: Mapping[str, Any]) -> str:
    """Write an entry of the log as one line.

    Args:
        entry: What `lambda_service.logs` would write as JSON.

    Returns:
        The line; a fault, which a developer reads closely, as JSON.
    """
    now = time.strftime("%H:%M:%S")
    if "start" in entry:
        return f"{now}  {entry['start']}"
    if "fault" in entry:
        return json.dumps(entry)
    answer = entry["label"] or entry["code"] or ""
    size = "" if entry["image_bytes"] is None else f"{entry['image_bytes']:,} bytes"
    return (
        f"{now}  {entry['request_id'][:8]}  {entry['status']}  {answer:{_ANSWER}}  "
        f"{size:>{_BYTES}}  {entry['Duration']:8.1f} ms"
    )
