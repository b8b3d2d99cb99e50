"""Events of S3, against moto's S3 behind a real socket."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lambda_service import s3
from lambda_service.application import Application
from lambda_service.archive import RetryError
from lambda_service.locations import Location
from petsight.classifier import DeviceClassifier
from petsight.image import open_image
from petsight.model import Model
from tests.lambda_service.aws_events import Event, s3_event, s3_record
from tests.lambda_service.calling import Context, application, colour, invoke, log_lines
from tests.lambda_service.s3_server import (
    ENVIRONMENT,
    client,
    failing_server,
    free_port,
    moto_server,
    refusal,
)
from tests.support_model import TINY, change_model

INPUT, OUTPUT = Location("photos", "new/"), Location("photos", "results/")
PLACES = {"s3_inputs": (INPUT,), "s3_output": OUTPUT}
APP = application(**PLACES)


def etag_of(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


class Bucket:
    """The bucket of a test, seen from outside of the service."""

    def __init__(self, url: str) -> None:
        self.client = client(url)

    def put(self, key: str, data: bytes, name: str = "ObjectCreated:Put") -> Event:
        """Store a picture and return the record that S3 would report."""
        self.client.put_object(Bucket="photos", Key=key, Body=data)
        return s3_record("photos", key, etag_of(data), len(data), name)

    def keys(self, prefix: str = "results/") -> list[str]:
        found = self.client.list_objects_v2(Bucket="photos", Prefix=prefix).get("Contents", [])
        return [entry["Key"] for entry in found]

    def result(self, key: str) -> dict[str, Any]:
        answer = self.client.get_object(Bucket="photos", Key=f"results/photos/{key}.json")
        assert answer["ContentType"] == "application/json"
        with answer["Body"] as body:
            document: dict[str, Any] = json.loads(body.read())
        assert answer["Metadata"] == {s3.SOURCE_ETAG: document["etag"]}
        return document


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with moto_server() as url:
        yield url


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    s3.client.cache_clear()
    yield monkeypatch
    if s3.client.cache_info().currsize:
        s3.client().close()
    s3.client.cache_clear()


@pytest.fixture
def bucket(server: str, aws: pytest.MonkeyPatch) -> Iterator[Bucket]:
    aws.setenv("AWS_ENDPOINT_URL", server)
    bucket = Bucket(server)
    where = {"LocationConstraint": ENVIRONMENT["AWS_DEFAULT_REGION"]}
    bucket.client.create_bucket(Bucket="photos", CreateBucketConfiguration=where)
    yield bucket
    for key in bucket.keys(""):
        bucket.client.delete_object(Bucket="photos", Key=key)
    bucket.client.delete_bucket(Bucket="photos")
    bucket.client.close()


def counts(answered: int = 0, refused: int = 0, skipped: int = 0, failed: int = 0) -> Event:
    return {"answered": answered, "refused": refused, "skipped": skipped, "failed": failed}


def notify(app: Application, *records: Event) -> Event:
    answer = invoke(app, s3_event(*records))
    del answer["request_id"]
    return answer


def test_a_result_is_the_prediction_with_its_source(bucket: Bucket, tmp_path: Path) -> None:
    data = colour("cat and dog")
    assert notify(APP, bucket.put("new/a.png", data)) == counts(answered=1)
    result = bucket.result("new/a.png")
    timings = result.pop("timings_ms")
    assert set(timings) == {"open", "resize", "invoke", "total"}
    expected = DeviceClassifier(Model(TINY)).classify(open_image(data)).to_dict()
    del expected["timings_ms"]
    assert result == {
        "bucket": "photos",
        "key": "new/a.png",
        "etag": etag_of(data),
        "size": len(data),
        **expected,
        "source": "cloud",
    }


@pytest.mark.parametrize(
    "key",
    [
        "new/my photo.png",
        "new/1+1.png",
        "new/100%.png",
        "new/Kätzchen 猫.png",
        "new/a/b/c.png",
        "new/a%2Fb.png",
        "new/without-ending",
        "new/a&b=c?d#e.png",
    ],
)
def test_any_key(bucket: Bucket, key: str) -> None:
    assert notify(APP, bucket.put(key, colour("dog"))) == counts(answered=1)
    assert bucket.result(key)["label"] == "dog"
    assert bucket.result(key)["key"] == key


def test_several_records_one_of_them_bad(bucket: Bucket) -> None:
    records = [
        bucket.put("new/a.png", colour("cat")),
        bucket.put("new/b.png", b"not a picture"),
        bucket.put("new/c.png", b""),
        bucket.put("new/d.png", colour("dog")),
    ]
    assert notify(APP, *records) == counts(answered=2, refused=2)
    assert bucket.result("new/a.png")["label"] == "cat"
    assert bucket.result("new/d.png")["label"] == "dog"
    assert bucket.result("new/b.png") == {
        "bucket": "photos",
        "key": "new/b.png",
        "etag": etag_of(b"not a picture"),
        "size": 13,
        "error": {"code": "not_an_image", "message": "this is not a picture"},
    }
    assert bucket.result("new/c.png")["error"]["code"] == "empty"


def test_a_repeated_event_is_answered_once(bucket: Bucket) -> None:
    good, bad = bucket.put("new/a.png", colour()), bucket.put("new/b.png", b"bad")
    assert notify(APP, good, bad) == counts(answered=1, refused=1)
    assert notify(APP, good, bad) == counts(skipped=2)
    assert notify(APP, good, good) == counts(skipped=2)


def test_a_replaced_picture_is_answered_anew(bucket: Bucket) -> None:
    notify(APP, bucket.put("new/a.png", colour("cat")))
    assert notify(APP, bucket.put("new/a.png", colour("dog"))) == counts(answered=1)
    assert bucket.result("new/a.png")["label"] == "dog"


def test_an_event_that_comes_late_does_not_bring_an_old_answer_back(bucket: Bucket) -> None:
    old = bucket.put("new/a.png", colour("cat"))
    notify(APP, bucket.put("new/a.png", colour("dog")))
    assert notify(APP, old) == counts(skipped=1)
    assert bucket.result("new/a.png")["label"] == "dog"


def test_a_deleted_picture_is_skipped(bucket: Bucket) -> None:
    record = bucket.put("new/a.png", colour())
    bucket.client.delete_object(Bucket="photos", Key="new/a.png")
    assert notify(APP, record) == counts(skipped=1)
    assert bucket.keys() == []


@pytest.mark.parametrize(
    "name", ["ObjectRemoved:Delete", "ObjectRestore:Completed", "ObjectTagging:Put", ""]
)
def test_only_new_objects_count(bucket: Bucket, name: str) -> None:
    assert notify(APP, bucket.put("new/a.png", colour(), name)) == counts()
    assert bucket.keys() == []


@pytest.mark.parametrize("name", ["Put", "Post", "Copy", "CompleteMultipartUpload"])
def test_every_way_of_creating_counts(bucket: Bucket, name: str) -> None:
    record = bucket.put("new/a.png", colour(), f"ObjectCreated:{name}")
    assert notify(APP, record) == counts(answered=1)


def test_a_marker_of_a_folder_is_no_picture(bucket: Bucket) -> None:
    assert notify(APP, bucket.put("new/2026/", b"")) == counts()


@pytest.mark.parametrize("key", ["a.png", "newer/a.png", "New/a.png", "resultsa.png"])
def test_a_picture_elsewhere_is_not_done(
    bucket: Bucket, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The place may have been an input when S3 reported it."""
    records = [bucket.put(key, colour()), bucket.put("new/a.png", colour())]
    with pytest.raises(RetryError, match="1 of the pictures"):
        APP.handle(s3_event(*records), Context())
    assert bucket.keys() == ["results/photos/new/a.png.json"]
    fault, line = log_lines(capsys.readouterr().out)
    assert fault["detail"] == "outside of the inputs"
    assert line["pictures"] == counts(answered=1, failed=1)


