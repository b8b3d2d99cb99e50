"""Buckets of the person who deploys, and what they notify."""

from __future__ import annotations

from typing import Any

from tests.lambda_service.deploy.aws_stand_in import REGION
from tests.lambda_service.deploy.support import client

BUCKET = "archive-of-pets"


def make(name: str, region: str = REGION) -> None:
    where = {"LocationConstraint": region}
    client("s3", region).create_bucket(Bucket=name, CreateBucketConfiguration=where)


def role() -> str:
    made = client("iam").create_role(RoleName="theirs", AssumeRolePolicyDocument="{}")
    return str(made["Role"]["Arn"])


def notifications(name: str = BUCKET) -> dict[str, Any]:
    found = client("s3").get_bucket_notification_configuration(Bucket=name)
    del found["ResponseMetadata"]
    return dict(found)


def entries(name: str = BUCKET) -> list[str]:
    found = notifications(name).get("LambdaFunctionConfigurations", [])
    return [entry["Id"] for entry in found]
