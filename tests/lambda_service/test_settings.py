from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path

import pytest

from lambda_service.locations import Location
from lambda_service.settings import PREFIX, Settings, SettingsError, read_settings
from tests.support_model import TINY

README = Path(__file__).resolve().parents[2] / "lambda_service" / "README.md"


def test_nothing_set_gives_the_defaults() -> None:
    assert read_settings({"PATH": "/bin", "PETSIGHT_RUNTIME": "x"}) == Settings()
    assert Settings().max_pixels == 24_000_000


def test_everything_set() -> None:
    values = {
        "MODEL": str(TINY),
        "KEYS": "first-key-0123456789, second-key-0123456789",
        "MAX_PIXELS": "12000000",
        "URL_HOSTS": "images.example.org,cats.example.org",
        "CORS_ORIGINS": "https://pets.example,http://localhost:8000",
        "S3_INPUTS": "photos/new/, archive",
        "S3_OUTPUT": "photos/results/",
        "S3_MAX_BYTES": "1000000",
    }
    settings = read_settings({PREFIX + name: value for name, value in values.items()})
    assert settings == Settings(
        model=TINY,
        keys=("first-key-0123456789", "second-key-0123456789"),
        max_pixels=12_000_000,
        url_hosts=("images.example.org", "cats.example.org"),
        cors_origins=("https://pets.example", "http://localhost:8000"),
        s3_inputs=(Location("photos", "new/"), Location("archive", "")),
        s3_output=Location("photos", "results/"),
        s3_max_bytes=1_000_000,
    )


def test_hosts_are_written_in_one_way() -> None:
    hosts = {PREFIX + "URL_HOSTS": "Images.Example.org., bücher.example"}
    assert read_settings(hosts).url_hosts == ("images.example.org", "xn--bcher-kva.example")


@pytest.mark.parametrize("hosts", ["a.example,", "a.example,,b.example", "a.example, b/"])
def test_each_of_several_is_looked_at(hosts: str) -> None:
    with pytest.raises(SettingsError, match=r"URL_HOSTS is '(b/)?'; wanted is"):
        read_settings({PREFIX + "URL_HOSTS": hosts})


def test_an_empty_value_is_none() -> None:
    assert read_settings({PREFIX + "MODEL": "", PREFIX + "MAX_PIXELS": ""}) == Settings()


def test_empty_keys_do_not_open_the_service() -> None:
    with pytest.raises(SettingsError, match="KEYS is empty; wanted is a key"):
        read_settings({PREFIX + "KEYS": ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODEL", "/nowhere/model.tflite"),
        ("MODEL", "/"),
        ("MAX_PIXELS", "0"),
        ("MAX_PIXELS", "-5"),
        ("MAX_PIXELS", "24M"),
        ("MAX_PIXELS", "1e6"),
        ("MAX_PIXELS", "٣"),
        ("MAX_PIXELS", "9" * 5000),
        ("URL_HOSTS", "https://example.org"),
        ("URL_HOSTS", "example.org/path"),
        ("URL_HOSTS", "example.org:443"),
        ("URL_HOSTS", "*.example.org"),
        ("URL_HOSTS", "169.254.169.254"),
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "pets.example"),
        ("CORS_ORIGINS", "https://pets.example/"),
        ("CORS_ORIGINS", "null"),
        ("S3_OUTPUT", "s3://photos/results/"),
        ("S3_OUTPUT", "photos/results"),
        ("S3_OUTPUT", "photos//results/"),
        ("S3_OUTPUT", "Photos/results/"),
        ("S3_INPUTS", "photos/new"),
        ("S3_INPUTS", """ "photos/" """),
        ("S3_MAX_BYTES", "1 MB"),
    ],
)
def test_a_bad_value_is_named_with_what_is_wanted(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({PREFIX + name: value})
    message = caught.value.message
    assert message.startswith(PREFIX + name)
    assert value.strip() in message
    assert "wanted is" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "key", ["short", "has space 0123456789", "ключ-ключ-ключ-ключ", "a" * 257, "tab\t0123456789ab"]
)
def test_a_bad_key_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({PREFIX + "KEYS": f"good-key-0123456789,{key}"})
    assert PREFIX + "KEYS" in caught.value.message
    assert key not in caught.value.message
    assert "good-key" not in caught.value.message


def test_keys_do_not_show_in_the_settings() -> None:
    assert "0123456789" not in repr(Settings(keys=("good-key-0123456789",)))


@pytest.mark.parametrize("name", ["KEY", "API_KEYS", "keys", "S3_INPUT"])
def test_an_unknown_setting_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{PREFIX}{name} is no setting"):
        read_settings({PREFIX + name: "anything-0123456789"})


@pytest.mark.parametrize(
    ("inputs", "output"),
    [
        ("photos", "photos"),
        ("photos", "photos/results/"),
        ("photos/new/", "photos"),
        ("photos/new/", "photos/new/"),
        ("photos/new/", "photos/new/results/"),
        ("other,photos/a/b/", "photos/a/"),
    ],
)
def test_results_may_not_lie_where_pictures_do(inputs: str, output: str) -> None:
    with pytest.raises(SettingsError, match="overlaps"):
        read_settings({PREFIX + "S3_INPUTS": inputs, PREFIX + "S3_OUTPUT": output})


@pytest.mark.parametrize(("name", "value"), [("S3_INPUTS", "photos"), ("S3_OUTPUT", "photos")])
def test_input_and_output_go_together(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match="go together"):
        read_settings({PREFIX + name: value})


@pytest.mark.parametrize(
    ("memory", "vcpus"),
    [("128", 1), ("1769", 1), ("2048", 1), ("3008", 2), ("3538", 2), ("10240", 6)],
)
def test_threads_follow_the_memory(
    memory: str, vcpus: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": memory}
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert read_settings(environment).threads == vcpus
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert read_settings(environment).threads == min(vcpus, 2)


def test_the_function_has_a_name() -> None:
    assert read_settings({"AWS_LAMBDA_FUNCTION_NAME": "pets"}).function == "pets"


def test_the_readme_lists_every_setting() -> None:
    listed = re.findall(rf"^\| `{PREFIX}(\w+)`", README.read_text("utf-8"), re.MULTILINE)
    fields = {field.name.upper() for field in dataclasses.fields(Settings)}
    assert sorted(listed) == sorted(fields - {"THREADS", "FUNCTION"})
