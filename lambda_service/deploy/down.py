"""Take a deployment away again."""

from __future__ import annotations

import sys

from lambda_service.deploy import repository, stack, trigger
from lambda_service.deploy.aws import Aws
from lambda_service.deploy.errors import DeployError
from lambda_service.deploy.wait import say


def delete(aws: Aws, name: str) -> None:
    """Delete the stack, its images and its entry in the bucket's notifications; the bucket stays.

    The order leaves nothing that calls a function that is gone, and no function without its image.

    Args:
        aws: The connection.
        name: The stack's name.

    Raises:
        DeployError: Something cannot be deleted; what is gone stays gone, and the command can be
            run again.
    """
    present = stack.find(aws, name)
    stack.check_free(name, present)
    bucket = present.parameters.get("Bucket") if present else None
    if bucket and trigger.remove(aws, bucket, name):
        say(f"bucket {bucket!r} no longer calls the function")
    gone = stack.delete(aws, name)
    gone = repository.delete(aws, name) or gone
    say("deleted" if gone else "there is nothing to delete")


def confirm(name: str, region: str) -> None:
    """Ask a person; a program says `--yes`.

    Raises:
        DeployError: There is nobody to ask, or the answer is no.
    """
    if not sys.stdin.isatty():
        raise DeployError("nobody is here to ask; add --yes to delete without a question")
    say(f"this deletes the function, logs, failed events and images of {name!r} in {region}")
    sys.stderr.write(f"type {name} to go on: ")
    sys.stderr.flush()
    if sys.stdin.readline().strip() != name:
        raise DeployError("nothing is deleted")
