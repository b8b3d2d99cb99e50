"""Let a bucket call the function for each new picture.

CloudFormation sets notifications only on buckets that it made itself, and this bucket is the
person's. So the one entry is set and removed here, by its id, and every other entry stays.
"""

from __future__ import annotations

import time
from typing import Any, Final

from lambda_service.deploy.aws import Aws
from lambda_service.deploy.errors import DeployError, code_of, reason_of
from lambda_service.locations import Location

_ENTRIES: Final = "LambdaFunctionConfigurations"
_TRIES: Final = 5
_PAUSE_S: Final = 3.0


def check_bucket(aws: Aws, bucket: str) -> None:
    """Refuse a bucket that cannot call a function here.

    Raises:
        DeployError: There is none of this name in this account, or it lies in another region.
    """
    try:
        found = aws.s3.get_bucket_location(Bucket=bucket, ExpectedBucketOwner=aws.account)
    except aws.s3.exceptions.ClientError as exc:
        if code_of(exc) == "NoSuchBucket":
            raise DeployError(f"there is no bucket {bucket!r}; make it first") from exc
        raise
    region = {None: "us-east-1", "EU": "eu-west-1"}.get(
        found["LocationConstraint"], found["LocationConstraint"]
    )
    if region != aws.region:
        raise DeployError(
            f"the bucket {bucket!r} is in {region}, and S3 calls functions of its own region only;"
            f" deploy with --region {region}"
        )


def is_set(aws: Aws, inputs: Location, stack: str, function_arn: str) -> bool:
    """Tell whether the bucket calls the function already."""
    wanted = _comparable(_entry(inputs, stack, function_arn))
    entries = _read(aws, inputs.bucket).get(_ENTRIES, [])
    return any(_comparable(entry) == wanted for entry in entries)


def add(aws: Aws, inputs: Location, stack: str, function_arn: str) -> None:
    """Let the bucket call the function for each object that arrives.

    Args:
        aws: The connection.
        inputs: Bucket and prefix.
        stack: The name that the entry goes by.
        function_arn: What is called.

    Raises:
        DeployError: Another entry of the bucket covers the same objects, or S3 may not call.
    """
    configuration = _read(aws, inputs.bucket)
    others = [entry for entry in configuration.get(_ENTRIES, []) if entry["Id"] != _id(stack)]
    entries = [*others, _entry(inputs, stack, function_arn)]
    _write(aws, inputs.bucket, {**configuration, _ENTRIES: entries})


def remove(aws: Aws, bucket: str, stack: str) -> bool:
    """Take our entry away again.

    Returns:
        Whether there was one; a bucket that is gone has none.
    """
    try:
        configuration = _read(aws, bucket)
    except aws.s3.exceptions.ClientError as exc:
        if code_of(exc) == "NoSuchBucket":
            return False
        raise
    entries = configuration.get(_ENTRIES, [])
    others = [entry for entry in entries if entry["Id"] != _id(stack)]
    if len(others) == len(entries):
        return False
    _write(aws, bucket, {**configuration, _ENTRIES: others})
    return True


def _id(stack: str) -> str:
    return f"petsight-{stack}"


def _entry(inputs: Location, stack: str, function_arn: str) -> dict[str, Any]:
    return {
        "Id": _id(stack),
        "LambdaFunctionArn": function_arn,
        "Events": ["s3:ObjectCreated:*"],
        "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": inputs.prefix}]}},
    }


def _comparable(entry: dict[str, Any]) -> tuple[object, ...]:
    """Return what an entry means; S3 writes the names of filters as it likes."""
    rules = entry.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    filters = sorted((rule["Name"].lower(), rule["Value"]) for rule in rules)
    return entry["Id"], entry["LambdaFunctionArn"], sorted(entry["Events"]), filters


def _read(aws: Aws, bucket: str) -> dict[str, Any]:
    found = aws.s3.get_bucket_notification_configuration(
        Bucket=bucket, ExpectedBucketOwner=aws.account
    )
    return {key: value for key, value in found.items() if key != "ResponseMetadata"}


def _write(aws: Aws, bucket: str, configuration: dict[str, Any]) -> None:
    for tried in range(1, _TRIES + 1):
        try:
            aws.s3.put_bucket_notification_configuration(
                Bucket=bucket,
                ExpectedBucketOwner=aws.account,
                NotificationConfiguration=configuration,
            )
        except aws.s3.exceptions.ClientError as exc:
            if code_of(exc) != "InvalidArgument":
                raise
            # S3 tries the call out, and a permission is some seconds old before all of AWS knows.
            if "validate" in reason_of(exc) and tried < _TRIES:
                time.sleep(_PAUSE_S)
                continue
            raise DeployError(
                f"S3 does not take the notification of bucket {bucket!r}: {reason_of(exc)}"
            ) from exc
        return
