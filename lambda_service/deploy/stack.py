"""The CloudFormation stack: what state it is in, change it, delete it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lambda_service.deploy.aws import Aws
from lambda_service.deploy.errors import DeployError, code_of, reason_of
from lambda_service.deploy.wait import event_ids, say, wait_for_change_set, wait_for_stack
from lambda_service.deploy.wanted import TAG

TEMPLATE: Final = Path(__file__).resolve().parent.parent / "template.yaml"

_LEFTOVERS: Final = frozenset(
    {"REVIEW_IN_PROGRESS", "CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"}
)
"""What a creation that broke off leaves: nothing works in it, and it can only be deleted."""

_NOTHING_TO_DO: Final = ("didn't contain changes", "No updates are to be performed")


@dataclass(frozen=True)
class Stack:
    """A stack as CloudFormation describes it.

    Attributes:
        id: Its ARN, which stays valid after it is deleted.
        status: CloudFormation's word, such as "CREATE_COMPLETE".
        parameters: What it was made with; a hidden one is asterisks.
        outputs: What it made, by the names in the template.
    """

    id: str
    status: str
    parameters: Mapping[str, str]
    outputs: Mapping[str, str]

    @property
    def is_leftover(self) -> bool:
        """Whether it must be deleted before it can be made."""
        return self.status in _LEFTOVERS

    @property
    def auth(self) -> str | None:
        """Who may call, or None where nothing works."""
        return None if self.is_leftover else self.parameters.get("Auth")

    @property
    def image_digest(self) -> str | None:
        """The digest of the image that the function runs, "sha256:...", or None."""
        return None if self.is_leftover else self.parameters["ImageUri"].partition("@")[2]

    @property
    def is_busy(self) -> bool:
        """Whether CloudFormation is at work on it."""
        return self.status.endswith("_IN_PROGRESS") and not self.is_leftover


def find(aws: Aws, name: str) -> Stack | None:
    """Return the stack of a name, or None.

    Raises:
        DeployError: There is one that this command did not make.
    """
    try:
        found = aws.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    except aws.cloudformation.exceptions.ClientError as exc:
        if code_of(exc) == "ValidationError" and "does not exist" in reason_of(exc):
            return None
        raise
    if not _is_ours(aws, name, found):
        raise DeployError(
            f"a stack {name!r} exists that this command did not make; choose another --stack"
        )
    return Stack(
        id=found["StackId"],
        status=found["StackStatus"],
        parameters={
            entry["ParameterKey"]: entry["ParameterValue"] for entry in found.get("Parameters", [])
        },
        outputs={entry["OutputKey"]: entry["OutputValue"] for entry in found.get("Outputs", [])},
    )


def check_free(name: str, stack: Stack | None) -> None:
    """Refuse a stack that CloudFormation is at work on.

    Raises:
        DeployError: It is.
    """
    if stack is not None and stack.is_busy:
        raise DeployError(
            f"the stack {name!r} is busy ({stack.status}): an earlier run or somebody else is"
            " changing it; run the command again when --status says that it is complete"
        )


def check_changeable(name: str, stack: Stack | None) -> None:
    """Refuse a stack that cannot be changed now.

    Raises:
        DeployError: CloudFormation is at work on it, or it is stuck.
    """
    check_free(name, stack)
    if stack is not None and stack.status == "UPDATE_ROLLBACK_FAILED":
        raise DeployError(
            f"the stack {name!r} is stuck: a change failed and could not be taken back; run `aws"
            f" cloudformation continue-update-rollback --stack-name {name}`, then this again"
        )


def change(aws: Aws, name: str, parameters: Mapping[str, str | None]) -> bool:
    """Make the stack, or change it, and wait until CloudFormation is done.

    Args:
        aws: The connection.
        name: The stack's name.
        parameters: The template's parameters; None keeps the value that one has.

    Returns:
        Whether there was anything to change.

    Raises:
        DeployError: CloudFormation refuses, or fails and takes it back.
    """
    stack = find(aws, name)
    if stack is not None and stack.is_leftover:
        say(f"removing what is left of an earlier attempt ({stack.status})")
        delete(aws, name)
        stack = None
    try:
        made = aws.cloudformation.create_change_set(
            StackName=name,
            ChangeSetName=f"petsight-{secrets.token_hex(4)}",
            ChangeSetType="UPDATE" if stack else "CREATE",
            TemplateBody=TEMPLATE.read_text(encoding="utf-8"),
            Parameters=[_parameter(key, value) for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM"],
            Tags=[{"Key": TAG, "Value": name}],
        )
    except aws.cloudformation.exceptions.ClientError as exc:
        if any(words in reason_of(exc) for words in _NOTHING_TO_DO):
            return False
        raise
    reason = wait_for_change_set(aws, made["Id"])
    if reason is None:
        _execute(aws, made["Id"], made["StackId"])
        return True
    if stack is None:  # empty, and without its change set nothing would tell whose it is
        aws.cloudformation.delete_stack(StackName=made["StackId"])
    else:
        aws.cloudformation.delete_change_set(ChangeSetName=made["Id"])
    if any(words in reason for words in _NOTHING_TO_DO):
        return False
    raise DeployError(f"CloudFormation refuses the change: {reason}")


def delete(aws: Aws, name: str) -> bool:
    """Delete the stack and wait for the end.

    Returns:
        Whether there was one.

    Raises:
        DeployError: CloudFormation cannot delete it.
    """
    stack = find(aws, name)
    if stack is None:
        return False
    seen = event_ids(aws, stack.id)
    aws.cloudformation.delete_stack(StackName=stack.id)
    status, reason = wait_for_stack(aws, stack.id, seen)
    if status != "DELETE_COMPLETE":
        raise DeployError(f"the stack cannot be deleted ({status}): {reason or 'no reason given'}")
    return True


def _is_ours(aws: Aws, name: str, found: Mapping[str, Any]) -> bool:
    """Tell whether this command made a stack; of one in review, its change sets tell too."""
    tag = {"Key": TAG, "Value": name}
    if tag in found.get("Tags", []):
        return True
    if found["StackStatus"] != "REVIEW_IN_PROGRESS":
        return False
    change_sets = aws.cloudformation.list_change_sets(StackName=found["StackId"])["Summaries"]
    tags = [
        aws.cloudformation.describe_change_set(ChangeSetName=one["ChangeSetId"]).get("Tags", [])
        for one in change_sets
    ]
    return bool(tags) and all(tag in those for those in tags)


def _execute(aws: Aws, change_set: str, stack_id: str) -> None:
    seen = event_ids(aws, stack_id)
    aws.cloudformation.execute_change_set(ChangeSetName=change_set)
    status, reason = wait_for_stack(aws, stack_id, seen)
    if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise DeployError(
            f"CloudFormation gave up ({status}): {reason or 'no reason given'}; once that is dealt"
            " with, run the command again"
        )


def _parameter(key: str, value: str | None) -> dict[str, Any]:
    if value is None:
        return {"ParameterKey": key, "UsePreviousValue": True}
    return {"ParameterKey": key, "ParameterValue": value}
