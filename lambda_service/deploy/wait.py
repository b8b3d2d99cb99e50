"""Wait for CloudFormation and tell meanwhile what it does."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Set
from typing import Any, Final

from lambda_service.deploy.aws import Aws
from lambda_service.deploy.errors import DeployError

PAUSE_S: Final = 2.0
PATIENCE_S: Final = 1800.0
"""A function is there in two minutes; deleting one may take ten."""


def say(line: str) -> None:
    """Tell what happens, on standard error: standard output is for results."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def wait_for_change_set(aws: Aws, change_set: str) -> str | None:
    """Wait until CloudFormation has compared what is with what is wanted.

    Args:
        aws: The connection.
        change_set: Its ARN.

    Returns:
        None when it can be executed, else why not.
    """
    for _ in _polls():
        found = aws.cloudformation.describe_change_set(ChangeSetName=change_set)
        if found["Status"] == "CREATE_COMPLETE":
            return None
        if found["Status"] == "FAILED":
            return str(found.get("StatusReason", "no reason given"))
    raise DeployError("CloudFormation takes too long to compare; run the command again")


def wait_for_stack(aws: Aws, stack_id: str, seen: Set[str]) -> tuple[str, str | None]:
    """Wait until CloudFormation is done with a stack, and say what it finishes.

    Args:
        aws: The connection.
        stack_id: The stack's ARN; its name means nothing once it is deleted.
        seen: Ids of the events that are older than what is waited for.

    Returns:
        The stack's last status, and what went wrong first, if anything did.
    """
    happened: list[dict[str, Any]] = []
    for _ in _polls():
        happened += _tell_events(aws, stack_id, {*seen, *_ids(happened)})
        status = aws.cloudformation.describe_stacks(StackName=stack_id)["Stacks"][0]["StackStatus"]
        # Before the first event the status can still be the one from before. A stack that was only
        # in review is deleted without any.
        if status == "DELETE_COMPLETE" or (happened and not status.endswith("_IN_PROGRESS")):
            happened += _tell_events(aws, stack_id, {*seen, *_ids(happened)})
            return status, next(filter(None, map(_failure_of, happened)), None)
    raise DeployError("CloudFormation is still at work; --status says when it is done")


def event_ids(aws: Aws, stack_id: str) -> set[str]:
    """Return the ids of a stack's latest events."""
    return _ids(_events(aws, stack_id))


def _polls() -> Iterator[None]:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        yield
        time.sleep(PAUSE_S)


def _events(aws: Aws, stack_id: str) -> list[dict[str, Any]]:
    """Return the latest events, oldest first; one page of 100 is more than a change makes."""
    events = aws.cloudformation.describe_stack_events(StackName=stack_id)["StackEvents"]
    return list(reversed(events))


def _ids(events: list[dict[str, Any]]) -> set[str]:
    return {event["EventId"] for event in events}


def _tell_events(aws: Aws, stack_id: str, known: Set[str]) -> list[dict[str, Any]]:
    events = [event for event in _events(aws, stack_id) if event["EventId"] not in known]
    for event in events:
        if not event["ResourceStatus"].endswith("_IN_PROGRESS"):
            say(f"  {event['LogicalResourceId']}: {event['ResourceStatus']}")
    return events


def _failure_of(event: dict[str, Any]) -> str | None:
    """Return why a resource failed; those that were only cancelled because of it say nothing."""
    why = event.get("ResourceStatusReason", "")
    if event["ResourceStatus"].endswith("_FAILED") and "cancelled" not in why:
        return f"{event['LogicalResourceId']}: {why}".rstrip(". ")
    return None
