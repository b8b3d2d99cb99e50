"""Write one line of JSON for each call, and one more for each fault of the service's own.

At the start there may be a line too, about what the service has to do without.

No line holds what a caller sent: no picture, name, key, address or header. For the same reason a
fault is described by its type and its place in the code; an exception's text may quote anything.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from typing import Any

from lambda_service.call import Call

write_as: Callable[[dict[str, Any]], str] = json.dumps
"""How an entry becomes a line; the development server has a form for people."""


def log_start(message: str) -> None:
    """Write what whoever runs the service should know before the first call.

    Args:
        message: One sentence.
    """
    _write({"level": "INFO", "start": message})


def log_call(call: Call, metrics: dict[str, Any]) -> None:
    """Write the line of a call at its end.

    Args:
        call: The call.
        metrics: More fields, which CloudWatch counts.
    """
    _write(
        {
            "level": "ERROR" if call.status >= 500 else "INFO",
            "request_id": call.request_id,
            "event": call.kind,
            "cold_start": call.cold_start,
            "status": call.status,
            "code": call.code,
            "label": call.label,
            "image_bytes": call.image_bytes,
            "pictures": call.counts or None,
            "stages_ms": {stage: round(ms, 2) for stage, ms in call.stages.items()},
            **metrics,
        }
    )


def log_fault(exc: BaseException, call: Call, detail: str | None = None) -> None:
    """Write where the service failed.

    Args:
        exc: What was raised.
        call: The call in which it was.
        detail: What is known of the cause and quotes no caller, such as an error code of AWS.
    """
    _write(
        {
            "level": "ERROR",
            "request_id": call.request_id,
            "fault": [_describe(one) for one in _chain(exc)],
            "detail": detail,
        }
    )


def _chain(exc: BaseException) -> list[BaseException]:
    chain = [exc]
    while cause := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(cause)
    return chain


def _describe(exc: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(exc.__traceback__)
    return {
        "type": f"{type(exc).__module__}.{type(exc).__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _write(line: dict[str, Any]) -> None:
    # One write a line, so that lines of the development server's threads do not mix.
    sys.stdout.write(write_as(line) + "\n")
    sys.stdout.flush()
