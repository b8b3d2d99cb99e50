"""Look before anything is made: what is there, what stands in the way, what would be done."""

from __future__ import annotations

from typing import Final

from lambda_service.deploy import dead_letters, repository, stack, trigger
from lambda_service.deploy.aws import Aws
from lambda_service.deploy.builder import find_builder
from lambda_service.deploy.errors import DeployError
from lambda_service.deploy.keys import Keys, choose_keys
from lambda_service.deploy.wanted import Wanted, auth_steps

UNRESERVED: Final = 100
"""Calls at once that Lambda keeps for the functions of an account that reserve none."""


def examine(aws: Aws, wanted: Wanted) -> tuple[stack.Stack | None, Keys]:
    """Find what stands in the way, with questions alone.

    Args:
        aws: The connection.
        wanted: The state.

    Returns:
        The stack that can be changed, None where one must be made, and what becomes of the keys.

    Raises:
        DeployError: Something stands in the way; the sentence says what to do.
    """
    present = stack.find(aws, wanted.stack)
    stack.check_changeable(wanted.stack, present)
    keys = choose_keys(wanted.auth, present)
    if wanted.concurrency is not None:
        _check_quota(aws, wanted.stack, wanted.concurrency)
    if wanted.inputs is not None:
        trigger.check_bucket(aws, wanted.inputs.bucket)
    elif not wanted.drop_failures:
        dead_letters.check_empty(aws, present)
    return present, keys


def plan(aws: Aws, wanted: Wanted) -> list[str]:
    """Say what a deployment would do, with questions alone.

    Args:
        aws: The connection.
        wanted: The state.

    Returns:
        Lines for a person.

    Raises:
        DeployError: It would refuse to begin.
    """
    present, keys = examine(aws, wanted)
    there = "is there" if repository.find(aws, wanted.stack) else "would be made"
    lines = [
        f"account {aws.account}, region {aws.region}; nothing is changed",
        f"repository {wanted.stack!r}: {there}",
        f"image: would be built for {wanted.platform} with {find_builder().command}",
        f"stack {wanted.stack!r}: {_fate(present)}",
    ]
    before = present.parameters if present and not present.is_leftover else {}
    for name, value in wanted.parameters("", "").items():
        if value and before.get(name) != value:
            lines.append(f"  {name}: {before.get(name, 'unset')!r} would become {value!r}")
    *between, _ = auth_steps(before.get("Auth"), wanted.auth)
    lines += [f"  Auth: would be {auth!r} in between" for auth in between]
    if before.get("Bucket") and not wanted.inputs:
        lines.append(f"  Bucket: {before['Bucket']!r} would no longer call the function")
        if lost := dead_letters.waiting(aws, present):
            lines.append(f"  its queue would be deleted with failed events ({lost})")
    if keys.made:
        lines.append("  ApiKeys: a new key would be made and shown")
    return lines


def _fate(present: stack.Stack | None) -> str:
    if present is None:
        return "would be made"
    if present.is_leftover:
        return f"would be made, after what is left of an attempt ({present.status}) is deleted"
    return f"is there ({present.status})"


def _check_quota(aws: Aws, name: str, concurrency: int) -> None:
    limits = aws.functions.get_account_settings()["AccountLimit"]
    free = limits["UnreservedConcurrentExecutions"] - UNRESERVED + _reserved(aws, name)
    if concurrency > free:
        raise DeployError(
            f"the account may run {limits['ConcurrentExecutions']} calls at once in {aws.region};"
            f" {max(free, 0)} of them can be reserved, not {concurrency}; ask for a smaller"
            " --concurrency, a larger quota, or `--concurrency account`, which reserves none and"
            " leaves the account's limit as the only cap on cost"
        )


def _reserved(aws: Aws, name: str) -> int:
    """Return what the function holds already, and would give back."""
    try:
        found = aws.functions.get_function_concurrency(FunctionName=name)
    except aws.functions.exceptions.ResourceNotFoundException:
        return 0
    return int(found.get("ReservedConcurrentExecutions", 0))
