"""The built page, the service that serves it, and a phone that opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from lambda_service.application import Application
from lambda_service.local import LocalServer
from lambda_service.page import read_page
from lambda_service.settings import Settings
from tests.conftest import REPOSITORY
from tests.mobile import node
from tests.mobile.conftest import PHONE
from tests.support_model import TINY


def build(folder: Path, endpoint: str = "", model: Path = TINY) -> Path:
    """Build the page into a folder.

    Args:
        folder: Where to.
        endpoint: Address of one that is not the page's own origin.
        model: Answers on the phone.
    """
    node.packages()
    variables = [f"PETSIGHT_ENDPOINT={endpoint}", f"PETSIGHT_MODEL={model}"]
    node.run(["env", *variables, "node", "build.mjs", str(folder)])
    return folder


@pytest.fixture(scope="session")
def dist() -> Path:
    """Return the page, built with the tiny model, which answers the colour of a picture.

    It is kept until a source changes.
    """
    folder = REPOSITORY / ".cache" / "page"
    sources = [node.MOBILE / name for name in ("src", "public", "build.mjs", "package-lock.json")]
    files = [file for source in sources for file in (source, *source.rglob("*"))]
    listed = folder / "files.json"
    if not listed.exists() or listed.stat().st_mtime < max(file.stat().st_mtime for file in files):
        build(folder)
    return folder


class Service:
    """The development server, which a test can stop and start again on the same port."""

    def __init__(self, page: Path | None, port: int = 0, **settings: Any) -> None:
        """Start it.

        Args:
            page: Folder of the built page; None for a service without one.
            port: 0 picks one that is free.
            settings: Of the service; the tiny model answers unless they say otherwise.
        """
        self.page, self.settings = page, {"model": TINY, **settings}
        self.asked: list[str] = []
        self._running = ExitStack()
        self.port = port
        self.start()

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, with the settings and the page of this moment."""
        page = read_page(self.page) if self.page else None
        application = Application(Settings(**self.settings), page)

        def handle(event: Any, context: Any) -> Any:
            self.asked.append(f"{event['requestContext']['http']['method']} {event['rawPath']}")
            return application.handle(event, context)

        server = self._running.enter_context(LocalServer(self.port, handle))
        self.port = int(server.url.rpartition(":")[2])

    def stop(self) -> None:
        """Stop: nothing answers any more."""
        self._running.close()


@pytest.fixture(scope="package")
def service(dist: Path) -> Iterator[Service]:
    """Return a running service with the page and the tiny model, which all tests share."""
    running = Service(dist)
    yield running
    running.stop()


@pytest.fixture
def own_service(dist: Path) -> Iterator[Callable[..., Service]]:
    """Return a function that starts a service for one test."""
    with ExitStack() as stack:

        def start(page: Path | None = dist, **settings: Any) -> Service:
            running = Service(page, **settings)
            stack.callback(running.stop)
            return running

        yield start


@pytest.fixture
def open_phone(browser: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the page of a service on a phone that never saw it.

    At the end every tab must have been free of errors, a breach of the page's policy among them.
    """
    from tests.mobile.page.phone import Phone

    phones: list[Phone] = []
    with ExitStack() as stack:

        def opened(url: str, **options: Any) -> Phone:
            context = browser.new_context(**{**PHONE, "locale": "en-US", **options})
            stack.callback(context.close)
            phones.append(Phone(context, url))
            return phones[-1]

        yield opened
        complaints = [text for phone in phones for text in phone.complaints]
    assert complaints == []


@pytest.fixture(scope="package")
def known(browser: Any, service: Service) -> Iterator[Any]:
    """Return a profile of a phone that has the page already."""
    from tests.mobile.page.phone import Phone

    context = browser.new_context(**PHONE, locale="en-US")
    first = Phone(context, service.url)
    first.open_for_offline()
    first.page.close()
    yield context
    context.close()


@pytest.fixture(scope="package")
def shared_tab(known: Any, service: Service) -> Iterator[Any]:
    """Return a tab that many tests use one after another: `tab` is what they ask for."""
    from tests.mobile.page.phone import Phone

    shared = Phone(known, service.url)
    shared.open()
    yield shared
    shared.page.close()


@pytest.fixture
def tab(shared_tab: Any) -> Iterator[Any]:
    """Return an open tab in device mode with an empty list."""
    shared_tab.clear()
    yield shared_tab
    assert shared_tab.complaints == []


@pytest.fixture
def phone(known: Any, service: Service) -> Iterator[Any]:
    """Return a new tab of that phone with the page open and all settings as at first."""
    from tests.mobile.page.phone import Phone

    tab = Phone(known, service.url)
    tab.page.add_init_script("if (!sessionStorage.visited) localStorage.clear()")
    tab.page.add_init_script("sessionStorage.visited = true")
    tab.open()
    yield tab
    tab.page.close()
    assert tab.complaints == []


@pytest.fixture
def photo(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a picture; the tiny model answers its colour."""
    from tests.support_model import picture

    def write(name: str, answer: str = "cat", size: tuple[int, int] = (640, 480)) -> Path:
        return picture(tmp_path / name, answer, size)

    return write
