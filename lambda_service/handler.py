"""The function that AWS Lambda calls: `lambda_service.handler.handler`.

Settings and the page's list are read and the model is loaded when this module is imported, which
Lambda does once for each process, before the first call and at full processor speed.
"""

from __future__ import annotations

import os
from typing import Any, Final

from lambda_service.application import Application
from lambda_service.archive import RetryError
from lambda_service.call import Context
from lambda_service.logs import log_start
from lambda_service.page import read_page
from lambda_service.settings import read_settings

_PAGE: Final = read_page()
_APPLICATION: Final = Application(read_settings(os.environ), _PAGE)
if _PAGE is None:
    log_start("the page for phones was not built, so that GET /app answers 404")


def handler(event: Any, context: Context) -> dict[str, Any]:
    """Answer an event; see `Application.handle`.

    Args:
        event: Made from any JSON.
        context: Lambda's.

    Returns:
        For HTTP a response, else the document itself (`docs/cloud.md`).

    Raises:
        RetryError: As there. Lambda shows its stack trace to who invoked, so that it starts here.
    """
    try:
        return _APPLICATION.handle(event, context)
    except RetryError as exc:
        raise exc.with_traceback(None) from None
