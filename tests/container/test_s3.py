"""The image can do what S3 events ask of it, with what was left of botocore's data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.container.engine import Engine
from tests.container.running import Container, run_container
from tests.lambda_service.aws_events import s3_event, s3_record

pytestmark = pytest.mark.slow

REGION = "eu-central-1"
ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
}
SETTINGS = {
    "PETSIGHT_SERVICE_S3_INPUTS": "photos/in/",
    "PETSIGHT_SERVICE_S3_OUTPUT": "photos/out/",
}


@pytest.fixture
def s3_url(container: Container) -> Iterator[str]:
    """Run an S3 on the bridge that containers are on, and return its URL."""
    bridge = container.inspect("{{.NetworkSettings.Gateway}}")
    server = ThreadedMotoServer(ip_address=bridge, port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_url: str) -> Iterator[Any]:
    """Return a client of that S3, with an empty bucket in it."""
    client = boto3.client(
        "s3",
        endpoint_url=s3_url,
        region_name=REGION,
        aws_access_key_id=ACCOUNT["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=ACCOUNT["AWS_SECRET_ACCESS_KEY"],
    )
    location = {"LocationConstraint": REGION}
    client.create_bucket(Bucket="photos", CreateBucketConfiguration=location)
    yield client
    client.close()


def test_photo_in_s3_gets_its_result(
    engine: Engine, image: str, s3_url: str, s3: Any, golden_inputs: Path
) -> None:
    photo = (golden_inputs / "baseline.jpg").read_bytes()
    etag = s3.put_object(Bucket="photos", Key="in/a cat.jpg", Body=photo)["ETag"].strip('"')
    event = s3_event(s3_record("photos", "in/a cat.jpg", etag, len(photo)))
    environment = ACCOUNT | SETTINGS | {"AWS_ENDPOINT_URL_S3": s3_url}
    options = [f"--env={name}={value}" for name, value in environment.items()]

    with run_container(engine, image, *options) as configured:
        counts = configured.invoke(event).json()
        direct = configured.ask(photo).json()

    assert counts["answered"] == 1
    (listed,) = s3.list_objects_v2(Bucket="photos", Prefix="out/")["Contents"]
    result = json.loads(s3.get_object(Bucket="photos", Key=listed["Key"])["Body"].read())
    assert result["label"] == direct["label"]
    assert result["scores"] == direct["scores"]
