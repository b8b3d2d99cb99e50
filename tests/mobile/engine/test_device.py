"""The engine as a whole: worker, runtime, model, answers."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from petsight.classifier import DeviceClassifier, classify_source
from petsight.image import open_image
from petsight.model import Model
from petsight.prediction import Prediction
from petsight.preprocess import to_input
from tests.mobile.engine.probe import Probe, RefusedError, decode_base64
from tests.mobile.server import Site
from tests.petsight.pictures import SOS, flat
from tests.support_model import COLOURS, TINY, change_model, document, picture, write_model

MODEL = "/tests/tiny.tflite"
TELL_DRAWN = """
const channel = new BroadcastChannel("drawn");
const { drawImage } = OffscreenCanvasRenderingContext2D.prototype;
OffscreenCanvasRenderingContext2D.prototype.drawImage = function (...arguments_) {
  channel.postMessage(null);
  for (const end = performance.now() + 100; performance.now() < end; ) {}
  drawImage.apply(this, arguments_);
};
"""


@pytest.fixture
def started(probe: Probe) -> Iterator[Probe]:
    """Return a page whose `device` runs the tiny model: three labels, a wide input."""
    probe.run("window.device = await start(a[0])", MODEL)
    yield probe
    probe.run("device.close()")


@pytest.mark.parametrize("answer", COLOURS)
def test_every_answer_of_a_model_with_three_labels(
    started: Probe, tmp_path: Path, answer: str
) -> None:
    path = picture(tmp_path / "p.png", answer)
    wanted = classify_source(DeviceClassifier(Model(TINY)), path)

    sent = started.site.add("p.png", path.read_bytes())
    document = started.run("return device.classify(await load(a[0]))", sent)
    found = Prediction.from_dict(document)

    assert found.label == answer
    assert list(found.scores) == ["cat", "dog", "bird"]
    assert found.scores == pytest.approx(dict(wanted.scores), abs=1e-5)
    assert found.to_dict() | {"scores": None, "timings_ms": None} == wanted.to_dict() | {
        "scores": None,
        "timings_ms": None,
    }
    assert list(found.timings_ms) == ["open", "resize", "invoke", "total"]


def test_the_model_says_what_it_is(started: Probe) -> None:
    assert started.run("return device.model.size") == document()["input"]


@pytest.mark.parametrize("name", ["orientation-6.jpg", "rgba.png", "exif.webp"])
def test_what_goes_to_the_cloud_is_upright_stretched_and_exact(
    started: Probe, golden_inputs: Path, name: str
) -> None:
    script = "return encoded(device, await load(a[0]), { width: 61, height: 43 })"
    data = decode_base64(started.run(script, f"/golden/{name}"))

    wanted = to_input(open_image(golden_inputs / name), 61, 43)[0]
    with Image.open(io.BytesIO(data)) as sent:
        assert (sent.format, sent.mode) in [("PNG", "RGB"), ("PNG", "RGBA")]
        assert not {"exif", "icc_profile", "Software"} & set(sent.info)
    assert np.array_equal(np.asarray(open_image(data)), wanted)


def test_a_broken_picture_costs_no_other_one(started: Probe, golden_inputs: Path) -> None:
    started.site.add("half.jpg", (golden_inputs / "baseline.jpg").read_bytes()[:800])
    script = """
        const pictures = ["/added/half.jpg", "/golden/rgb.png", "/golden/plain.tiff"];
        const jobs = pictures.map(async (path) => device.classify(await load(path)));
        const outcomes = await Promise.allSettled(jobs);
        return outcomes.map(({ reason, value }) => reason?.code ?? value.source);
    """
    assert started.run(script) == ["truncated", "device", "unsupported_format"]


def test_a_file_that_ends_in_a_marker_does_not_hold_up_the_next_one(
    started: Probe, golden_inputs: Path
) -> None:
    head = flat("JPEG").partition(SOS)[0]
    started.site.add("marker.jpg", head + b"\x55" * 70_000 + SOS)
    script = """
        const signal = AbortSignal.timeout(60_000);
        const pictures = ["/added/marker.jpg", "/golden/rgb.png"];
        const jobs = pictures.map(async (path) => device.classify(await load(path), { signal }));
        const outcomes = await Promise.allSettled(jobs);
        return outcomes.map(({ reason, value }) => reason?.code ?? value.source);
    """
    assert started.run(script) == ["truncated", "device"]


def test_jobs_are_answered_in_turn_and_given_up_at_once(started: Probe) -> None:
    script = """
        const file = await load("/golden/rgb.png");
        const [first, last] = [new AbortController(), new AbortController()];
        const log = [];
        const job = (name, signal) => device.classify(file, { signal })
            .then(() => log.push(name), (reason) => log.push(`${name}: ${reason}`));
        const jobs = [job("a", first.signal), job("b"), job("c", last.signal)];
        jobs.push(job("d"), job("e", last.signal));
        await Promise.resolve();
        first.abort("enough");
        last.abort("enough");
        jobs.push(job("f", last.signal));
        await Promise.all(jobs);
        return log;
    """
    log = started.run(script)
    assert sorted(log[:4]) == ["a: enough", "c: enough", "e: enough", "f: enough"]
    assert log[4:] == ["b", "d"]


def test_a_preview_follows_the_outcome(started: Probe, golden_inputs: Path) -> None:
    script = """
        const log = [];
        const drawn = async (preview) => log.push(preview);
        const job = async (name, work) => { await work; log.push(name); };
        const [file, size] = [await load(a[0]), { width: 61, height: 43 }];
        await Promise.all([
            job("answer", device.classify(file, { drawn })),
            job("broken", device.classify(new Blob(["text"]), { drawn }).catch(() => null)),
            job("upload", device.encode(file, size, { drawn })),
            job("no preview", device.classify(file)),
        ]);
        return Promise.all(log.map(async (entry) =>
            entry instanceof Blob ? base64(new Uint8Array(await entry.arrayBuffer())) : entry));
    """
    log = started.run(script, "/golden/exif.webp")
    assert [log[place] for place in (0, 2, 3, 5)] == ["answer", "broken", "upload", "no preview"]
    assert len(log) == 6
    assert log[1] == log[4]
    wanted = open_image(golden_inputs / "exif.webp")
    wanted.thumbnail((288, 288))
    found = open_image(decode_base64(log[1]))
    assert found.size == wanted.size
    assert ImageStat.Stat(ImageChops.difference(found, wanted)).mean == pytest.approx(
        [0] * 3, abs=6
    )


@pytest.fixture
def counting(probe: Probe) -> Iterator[Probe]:
    """Return a page whose `drawn` counts how often a slow worker read a picture's pixels."""
    worker = probe.page.request.get(f"{probe.site.url}/worker.js").text()
    probe.site.add("slow.js", (TELL_DRAWN + worker).encode())
    probe.run("window.drawn = 0; window.channel = new BroadcastChannel('drawn')")
    probe.run("channel.onmessage = () => (drawn += 1)")
    yield probe
    probe.run("device.close(); channel.close()")


