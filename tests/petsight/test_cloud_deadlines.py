"""Nobody there, nobody who answers, or an answer in drips: it ends in time, and so do threads."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Iterator

import pytest
from PIL import Image

from petsight import CloudClassifier, CloudError
from petsight.cloud.timing import Timeouts
from tests.petsight.cloud_support import IMPATIENT, end_of_threads, failure
from tests.petsight.misbehaving import (
    Misbehaving,
    silent,
    slow_body,
    slow_headers,
)


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    end_of_threads()


def test_refused():
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    assert failure(url).detail == "offline"


def test_unresolvable():
    error = failure("https://nowhere.invalid", Timeouts(total=30))
    assert (error.detail, error.message) == ("offline", "the endpoint's name cannot be resolved")


def test_black_hole():
    """A full queue of connections drops whoever wants one more, as a firewall does."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server:
        waiting = [socket.socket() for _ in range(3)]
        for client in waiting:
            client.setblocking(False)  # noqa: FBT003 - named by the library
            assert client.connect_ex(server.getsockname()) == errno.EINPROGRESS
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        error = failure(url, Timeouts(connect=0.3, total=30))
        for client in waiting:
            client.close()
    assert error.detail == "timeout"


def test_a_resolver_that_never_answers(monkeypatch):
    go_on = threading.Event()
    resolve = socket.getaddrinfo

    def stuck(*arguments, **options):
        assert go_on.wait(30)
        return resolve(*arguments, **options)

    with Misbehaving() as server:
        monkeypatch.setattr(socket, "getaddrinfo", stuck)
        try:
            assert failure(server.url).detail == "timeout"
        finally:
            go_on.set()
        end_of_threads()
        assert server.seen == []


@pytest.mark.parametrize("behaviour", [silent, slow_headers, slow_body], ids=["silent", "h", "b"])
@pytest.mark.parametrize("when", ["information", "picture"])
def test_the_deadline_holds(behaviour, when):
    first = [] if when == "information" else [None]
    with Misbehaving(*first, always=behaviour) as server:
        assert failure(server.url).detail == "timeout"
        assert len(server.seen) == 1 + len(first)
        end_of_threads()  # though the server would go on for half a minute


def test_silence_is_not_waited_for_until_the_deadline():
    with Misbehaving(always=silent) as server:
        assert failure(server.url, Timeouts(read=0.2, total=300)).detail == "timeout"


def test_a_server_that_does_not_take_the_picture():
    with Misbehaving() as server, CloudClassifier(server.url, timeouts=IMPATIENT) as cloud:
        large = server.model.info.to_dict() | {"input": {"width": 640, "height": 640}}
        server.info_changes = {"model": large}
        cloud.info()
        server.deaf = True
        noise = Image.effect_noise((640, 640), 200).convert("RGB")
        with pytest.raises(CloudError) as caught:
            cloud.classify(noise)
        assert caught.value.detail == "timeout"
        assert server.pictures == []
