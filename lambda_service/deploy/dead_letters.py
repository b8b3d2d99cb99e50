"""The queue of S3 events that could not be answered."""

from __future__ import annotations

from typing import Final

from lambda_service.deploy.aws import Aws
from lambda_service.deploy.errors import DeployError, code_of
from lambda_service.deploy.stack import Stack
from lambda_service.locations import Location

_COUNTS: Final = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
"""Those that wait, and those that somebody has taken out and not yet deleted."""


def waiting(aws: Aws, present: Stack | None) -> int:
    """Return how many events wait in a stack's queue; SQS calls its number approximate."""
    url = present.outputs.get("FailuresUrl") if present else None
    if url is None:
        return 0
    try:
        found = aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(_COUNTS))
    except aws.sqs.exceptions.ClientError as exc:
        if "NonExistentQueue" in code_of(exc):
            return 0
        raise
    return sum(int(found["Attributes"][name]) for name in _COUNTS)


def check_empty(aws: Aws, present: Stack | None) -> None:
    """Refuse to delete the queue with events in it.

    Args:
        aws: The connection.
        present: The stack, whose next change would take the queue away.

    Raises:
        DeployError: Events wait in it.
    """
    count = waiting(aws, present)
    if present is not None and count:
        place = Location(present.parameters["Bucket"], present.parameters["InputPrefix"])
        raise DeployError(
            f"failed events wait in {present.outputs['FailuresUrl']} ({count}), and without"
            f" --bucket the queue would be deleted; say --bucket {place} to keep it, or --bucket"
            " none to lose them"
        )
