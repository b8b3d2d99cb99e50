"""Serve the built page for phones on this machine: `python -m tools.serve_page`.

FOR DEVELOPMENT ONLY, like the server behind it. Browsers count 127.0.0.1 as a secure address, so
that camera and offline use work there. A phone on a cable can be given the same address; at any
other one of this machine it would have neither.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from typing import Final

from lambda_service import logs
from lambda_service.local import LocalServer
from lambda_service.local_log import short_line

TEXT: Final = """\
The page for phones: {url}/app/ (Ctrl-C ends)
On an Android phone by cable: adb reverse tcp:{port} tcp:{port}, then the same address
"""


def main() -> None:
    """Serve until Ctrl-C or SIGTERM."""
    logs.write_as = short_line
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), contextlib.closing(LocalServer()) as server:
        sys.stdout.write(TEXT.format(url=server.url, port=server.url.rpartition(":")[2]))
        sys.stdout.flush()
        server.serve()


if __name__ == "__main__":
    main()