def test_empty_pictures_are_answered_while_people_choose(counting: Probe) -> None:
    counting.run("window.device = await start(a[0], { worker: '/added/slow.js' })", MODEL)
    counting.page.wait_for_function("() => drawn === 8")


def test_a_real_picture_ends_the_empty_ones(counting: Probe) -> None:
    script = """
        const file = await load("/golden/rgb.png");
        window.device = await start(a[0], { worker: "/added/slow.js" });
        await Promise.all(Array.from({ length: 12 }, () => device.classify(file)));
        return drawn;
    """
    assert counting.run(script, MODEL) < 12 + 8


def test_close_ends_every_job(probe: Probe) -> None:
    script = """
        const device = await start(a[0]);
        const file = await load("/golden/rgb.png");
        const jobs = [device.classify(file), device.classify(file)];
        device.close();
        device.close();
        jobs.push(device.classify(file));
        return (await Promise.allSettled(jobs)).map(({ reason }) => `${reason}`);
    """
    sentence = "EngineError: the page was closed before this picture had its turn"
    assert probe.run(script, MODEL) == [sentence] * 3
    probe.wait_for_no_worker()


def test_nothing_is_said_on_the_console_and_nothing_asked_of_others(
    started: Probe, golden_inputs: Path
) -> None:
    asked: list[str] = []
    started.page.on("request", lambda request: asked.append(request.url))
    started.run("await device.classify(await load(a[0]))", "/golden/profile.jpg")
    assert asked == [f"{started.site.url}/golden/profile.jpg"]
    assert started.console == []


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("{ wasm: new ArrayBuffer(8) }", "no_runtime: this browser cannot run the model"),
        ("{ loader: '/nowhere.js' }", "no_runtime: this browser cannot run the model"),
        ("{ worker: '/nowhere.js' }", "no_runtime: what looks at the pictures has stopped"),
        ("{ model: new ArrayBuffer(8) }", "bad_model: the model file is not a TFLite model file"),
    ],
)
def test_what_cannot_start_says_so(browser: Browser, site: Site, other: str, words: str) -> None:
    with browser.new_context() as context:
        probe = Probe(context.new_page(), site)
        with pytest.raises(RefusedError, match=words):
            probe.run(f"await start(a[0], {other})", MODEL)
        probe.wait_for_no_worker()


def test_metadata_that_contradict_the_tensors(probe: Probe, tmp_path: Path) -> None:
    path = change_model(tmp_path / "m.tflite", labels=document()["labels"][:2])
    sentence = "the model file has tensors .*; its metadata say .*"
    with pytest.raises(RefusedError, match=f"bad_model: {sentence}"):
        probe.run("await start(a[0])", probe.site.add("m", path.read_bytes()))


def test_a_flatbuffer_that_does_not_run(probe: Probe, tmp_path: Path) -> None:
    content = b"\x1c\0\0\0TFL3" + bytes(1000)
    fields = document() | {"flatbuffer_sha256": hashlib.sha256(content).hexdigest()}
    path = write_model(tmp_path / "m.tflite", content, fields)
    with pytest.raises(RefusedError, match="bad_model: the model does not run in this browser"):
        probe.run("await start(a[0])", probe.site.add("m", path.read_bytes()))
