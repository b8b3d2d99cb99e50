"""Answer pictures by an endpoint."""

from __future__ import annotations

import base64
import io
import json
import threading
import time
from concurrent.futures import Future
from types import TracebackType
from typing import TYPE_CHECKING, Final, Literal, Self

from PIL import Image

from petsight.cloud.breaker import Breaker
from petsight.cloud.credentials import Authentication, given_key
from petsight.cloud.documents import Document, EndpointInfo, read_answer, read_info
from petsight.cloud.endpoint import parse_endpoint
from petsight.cloud.retry import closed_error
from petsight.cloud.timing import Deadline, Timeouts
from petsight.errors import CloudError
from petsight.prediction import Prediction
from petsight.preprocess import PREPROCESS_ID, to_input

if TYPE_CHECKING:
    from petsight.cloud.conversation import Conversation

IN_FLIGHT: Final = 8
"""Requests that are under way at a time, unless somebody asks for another number."""


class CloudClassifier:
    """Answers with the model of an endpoint. Safe to share between threads.

    Only pixels leave this machine: the upright picture stretched to the size of the endpoint's
    model, as a PNG without metadata. Nothing is contacted, and `requests` is not even imported,
    before the first picture.
    """

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        auth: Literal["iam"] | None = None,
        timeouts: Timeouts | None = None,
        concurrency: int = IN_FLIGHT,
    ) -> None:
        """Take note of an endpoint.

        Args:
            url: A Function URL, API Gateway, the development server, or the emulator's URL, which
                ends in `/invocations`.
            key: The endpoint's key; by default that of `PETSIGHT_API_KEY`, else of the system's key
                store under the service "petsight" and the URL's origin. It travels in the header
                `x-api-key` alone.
            auth: "iam" signs requests for AWS. Without a key, those to a host of AWS are signed in
                any case if botocore and credentials are there.
            timeouts: What one picture may cost in time, and how long a dead endpoint rests.
            concurrency: Requests in flight at a time; the emulator gets one, for it crashes on two.

        Raises:
            EndpointError: The URL or the key cannot be used, or signing is impossible.
        """
        self.endpoint: Final = parse_endpoint(url)
        self.concurrency: Final = 1 if self.endpoint.emulator else concurrency
        self._key = given_key(key)
        self._signed = auth == "iam"
        self._timeouts = timeouts or Timeouts()
        self._breaker = Breaker(rest=self._timeouts.rest)
        self._lock = threading.Lock()
        self._preparing = threading.Lock()
        self._closed = False
        self._conversation: Conversation | None = None
        self._info: Future[EndpointInfo] | None = None
        if self._signed:
            self._converse()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def authentication(self) -> str:
        """What the endpoint is shown: "key", "iam", "key and iam" or "none"."""
        return self._converse().authentication.kind

    def classify(self, image: Image.Image) -> Prediction:
        """Answer one picture.

        Args:
            image: What `open_image` returned.

        Returns:
            The answer, with timings for resize (with encoding), network (all waiting) and total.

        Raises:
            CloudError: There is no answer; `detail` says why. Never later than the total timeout,
                but for the first picture's question to the key store, which may ask its owner.
        """
        start = time.perf_counter()
        self._breaker.check()
        self._converse()
        deadline = Deadline(self._timeouts.total)
        info = self._known_info(deadline)
        document, resize = self._send(image, info, deadline)
        if document is None:
            info = self._known_info(deadline, stale=info)
            document, again = self._send(image, info, deadline)
            resize += again
        if document is None:
            raise CloudError("the endpoint keeps changing its model", "no_model")
        label, scores = read_answer(document, info)
        total = (time.perf_counter() - start) * 1e3
        return Prediction(
            label=label,
            scores=scores,
            source="cloud",
            model=info.model,
            model_sha256=info.model_sha256,
            preprocess_id=PREPROCESS_ID,
            timings_ms={"resize": resize, "network": total - resize, "total": total},
        )

    def info(self) -> EndpointInfo:
        """Return what the endpoint says about itself; it is asked once.

        Raises:
            CloudError: It does not say, or nothing that petsight can use.
        """
        return self._known_info(Deadline(self._timeouts.total))

    def close(self) -> None:
        """End what is in flight, which fails as "offline", and close the connections."""
        with self._lock:
            self._closed = True
            if self._conversation is not None:
                self._conversation.close()

    def _send(
        self, image: Image.Image, info: EndpointInfo, deadline: Deadline
    ) -> tuple[Document | None, float]:
        """Return the answer, or None if the endpoint has another model, and ms for preparing."""
        start = time.perf_counter()
        body = request_document(image, info)
        resize = (time.perf_counter() - start) * 1e3
        url = self.endpoint.url if self.endpoint.emulator else f"{self.endpoint.url}/classify"
        return self._converse().ask("POST", url, body, deadline), resize

    def _known_info(self, deadline: Deadline, stale: EndpointInfo | None = None) -> EndpointInfo:
        """Return the information that is known, unless it is stale; one thread asks for all."""
        with self._lock:
            future = self._info
            ask = future is None or (future.done() and future.result() is stale)
            if future is None or ask:
                future = self._info = Future()
        if not ask:
            try:
                return future.result(deadline.remaining())
            except TimeoutError:
                raise CloudError("the endpoint did not answer in time", "timeout") from None
        try:
            info = self._ask_info(deadline)
        except BaseException as exc:
            with self._lock:
                self._info = None
            shared = exc if isinstance(exc, CloudError) else CloudError("interrupted", "offline")
            future.set_exception(shared)
            raise
        future.set_result(info)
        return info

    def _ask_info(self, deadline: Deadline) -> EndpointInfo:
        talk, url = self._converse(), self.endpoint.url
        if self.endpoint.emulator:
            document = talk.ask("POST", url, b'{"ping": true}', deadline)
        else:
            document = talk.ask("GET", f"{url}/", None, deadline)
        return read_info(document or {})

    def _converse(self) -> Conversation:
        # The key store may wait for its owner; `close` must not wait with it.
        with self._preparing:
            return self._known() or self._adopt(self._prepare())

    def _known(self) -> Conversation | None:
        with self._lock:
            if self._closed:
                raise closed_error()
            return self._conversation

    def _prepare(self) -> Conversation:
        from petsight.cloud.conversation import Conversation

        authentication = Authentication(self.endpoint, self._key, signed=self._signed)
        return Conversation(
            self.endpoint, authentication, self._timeouts, self.concurrency, self._breaker
        )

    def _adopt(self, conversation: Conversation) -> Conversation:
        with self._lock:
            if self._closed:
                conversation.close()
                raise closed_error()
            self._conversation = conversation
            return conversation


def request_document(image: Image.Image, info: EndpointInfo) -> bytes:
    """Write the request of `docs/cloud.md` for a picture.

    Args:
        image: What `open_image` returned.
        info: The model that it is prepared for.

    Returns:
        A JSON object.
    """
    pixels = to_input(image, info.width, info.height)
    buffer = io.BytesIO()
    # A fresh image: whatever the picture carries besides its pixels stays here. The default effort
    # packs photos 7 % smaller and takes three times as long.
    Image.fromarray(pixels[0]).save(buffer, "PNG", compress_level=1)
    document = {
        "image": base64.b64encode(buffer.getvalue()).decode("ascii"),
        "preprocess_id": PREPROCESS_ID,
        "model_sha256": info.model_sha256,
        "width": info.width,
        "height": info.height,
    }
    return json.dumps(document).encode("ascii")