def test_a_picture_in_a_folder_with_an_odd_name(bucket: Bucket) -> None:
    assert notify(APP, bucket.put("new/../b.png", colour())) == counts(answered=1)


@pytest.mark.parametrize("key", ["results/a.png", "results/photos/new/a.png"])
def test_what_lies_among_the_results_is_skipped(bucket: Bucket, key: str) -> None:
    assert notify(APP, bucket.put(key, colour())) == counts(skipped=1)


def test_only_listed_buckets(bucket: Bucket) -> None:
    record = bucket.put("new/a.png", colour())
    record["s3"]["bucket"]["name"] = "photos-of-others"
    with pytest.raises(RetryError):
        APP.handle(s3_event(record), Context())
    assert bucket.keys() == []


def test_the_services_own_results_are_no_pictures(bucket: Bucket) -> None:
    notify(APP, bucket.put("new/a.png", colour()))
    (key,) = bucket.keys()
    head = bucket.client.head_object(Bucket="photos", Key=key)
    record = s3_record("photos", key, head["ETag"].strip('"'), head["ContentLength"])
    assert notify(APP, record) == counts(skipped=1)
    assert bucket.keys() == [key]


def test_a_large_file_is_refused_unread(bucket: Bucket) -> None:
    app = application(**PLACES, s3_max_bytes=1000)
    absent = s3_record("photos", "new/absent.png", "0" * 32, 1001)
    assert notify(app, absent) == counts(refused=1)
    assert bucket.result("new/absent.png")["error"]["code"] == "too_large"


