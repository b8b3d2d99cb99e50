"""Say what is deployed."""

from __future__ import annotations

from collections.abc import Iterator

from lambda_service.deploy import dead_letters, repository, stack, trigger
from lambda_service.deploy.aws import Aws
from lambda_service.locations import Location

_SHOWN = ("Auth", "Memory", "Concurrency", "Architecture", "ImageUri")


def facts(aws: Aws, name: str) -> Iterator[tuple[str, str]]:
    """Yield what there is to know of a deployment, as name and value.

    Args:
        aws: The connection.
        name: The stack's name.
    """
    present = stack.find(aws, name)
    yield "stack", present.status if present else "not there"
    yield "repository", repository.find(aws, name) or "not there"
    if present is None:
        return
    for key in _SHOWN:
        if key in present.parameters:
            yield key.lower(), present.parameters[key]
    if "Url" in present.outputs:
        yield "url", present.outputs["Url"]
    bucket = present.parameters.get("Bucket")
    if bucket:
        yield "pictures from", str(Location(bucket, present.parameters["InputPrefix"]))
        yield "triggered", _trigger(aws, present, name)
        if "FailuresUrl" in present.outputs:
            yield "failed events", str(dead_letters.waiting(aws, present))
            yield "in queue", present.outputs["FailuresUrl"]


def _trigger(aws: Aws, present: stack.Stack, name: str) -> str:
    if "FunctionArn" not in present.outputs:
        return "no"
    inputs = Location(present.parameters["Bucket"], present.parameters["InputPrefix"])
    return "yes" if trigger.is_set(aws, inputs, name, present.outputs["FunctionArn"]) else "no"
