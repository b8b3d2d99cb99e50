"""Events of S3 that failed are counted, raise an alarm, and are not lost by a missing option."""

from __future__ import annotations

import pytest

from tests.lambda_service.deploy.buckets import entries, make
from tests.lambda_service.deploy.support import Deployment, client


def failed_events(count: int) -> str:
    """Put events into the queue as Lambda does, and return the queue's URL."""
    sqs = client("sqs")
    (queue,) = sqs.list_queues()["QueueUrls"]
    for _ in range(count):
        sqs.send_message(QueueUrl=queue, MessageBody='{"requestPayload": {}}')
    return str(queue)


def test_failed_events_raise_an_alarm(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", bucket).status == 0

    (alarm,) = client("cloudwatch").describe_alarms()["MetricAlarms"]
    (queue,) = client("sqs").list_queues()["QueueUrls"]
    assert alarm["AlarmName"] == "petsight-failures"
    assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": queue.split("/")[-1]}]
    assert deploy("--delete", "--yes").status == 0
    assert client("cloudwatch").describe_alarms()["MetricAlarms"] == []


def test_failed_events_are_counted(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", bucket).status == 0
    failed_events(2)

    assert "failed events    2\n" in deploy("--status").out


@pytest.mark.parametrize("taken", [False, True], ids=["waiting", "taken out and not deleted"])
def test_failed_events_are_not_lost_by_a_missing_option(
    deploy: Deployment, bucket: str, *, taken: bool
) -> None:
    assert deploy("--bucket", bucket).status == 0
    url = failed_events(1)
    if taken:
        assert client("sqs").receive_message(QueueUrl=url)["Messages"]
    queue = deploy.aws.stack().output_map["FailuresUrl"].value
    deploy.aws.requests.clear()

    for options in ([], ["--dry-run"]):
        result = deploy(*options)

        assert result.status == 2
        assert f"failed events wait in {queue} (1)" in result.err
        assert f"say --bucket {bucket}/pictures/ to keep it, or --bucket none to" in result.err
    assert deploy.aws.changes() == []
    assert entries() == ["other", "petsight-petsight"]


def test_failed_events_are_lost_where_that_is_said(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", bucket).status == 0
    failed_events(3)

    assert "deleted with failed events (3)" in deploy("--bucket", "none", "--dry-run").out
    result = deploy("--bucket", "none")

    assert result.status == 0, result.err
    assert deploy.aws.stack().parameters["Bucket"] == ""
    assert entries() == ["other"]


def test_failed_events_stay_with_another_bucket(deploy: Deployment, bucket: str) -> None:
    make("the-next-archive")
    assert deploy("--bucket", bucket).status == 0
    failed_events(1)

    assert deploy("--bucket", "the-next-archive").status == 0

    assert "failed events    1\n" in deploy("--status").out


def test_a_queue_that_somebody_deleted_holds_nothing(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", bucket).status == 0
    client("sqs").delete_queue(QueueUrl=failed_events(1))

    assert "failed events    0\n" in deploy("--status").out
    assert "would no longer call" in deploy("--dry-run").out


def test_no_bucket_where_there_was_none(deploy: Deployment) -> None:
    assert deploy("--bucket", "none").status == 0
    assert "no changes" in deploy().err