def test_a_file_that_is_larger_than_reported_is_not_read_to_its_end(bucket: Bucket) -> None:
    app = application(**PLACES, s3_max_bytes=1000)
    record = bucket.put("new/a.png", colour() + bytes(1000))
    record["s3"]["object"]["size"] = 5
    assert notify(app, record) == counts(refused=1)
    assert bucket.result("new/a.png")["error"]["code"] == "too_large"


def test_no_more_is_read_than_the_limit(aws: pytest.MonkeyPatch) -> None:
    written = []

    def answer(line: str) -> bytes:
        written.append(line.split(maxsplit=1)[0])
        if line.startswith("GET"):  # a picture of 1 GB that stops coming after 2,000 bytes
            return b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + bytes(2000)
        status = "404 Not Found" if line.startswith("HEAD") else "200 OK"
        return f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()

    app = application(**PLACES, s3_max_bytes=1000)
    with failing_server(answer) as url:
        aws.setenv("AWS_ENDPOINT_URL", url)
        record = s3_record("photos", "new/a.png", "0" * 32, 5)
        assert notify(app, record) == counts(refused=1)
        s3.client().close()
    assert written == ["HEAD", "GET", "PUT"]


def test_a_faster_rival_keeps_its_result_and_lambda_calls_again(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, read = bucket.put("new/a.png", colour()), s3.read_picture

    def read_while_another_call_finishes(*arguments: Any) -> bytes:
        monkeypatch.setattr(s3, "read_picture", read)
        assert notify(APP, record) == counts(answered=1)
        return read(*arguments)

    monkeypatch.setattr(s3, "read_picture", read_while_another_call_finishes)
    with pytest.raises(RetryError):
        APP.handle(s3_event(record), Context())
    first = bucket.result("new/a.png")
    assert notify(APP, record) == counts(skipped=1)
    assert bucket.result("new/a.png") == first


def test_what_fails_is_called_again_and_the_others_are_answered(
    bucket: Bucket, capfd: pytest.CaptureFixture[str]
) -> None:
    elsewhere = application(s3_inputs=(INPUT,), s3_output=Location("not-there", ""))
    records = [bucket.put("new/secret-0123.png", colour()), bucket.put("new/b.png", colour())]
    with pytest.raises(RetryError, match="2 of the pictures"):
        elsewhere.handle(s3_event(*records), Context())
    written = capfd.readouterr()
    assert "secret-0123" not in written.out + written.err
    *faults, line = log_lines(written.out)
    assert [fault["detail"] for fault in faults] == ["NoSuchBucket"] * 2
    assert line["pictures"] == counts(failed=2)
    assert (line["event"], line["status"], line["code"]) == ("s3", 500, "retry")


def test_a_model_that_cannot_be_used_spoils_no_result(bucket: Bucket, tmp_path: Path) -> None:
    model = change_model(tmp_path / "m.tflite", preprocess_id="p0")
    with pytest.raises(RetryError):
        application(**PLACES, model=model).handle(
            s3_event(bucket.put("new/a.png", colour())), Context()
        )
    assert bucket.keys() == []


def test_a_crash_with_one_picture_leaves_the_others(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [bucket.put("new/a.png", b"crash"), bucket.put("new/b.png", colour())]
    read = s3.read_picture

    def fail_once(*arguments: Any) -> bytes:
        if arguments[1] == "new/a.png":
            raise MemoryError
        return read(*arguments)

    monkeypatch.setattr(s3, "read_picture", fail_once)
    with pytest.raises(RetryError, match="1 of the pictures"):
        APP.handle(s3_event(*records), Context())
    assert bucket.keys() == ["results/photos/new/b.png.json"]


FAILURES = {
    "slow down": lambda _: refusal("503 Slow Down", "SlowDown"),
    "internal": lambda _: refusal("500 Internal", "InternalError"),
    "denied": lambda _: refusal("403 Forbidden", "AccessDenied"),
    "hangs up": lambda _: b"",
    "not HTTP": lambda _: b"hello\r\n\r\n",
    "cut": lambda line: (
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: x\r\n\r\nhalf"
        if line.startswith("GET")
        else b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failing_s3_makes_lambda_call_again(
    name: str, aws: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with failing_server(FAILURES[name]) as url:
        aws.setenv("AWS_ENDPOINT_URL", url)
        with pytest.raises(RetryError):
            APP.handle(s3_event(s3_record("photos", "new/a.png", "0" * 32, 1000)), Context())
        s3.client().close()
    assert log_lines(capsys.readouterr().out)[-1]["pictures"] == counts(failed=1)


def test_an_absent_s3_makes_lambda_call_again(aws: pytest.MonkeyPatch) -> None:
    aws.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(RetryError):
        APP.handle(s3_event(s3_record("photos", "new/a.png", "0" * 32, 5)), Context())


def ending(app: Application, event: Event, capsys: pytest.CaptureFixture[str]) -> tuple[Any, ...]:
    """Send an event that must not count as done, and return what the log says of the call."""
    with pytest.raises(RetryError) as failed:
        app.handle(event, Context())
    line = log_lines(capsys.readouterr().out)[-1]
    assert (line["level"], line["status"], line["ServerErrors"]) == ("ERROR", 500, 1)
    return line["code"], str(failed.value)


def test_without_settings_events_of_s3_are_not_done(
    app: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    event = s3_event(s3_record("photos", "new/a.png", "0" * 32, 5))
    sentence = "this service is not set up for events of S3"
    assert ending(app, event, capsys) == ("unsupported_event", sentence)


def test_a_crash_before_the_first_picture_is_not_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such as boto3 missing from an image."""
    monkeypatch.setitem(sys.modules, "lambda_service.s3", None)
    monkeypatch.delattr("lambda_service.s3")
    event = s3_event(s3_record("photos", "new/a.png", "0" * 32, 5))
    code, sentence = ending(APP, event, capsys)
    assert (code, "s3" in sentence) == ("internal", False)


@pytest.mark.parametrize(
    "change",
    [
        {"key": None},
        {"key": ""},
        {"key": "%ff"},  # no UTF-8
        {"key": ["new/a.png"]},
        {"eTag": None},
        {"eTag": ""},
        {"size": "5"},
        {"size": True},
    ],
)
def test_a_damaged_record_is_not_done(
    change: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    record = s3_record("photos", "new/a.png", "0" * 32, 5)
    record["s3"]["object"] |= change
    assert ending(APP, s3_event(record), capsys)[0] == "bad_request"


@pytest.mark.parametrize("part", ["key", "eTag", "size"])
def test_a_record_without_a_part_is_not_done(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = s3_record("photos", "new/a.png", "0" * 32, 5)
    del record["s3"]["object"][part]
    assert ending(APP, s3_event(record), capsys)[0] == "bad_request"
