"""The connection to AWS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lambda_service.deploy.errors import DeployError


@dataclass(frozen=True)
class Aws:
    """Who deploys and where, with a client for each service.

    Attributes:
        account: The account's number.
        region: Such as "eu-central-1".
        partition: "aws", "aws-cn" or "aws-us-gov".
        cloudformation: boto3's client, as the others.
    """

    account: str
    region: str
    partition: str
    cloudformation: Any
    ecr: Any
    functions: Any
    s3: Any
    sqs: Any


def connect(region: str) -> Aws:
    """Find the credentials and ask AWS whose they are.

    Args:
        region: Where to deploy. Credentials come from where the AWS command line has them.

    Raises:
        DeployError: boto3 is missing, or it does not know the region.
        BotoCoreError: No credentials, or no network.
        ClientError: AWS refuses the credentials.
    """
    try:
        import boto3
    except ImportError as exc:
        raise DeployError("this needs boto3: pip install 'petsight[lambda]'") from exc
    from botocore.config import Config

    session = boto3.session.Session(region_name=region)
    _check_region(session, region)
    config = Config(connect_timeout=10, read_timeout=60, retries={"mode": "standard"})

    def client(service: str) -> Any:
        return session.client(service, config=config)

    caller = client("sts").get_caller_identity()
    return Aws(
        account=caller["Account"],
        region=region,
        partition=caller["Arn"].split(":")[1],
        cloudformation=client("cloudformation"),
        ecr=client("ecr"),
        functions=client("lambda"),
        s3=client("s3"),
        sqs=client("sqs"),
    )


def _check_region(session: Any, region: str) -> None:
    """Refuse a mistyped region at once; asking it would end in a name that does not resolve."""
    partitions = session.get_available_partitions()
    known = {name for part in partitions for name in session.get_available_regions("lambda", part)}
    if region not in known:
        raise DeployError(
            f"{region!r} is not a region that the installed boto3 knows for Lambda; is it mistyped,"
            " or so new that boto3 needs an update?"
        )
