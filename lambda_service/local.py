"""A development server: the service on this machine, without AWS and without a container.

    python -m lambda_service.local --port 8080

FOR DEVELOPMENT ONLY. It listens on 127.0.0.1 without encryption and does what Lambda does around a
function: requests become genuine Function URL events, pass through JSON, and get 429 where too many
are under way. It isolates nothing: all calls share one process.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import signal
import sys
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambda_service import logs
from lambda_service.local_event import Request, Response, make_event, make_response
from lambda_service.local_http import MAX_BODY, LoopbackServer, refusal
from lambda_service.local_log import short_line
from petsight.errors import PetsightError
from petsight.loading import loading

CONCURRENCY: Final = 10
"""Requests under way at once, as in a new AWS account."""
TIMEOUT_S: Final = 20.0
"""What the function is told that it has; nothing ends it here."""

Handler = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What the service uses of Lambda's context object.

    Attributes:
        aws_request_id: Names the invocation.
        deadline: When its time is up, on the monotonic clock.
    """

    aws_request_id: str
    deadline: float

    def get_remaining_time_in_millis(self) -> int:
        """Return the time that is left, in milliseconds, 0 at least."""
        return max(0, int((self.deadline - time.monotonic()) * 1000))


class _Function:
    """A handler with what Lambda puts around it."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._places = threading.BoundedSemaphore(CONCURRENCY)

    def answer(self, request: Request) -> Response:
        if not self._places.acquire(blocking=False):
            return refusal(429, "throttled", "too many requests at once", {"retry-after": "1"})
        try:
            return self._invoke(request)
        finally:
            self._places.release()

    def _invoke(self, request: Request) -> Response:
        request_id = str(uuid.uuid4())
        # Through JSON and back, so that both sides only ever see what they would see on Lambda.
        payload = json.dumps(make_event(request, request_id), ensure_ascii=False)
        if len(payload.encode()) > MAX_BODY:
            return refusal(413, "too_large", "with what Lambda adds, the request is over 6 MB")
        try:
            context = Context(request_id, time.monotonic() + TIMEOUT_S)
            result = self._handler(json.loads(payload), context)
            return make_response(json.loads(json.dumps(result)))
        except Exception:  # noqa: BLE001 - whatever it is, Lambda would go on
            traceback.print_exc()  # for the developer; the client learns nothing of it
            return refusal(502, "internal", "the function failed")


class LocalServer:
    """The service at a URL on this machine, while a `with` block lasts.

        with LocalServer() as server:
            requests.get(server.url)

    Attributes:
        url: Without a slash at the end.
    """

    def __init__(self, port: int = 0, handler: Handler | None = None) -> None:
        """Bind the port.

        Args:
            port: A TCP port; 0 picks one that is free.
            handler: The function; by default the service's, set up by the environment.

        Raises:
            OSError: The port is taken or not allowed.
            PetsightError: The service cannot start; the sentence says why.
        """
        self._server = LoopbackServer(port, _Function(handler or _service()).answer)
        self._thread = threading.Thread(target=self.serve, name="petsight-local")
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def serve(self) -> None:
        """Answer requests until something interrupts."""
        self._server.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        """Answer what is under way, then free the port and end every thread."""
        self._server.server_close()

    def __enter__(self) -> LocalServer:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self.close()


def _service() -> Handler:
    from lambda_service.handler import handler  # reads the settings and loads the model

    return handler


def main(argv: Sequence[str] | None = None) -> int:
    """Run the development server until Ctrl-C or SIGTERM.

    Args:
        argv: The arguments; by default those of the process.

    Returns:
        0 after a quiet end, 2 if the server cannot start.
    """
    port = _make_parser().parse_args(argv).port
    logs.write_as = short_line
    try:
        with loading():
            made = LocalServer(port)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.closing(made) as server:
            sys.stdout.write(f"listening on {server.url} (development only)\n")
            sys.stdout.flush()
            with contextlib.suppress(KeyboardInterrupt):
                server.serve()
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl-C ends without waiting
    except KeyboardInterrupt:
        pass
    except PetsightError as exc:
        return _fail(exc.message)
    except OSError as exc:
        return _fail(f"port {port} cannot be had ({exc.strerror or exc})")
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lambda_service.local",
        description="Serve the Lambda function on 127.0.0.1. For development only.",
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=8080,
        metavar="N",
        help="a TCP port, 8080 if not given; 0 picks one that is free",
    )
    return parser


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) >= 2**16:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def _fail(sentence: str) -> int:
    sys.stderr.write(f"petsight: {sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
