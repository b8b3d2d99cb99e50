"""Speak HTTP: paths, methods, keys and statuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lambda_service.answers import Document, failure_document, http_response, prediction_document
from lambda_service.auth import Doorkeeper
from lambda_service.bodies import read_body
from lambda_service.call import Call
from lambda_service.cors import cors_headers
from lambda_service.events import HttpRequest
from lambda_service.failures import Failure, MethodNotAllowedError, NotFoundError
from lambda_service.page import Page
from lambda_service.page_answers import answer_page, is_page
from lambda_service.service import Service

ROUTES: Final[Mapping[str, str]] = {"/": "GET", "/classify": "POST", "/health": "GET"}
"""Path to its method, beside OPTIONS. The page for phones lies below `page_answers.ROOT`."""


class Routes:
    """Answers HTTP requests. Safe to share between threads."""

    def __init__(self, service: Service, page: Page | None) -> None:
        """Put a service on HTTP.

        Args:
            service: What answers.
            page: The page for phones, where there is one.
        """
        self._service = service
        self._page = page
        self._doorkeeper = Doorkeeper(service.settings.keys)

    def answer(self, request: HttpRequest, call: Call) -> Document:
        """Answer a request.

        Args:
            request: What was asked.
            call: Is told what the log will say.

        Returns:
            The response.

        Raises:
            PetsightError: There is no answer; `refuse` makes a response of that.
        """
        path = _route(request)
        if is_page(path):
            return answer_page(self._page, path, request, call)
        if request.method == "OPTIONS":  # a browser asks this without the key
            allow = f"{ROUTES[path]}, OPTIONS"
            headers = {"allow": allow, **self._cors(request, allow)}
            call.status = 204
            return http_response(204, None, headers, call)
        if request.method != ROUTES[path]:
            raise MethodNotAllowedError(f"{ROUTES[path]}, OPTIONS")
        return http_response(200, self._document(path, request, call), self._cors(request), call)

    def refuse(self, failure: Failure, request: HttpRequest | None, call: Call) -> Document:
        """Turn a failure into a response.

        Args:
            failure: What to say.
            request: None where the event could not be read as one.
            call: Its id goes into the answer.

        Returns:
            The response.
        """
        cors = self._cors(request) if request is not None else {}
        headers = {**failure.headers, **cors}
        return http_response(failure.status, failure_document(failure, call), headers, call)

    def _document(self, path: str, request: HttpRequest, call: Call) -> Document:
        if path == "/health":
            return {"status": "ok", "request_id": call.request_id}
        self._doorkeeper.check(request.headers)
        if path == "/":
            return self._service.information(call)
        with call.stage("read"):
            question = read_body(request)
        return prediction_document(self._service.answer(question, call), call)

    def _cors(self, request: HttpRequest, allow: str | None = None) -> dict[str, str]:
        return cors_headers(self._service.settings.cors_origins, request.headers, allow)


def _route(request: HttpRequest) -> str:
    """Find the route; API Gateway may put its stage's name in front of the path.

    The name may be one of ours too, and then the shorter path is the page's, not the longer one.
    """
    prefix = f"/{request.stage}" if request.stage else ""
    unstaged = request.path.removeprefix(prefix)
    for path in (request.path, unstaged):
        route = path.rstrip("/") or "/"
        if route in ROUTES:
            return route
    for path in (unstaged, request.path):
        if is_page(path):
            return path
    raise NotFoundError("there is nothing at this path")
