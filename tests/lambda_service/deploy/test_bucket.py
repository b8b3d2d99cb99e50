"""A bucket that was there before calls the function, keeps what it has, and is left as it was."""

from __future__ import annotations

import pytest

from lambda_service.settings import read_settings
from tests.lambda_service.deploy.aws_stand_in import ACCOUNT, REGION, Fault
from tests.lambda_service.deploy.buckets import BUCKET, entries, make, notifications
from tests.lambda_service.deploy.support import Deployment, client

FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:petsight"


def test_new_pictures_call_the_function(deploy: Deployment, bucket: str) -> None:
    before = notifications()

    result = deploy("--bucket", bucket)

    assert result.status == 0, result.err
    after = notifications()
    (ours,) = (entry for entry in after["LambdaFunctionConfigurations"] if entry["Id"] != "other")
    assert ours["LambdaFunctionArn"] == FUNCTION
    assert ours["Events"] == ["s3:ObjectCreated:*"]
    (rule,) = ours["Filter"]["Key"]["FilterRules"]
    assert (rule["Name"].lower(), rule["Value"]) == ("prefix", "pictures/")
    after["LambdaFunctionConfigurations"].remove(ours)
    assert after == before


def test_function_knows_where_to_read_and_write(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", f"{bucket}/2024/").status == 0

    settings = read_settings(deploy.aws.function().environment_vars)
    assert [str(place) for place in settings.s3_inputs] == [f"{bucket}/2024/"]
    assert str(settings.s3_output) == f"{bucket}/petsight-answers/"
    (rule,) = notifications()["LambdaFunctionConfigurations"][1]["Filter"]["Key"]["FilterRules"]
    assert rule["Value"] == "2024/"


def test_failed_events_go_to_a_queue(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", bucket).status == 0

    (queue,) = client("sqs").list_queues()["QueueUrls"]
    events = client("lambda").get_function_event_invoke_config(FunctionName="petsight")
    assert events["DestinationConfig"]["OnFailure"]["Destination"].endswith(queue.split("/")[-1])
    assert queue.split("/")[-1] in deploy("--status").out


def test_second_run_changes_nothing(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", bucket).status == 0
    deploy.aws.requests.clear()

    result = deploy("--bucket", bucket)

    assert "no changes" in result.err
    assert not [change for change in deploy.aws.changes() if "notification" in change]
    assert len(entries()) == 2


def test_a_trigger_that_somebody_removed_is_set_again(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", bucket).status == 0
    client("s3").put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})
    assert "triggered        no" in deploy("--status").out

    assert deploy("--bucket", bucket).status == 0

    assert entries() == ["petsight-petsight"]
    assert "triggered        yes" in deploy("--status").out


def test_another_prefix_replaces_the_entry(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", bucket).status == 0

    assert deploy("--bucket", f"{bucket}/new/").status == 0

    assert len(entries()) == 2
    assert "new/" in str(notifications())
    assert "pictures/" not in str(notifications())


def test_another_bucket_releases_the_first(deploy: Deployment, bucket: str) -> None:
    make("the-next-archive")
    before = notifications()
    assert deploy("--bucket", bucket).status == 0

    assert deploy("--bucket", "the-next-archive").status == 0

    assert notifications() == before
    assert entries("the-next-archive") == ["petsight-petsight"]


def test_without_the_option_the_bucket_is_released(deploy: Deployment, bucket: str) -> None:
    before = notifications()
    assert deploy("--bucket", bucket).status == 0

    assert deploy().status == 0

    assert notifications() == before


def test_delete_keeps_the_bucket(deploy: Deployment, bucket: str) -> None:
    before = notifications()
    client("s3").put_object(Bucket=bucket, Key="pictures/cat.jpg", Body=b"cat")
    assert deploy("--bucket", bucket).status == 0

    assert deploy("--delete", "--yes").status == 0

    assert notifications() == before
    assert client("s3").get_object(Bucket=bucket, Key="pictures/cat.jpg")["Body"].read() == b"cat"
    assert client("sqs").list_queues().get("QueueUrls", []) == []


def test_delete_where_the_bucket_is_gone(deploy: Deployment, bucket: str) -> None:
    assert deploy("--bucket", bucket).status == 0
    client("s3").delete_bucket(Bucket=bucket)

    result = deploy("--delete", "--yes")

    assert result.status == 0, result.err


def test_missing_bucket(deploy: Deployment) -> None:
    result = deploy("--bucket", "nowhere-to-be-found")

    assert result.status == 2
    assert "there is no bucket 'nowhere-to-be-found'; make it first" in result.err
    assert deploy.aws.changes() == []


def test_bucket_of_another_region(deploy: Deployment) -> None:
    make("far-away", "ap-south-1")
    deploy.aws.requests.clear()

    result = deploy("--bucket", "far-away")

    assert result.status == 2
    assert "is in ap-south-1" in result.err
    assert "--region ap-south-1" in result.err
    assert deploy.aws.changes() == []


def test_bucket_of_somebody_else(deploy: Deployment, bucket: str) -> None:
    deploy.aws.faults = [Fault(f"GET /{bucket}?location", "AccessDenied", "Access Denied", 403)]

    result = deploy("--bucket", bucket)

    assert result.status == 2
    assert "may not do this (GetBucketLocation)" in result.err
    assert deploy.docker.calls("build") == []


@pytest.mark.parametrize("place", ["s3://pets", "Pets", "pets/no-slash", "a", ""])
def test_bad_place(deploy: Deployment, place: str) -> None:
    result = deploy("--bucket", place)

    assert result.status == 2
    assert "is no place in a bucket" in result.err


@pytest.mark.parametrize("prefix", ["petsight-answers/", "petsight-answers/more/"])
def test_answers_do_not_start_the_function(deploy: Deployment, prefix: str) -> None:
    result = deploy("--bucket", f"{BUCKET}/{prefix}")

    assert result.status == 2
    assert "pictures must arrive elsewhere" in result.err


def test_permission_that_s3_does_not_know_yet(
    deploy: Deployment, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Unable to validate the following destination configurations"
    deploy.aws.faults = [Fault(f"PUT /{bucket}?notification", "InvalidArgument", words)]
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            deploy.aws.faults = []

    monkeypatch.setattr("lambda_service.deploy.trigger.time.sleep", pause)

    result = deploy("--bucket", bucket)

    assert result.status == 0, result.err
    assert pauses == [3.0, 3.0]
    assert "petsight-petsight" in entries()


def test_entry_of_somebody_else_for_the_same_pictures(deploy: Deployment, bucket: str) -> None:
    words = "Configurations overlap. Configurations on the same bucket cannot share a common event"
    deploy.aws.faults = [Fault(f"PUT /{bucket}?notification", "InvalidArgument", words)]

    result = deploy("--bucket", bucket)

    assert result.status == 2
    assert (
        f"does not take the notification of bucket '{bucket}': Configurations overlap" in result.err
    )
    deploy.aws.faults = []
    assert deploy("--bucket", bucket).status == 0
