"""The container runs under Lambda's conditions and survives what Lambda would survive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from petsight.resources import model_path
from tests.container.engine import Engine, EngineError
from tests.container.running import INVOCATIONS, Container, encoded, run_container, with_model
from tests.support import require
from tools.bench import pictures
from tools.bench.container.memory import as_webp

pytestmark = pytest.mark.slow

PATIENCE_S = 30
KILLED = 137
"""Exit code of a process that SIGKILL ended."""

ASK_INSIDE = f"""
import sys, urllib.request
url = "http://127.0.0.1:8080{INVOCATIONS}"
print(urllib.request.urlopen(url, sys.argv[1].encode(), 60).read().decode())
"""
END_RUNTIME = """
import os, signal
for pid in filter(str.isdigit, os.listdir("/proc")):
    if b"\\0awslambdaric\\0" in open(f"/proc/{pid}/cmdline", "rb").read():
        os.kill(int(pid), signal.SIGKILL)
        print(pid)
"""


@pytest.fixture(scope="module")
def photo(golden_inputs: Path) -> bytes:
    return (golden_inputs / "baseline.jpg").read_bytes()


def test_process_is_not_root_and_has_no_capabilities(container: Container) -> None:
    status = container.execute("cat", "/proc/1/status")
    fields = dict(line.split(":\t", 1) for line in status.splitlines())

    assert fields["Uid"].split() == ["1000"] * 4
    assert int(fields["CapEff"], 16) == 0


@pytest.mark.parametrize("folder", ["/", "/var/task", "/var/runtime", "/opt", "/etc"])
def test_file_system_is_read_only(container: Container, folder: str) -> None:
    with pytest.raises(EngineError):
        container.execute("touch", f"{folder}/written")


def test_answering_writes_nothing(container: Container, photo: bytes) -> None:
    container.ask(photo)

    assert container.execute("find", "/tmp", "-mindepth", "1") == ""


@pytest.mark.parametrize(
    ("tier", "limit_mb", "kind"),
    [("edge", 256, "JPEG"), ("edge", 256, "WEBP"), ("cloud", 512, "WEBP")],
)
def test_little_memory_is_enough_for_twelve_megapixels(
    engine: Engine, image: str, tier: str, limit_mb: int, kind: str
) -> None:
    require(model_path(tier).is_file(), f"the {tier} model")
    limit = (f"--memory={limit_mb}m", f"--memory-swap={limit_mb}m")
    jpeg = pictures.photo(pictures.LARGE, seed=1)
    large = jpeg if kind == "JPEG" else as_webp(jpeg)
    with run_container(engine, image, with_model(tier), *limit) as small:
        answer = small.ask(large).json()

        assert "scores" in answer
        assert small.inspect("{{.HostConfig.Memory}}") == str(limit_mb * 2**20)


def test_memory_limit_holds(engine: Engine, image: str) -> None:
    greedy = ("--entrypoint=python3", image, "-c", "bytearray(400 * 2**20)")
    with pytest.raises(EngineError, match=f"ended with {KILLED}"):
        engine.call(
            "podman", "run", "--rm", "--pull=never", "--memory=64m", "--network=none", *greedy
        )


def test_no_network_is_needed(engine: Engine, image: str, photo: bytes) -> None:
    with run_container(engine, image, "--network=none") as alone:
        event = json.dumps({"image": encoded(photo)})
        answer = json.loads(alone.execute("python3", "-c", ASK_INSIDE, event))

        assert answer["label"]


def test_sigterm_ends_it_before_patience_does(engine: Engine, image: str, photo: bytes) -> None:
    with run_container(engine, image) as running:
        running.ask(photo)
        engine.call("podman", "stop", f"--time={PATIENCE_S}", running.id)

        assert running.inspect("{{.State.ExitCode}}") != str(KILLED)


def test_dead_runtime_does_not_poison_the_next_call(
    engine: Engine, image: str, photo: bytes
) -> None:
    with run_container(engine, image) as running:
        running.ask(photo)
        assert running.execute("python3", "-c", END_RUNTIME)
        lost = running.ask(photo)
        next_one = running.ask(photo)

        assert lost.status == 502 or "scores" in lost.json()
        assert "scores" in next_one.json()
        assert next_one.status == 200


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b'"' + b"x" * 7_000_000 + b'"'], ids=["cut", "binary", "7 MB"]
)
def test_unreadable_request_does_not_poison_the_next_call(
    container: Container, photo: bytes, body: bytes
) -> None:
    refused = container.invoke(body)
    answered = container.ask(photo)

    assert b"errorType" in refused.body
    assert "scores" in answered.json()


def test_bad_setting_stops_the_start_with_a_sentence(engine: Engine, image: str) -> None:
    with run_container(engine, image, "--env=PETSIGHT_SERVICE_MAX_PIXELS=many") as stopped:
        reply = stopped.invoke({"ping": True})

        assert "PETSIGHT_SERVICE_MAX_PIXELS is 'many'" in stopped.logs() + reply.body.decode()
        assert "model_sha256" not in reply.json()


def test_fetching_works_where_it_is_set_up(engine: Engine, image: str) -> None:
    """What fetching imports is there; a name that never resolves shows as much."""
    with run_container(
        engine, image, "--env=PETSIGHT_SERVICE_URL_HOSTS=photos.invalid"
    ) as fetching:
        answer = fetching.invoke({"url": "https://photos.invalid/cat.jpg"}).json()

        assert (answer["status"], answer["error"]["code"]) == (422, "url_unreachable")
