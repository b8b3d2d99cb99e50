"""Answer an event of any kind, and never fail without saying so."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from typing import Any

from lambda_service.answers import Document, failure_document, prediction_document
from lambda_service.archive import Archive, RetryError
from lambda_service.call import Call, Context
from lambda_service.documents import read_document
from lambda_service.events import HTTP, HttpRequest, Kind, http_request, recognise
from lambda_service.failures import INTERNAL, UnsupportedEventError, failure_of
from lambda_service.logs import log_call, log_fault
from lambda_service.metrics import metric_fields
from lambda_service.page import Page
from lambda_service.routes import Routes
from lambda_service.service import Service
from lambda_service.settings import Settings


class Application:
    """The service as Lambda sees it. Safe to share between threads."""

    def __init__(self, settings: Settings, page: Page | None = None) -> None:
        """Load the model and get ready.

        Args:
            settings: How the service was set up.
            page: The page for phones, where there is one.
        """
        self._service = Service(settings)
        self._routes = Routes(self._service, page)
        self._archive = Archive(self._service)
        self._numbers = itertools.count()

    def handle(self, event: Any, context: Context) -> Document:
        """Answer an event.

        Args:
            event: Made from any JSON.
            context: Lambda's.

        Returns:
            For HTTP a response, else the document itself; a failure has a document too.

        Raises:
            RetryError: An event of S3 is not done. Lambda calls again and in the end keeps the
                event; a document would count as done.
        """
        start = time.perf_counter()
        # Counting is a single step, so that only one thread is ever first.
        call = Call(context, cold_start=next(self._numbers) == 0, kind=recognise(event))
        request: HttpRequest | None = None
        try:
            if call.kind in HTTP:
                request = http_request(event, call.kind)
                return self._routes.answer(request, call)
            return self._invoke(event, call)
        except RetryError:
            call.status, call.code = INTERNAL.status, "retry"
            raise
        except Exception as exc:  # noqa: BLE001 - whatever it is, the next event must be answered
            return self._refuse(exc, request, call)
        finally:
            duration_ms = (time.perf_counter() - start) * 1e3
            log_call(call, metric_fields(call, self._service.settings.function, duration_ms))

    def _invoke(self, event: Mapping[str, Any], call: Call) -> Document:
        if call.kind is Kind.S3:
            return self._archive.answer(event, call)
        if call.kind in (Kind.PING, Kind.SCHEDULE):
            return self._service.information(call)
        if call.kind is Kind.UNKNOWN:
            raise UnsupportedEventError("this is no event that the service knows")
        prediction = self._service.answer(read_document(event), call)
        if call.kind is Kind.URL:
            return dict(prediction.to_dict()["scores"])
        return prediction_document(prediction, call)

    def _refuse(self, exc: Exception, request: HttpRequest | None, call: Call) -> Document:
        failure = failure_of(exc)
        call.status, call.code = failure.status, failure.code
        if failure.status >= INTERNAL.status:
            log_fault(exc, call)
        if call.kind is Kind.S3:
            call.status = INTERNAL.status
            raise RetryError(failure.message) from None
        if call.kind in HTTP:
            return self._routes.refuse(failure, request, call)
        return failure_document(failure, call)
