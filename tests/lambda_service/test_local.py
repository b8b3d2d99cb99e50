"""The development server as people run it: a process with the real service in it."""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import IO

import pytest

from lambda_service import local
from lambda_service.settings import PREFIX
from tests.lambda_service.calling import colour
from tests.lambda_service.raw_http import Reply, ask, connect, hung_up
from tests.support_cli import ROOT, environment
from tests.support_model import COLOURS, TINY

PNG = {"content-type": "image/png"}
LISTENING = re.compile(r"listening on (http://127\.0\.0\.1:[0-9]+) \(development only\)\n")


class Running:
    """A server process.

    Attributes:
        url: Where it listens, by its own word.
        output: Its lines so far.
        complaints: The lines of its standard error so far.
    """

    def __init__(self, *start: str, **settings: str) -> None:
        given = {PREFIX + name.upper(): text for name, text in settings.items()}
        # A shell's background job, which these tests may be, passes on to its children that they
        # should ignore Ctrl-C.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.process = subprocess.Popen(
            [sys.executable, *(start or ("-m", "lambda_service.local", "--port", "0"))],
            cwd=ROOT,
            env=environment(**{f"{PREFIX}MODEL": str(TINY), **given}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        signal.signal(signal.SIGINT, before)
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        first = self.process.stdout.readline()
        if "the page for phones was not built" in first:
            first = self.process.stdout.readline()
        match = LISTENING.fullmatch(first)
        assert match, first
        self.url = match[1]
        self.output: list[str] = []
        self.complaints: list[str] = []
        # A pipe that nobody reads fills up with the service's log, and then the service waits.
        self._readers = [
            _keep_reading(self.process.stdout, self.output),
            _keep_reading(self.process.stderr, self.complaints),
        ]

    def end(self, number: int) -> int:
        """Send a signal and return the exit status."""
        try:
            self.process.send_signal(number)
            return self.process.wait(60)
        finally:
            self.process.kill()
            for reader in self._readers:
                reader.join()


def _keep_reading(stream: IO[str], lines: list[str]) -> threading.Thread:
    def read() -> None:
        with stream:
            lines.extend(stream)

    thread = threading.Thread(target=read)
    thread.start()
    return thread


@contextlib.contextmanager
def running(**settings: str) -> Iterator[Running]:
    """A server process while the block lasts, that ends as quietly as it should."""
    server = Running(**settings)
    try:
        yield server
    finally:
        status = server.end(signal.SIGTERM)
    assert status == 0
    assert not any("Traceback" in line for line in server.complaints)


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running() as server:
        yield server


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the server where it cannot start."""
    return subprocess.run(
        [sys.executable, "-m", "lambda_service.local", *arguments],
        cwd=ROOT,
        env=environment(**variables),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def label(reply: Reply) -> str:
    assert reply.status == 200, reply.body
    return str(reply.json()["label"])


@pytest.mark.parametrize("answer", COLOURS)
def test_answers_pictures(server, answer):
    reply = ask(server.url, "POST", "/classify", colour(answer), PNG)
    assert label(reply) == answer
    assert reply.json()["source"] == "cloud"
    assert reply.headers["x-request-id"] == reply.json()["request_id"]


def test_uploads_in_chunks(server):
    pieces = iter([colour("dog")[:20], colour("dog")[20:]])
    assert label(ask(server.url, "POST", "/classify", pieces, PNG)) == "dog"


def test_header_names_in_any_case(server):
    given = {
        "CONTENT-TYPE": "IMAGE/PNG",
        "X-Petsight-Preprocess-ID": "p1",
        "x-PETSIGHT-model-sha256": "0" * 64,
        "X-PETSIGHT-WIDTH": "1",
        "x-petsight-height": "1",
    }
    reply = ask(server.url, "POST", "/classify", colour("dog"), given)
    assert (reply.status, reply.json()["error"]["code"]) == (409, "other_model")


def test_a_body_over_six_megabytes(server):
    reply = ask(server.url, "POST", "/classify", bytes(6 * 2**20 + 1), PNG)
    assert (reply.status, reply.json()["error"]["code"]) == (413, "too_large")


def test_two_hundred_clients_at_once(server):
    answers = list(COLOURS)
    barrier = threading.Barrier(200)
    heard: list[int] = []

    def insist(number: int) -> Reply:
        """Ask until there is an answer, as 429 says one should."""
        wanted = answers[number % len(answers)]
        barrier.wait()
        while True:
            reply = ask(server.url, "POST", "/classify", colour(wanted), PNG)
            heard.append(reply.status)
            if reply.status != 429:
                break
            assert reply.headers["retry-after"] == "1"
            assert reply.json()["error"]["code"] == "throttled"
            time.sleep(0.05)
        assert label(reply) == wanted
        return reply

    with ThreadPoolExecutor(200) as pool:
        replies = list(pool.map(insist, range(200)))
    assert len({reply.json()["request_id"] for reply in replies}) == 200
    assert set(heard) <= {200, 429}


def test_the_log_is_aligned_and_says_nothing_of_the_request(server):
    path = "/secret-path?secret-query"
    replies = [
        ask(server.url, "POST", "/classify", colour("cat"), PNG),
        ask(server.url, "GET", path, headers={"x-secret": "secret-header"}),
    ]
    wanted = [reply.json()["request_id"][:8] for reply in replies]
    wait_until(lambda: sum(line.split()[1] in wanted for line in server.output) == 2)
    lines = [line for line in server.output if line.split()[1] in wanted]
    size = f"{len(colour('cat'))} bytes"
    for line, id_, words in zip(
        lines, wanted, (f"200  cat  {size}", "404  not_found"), strict=True
    ):
        assert re.match(r"[0-9]{2}(:[0-9]{2}){2}  ", line)
        assert line.split()[1:-2] == [id_, *words.split()]
    assert len({len(line) for line in lines}) == 1
    assert "secret" not in "".join(server.output + server.complaints)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_ends_quietly_with_connections_open(number):
    server = Running()
    with connect(server.url) as silent, connect(server.url) as unfinished:
        unfinished.sendall(b"POST /classify HTTP/1.1\r\ncontent-length: 99\r\n\r\nabc")
        assert label(ask(server.url, "POST", "/classify", colour("cat"), PNG)) == "cat"
        assert server.end(number) == 0
        assert hung_up(silent)
        assert hung_up(unfinished)
    assert len(server.output) == 1  # the one call
    assert not any("Traceback" in line for line in server.complaints)


SLOW = """
import sys, time
from lambda_service import local

def handler(event, context):
    print("under way", flush=True)
    time.sleep(600)

local._service = lambda: handler
sys.exit(local.main(["--port", "0"]))
"""


LOADING = """
import signal, sys

def interrupt(name, given):
    if name == "import" and given[0] == "_datetime" and "numpy" in sys.modules:
        signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
from lambda_service import local
sys.modules.pop("_datetime")  # numpy's C code imports it too, and misreads what happens meanwhile
sys.modules.pop("datetime")
sys.addaudithook(interrupt)
sys.exit(local.main(["--port", "0"]))
"""


def test_ctrl_c_while_the_service_loads():
    done = subprocess.run(
        [sys.executable, "-c", LOADING],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


def test_a_second_ctrl_c_waits_for_nothing():
    server = Running("-c", SLOW)
    with connect(server.url) as waiting:
        waiting.sendall(b"GET / HTTP/1.1\r\n\r\n")
        wait_until(lambda: server.output == ["under way\n"])
        server.process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            server.process.wait(1)
        assert server.end(signal.SIGINT) == -signal.SIGINT
    assert server.complaints == []


def test_the_environment_sets_the_service_up():
    with running(keys="0123456789abcdef") as server:
        assert ask(server.url, "GET", "/").status == 401
        key = {"X-API-Key": "0123456789abcdef"}
        assert ask(server.url, "GET", "/", headers=key).status == 200


def test_a_port_that_is_taken(server):
    port = server.url.rpartition(":")[2]
    found = run("--port", port)
    assert found.returncode == 2
    assert f"petsight: port {port} cannot be had (Address already in use)\n" in found.stderr
    assert "listening" not in found.stdout


def test_a_setting_that_cannot_be_meant():
    found = run("--port", "0", **{f"{PREFIX}MAX_PIXELS": "many"})
    assert found.returncode == 2
    assert found.stderr.startswith(f"petsight: {PREFIX}MAX_PIXELS is 'many'; wanted is")
    assert found.stderr.count("\n") == 1
    assert found.stdout == ""


@pytest.mark.parametrize("port", ["-1", "65536", "http", "", "٣"])
def test_what_is_no_port(port, capsys):
    with pytest.raises(SystemExit) as caught:
        local.main([f"--port={port}"])
    assert caught.value.code == 2
    assert "is not a port from 0 to 65535" in capsys.readouterr().err


def test_there_is_no_way_to_listen_elsewhere(capsys):
    with pytest.raises(SystemExit):
        local.main(["--host", "0.0.0.0"])
    with pytest.raises(SystemExit):
        local.main(["--help"])
    shown = capsys.readouterr()
    assert "unrecognized arguments: --host" in shown.err
    assert "development only" in shown.out
