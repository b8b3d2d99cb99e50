"""Deploy: everything in its order, each step such that it can be done again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lambda_service.deploy import repository, stack, trigger
from lambda_service.deploy.aws import Aws
from lambda_service.deploy.builder import find_builder
from lambda_service.deploy.check import check_endpoint
from lambda_service.deploy.errors import DeployError
from lambda_service.deploy.keys import VARIABLE, Keys
from lambda_service.deploy.plan import examine
from lambda_service.deploy.wait import say
from lambda_service.deploy.wanted import Wanted, auth_steps
from lambda_service.page import FOLDER as PAGE_FOLDER
from lambda_service.page import LIST as PAGE_LIST
from lambda_service.page_answers import ROOT as PAGE_ROOT

CONTEXT: Final = Path(__file__).resolve().parent.parent.parent
"""The checkout, whose Dockerfile is built."""


def deploy(aws: Aws, wanted: Wanted) -> str:
    """Bring AWS into the wanted state.

    Args:
        aws: The connection.
        wanted: The state.

    Returns:
        The endpoint's URL.

    Raises:
        DeployError: A step failed; those before it stay done, and the next run goes on from there.
    """
    present, keys = examine(aws, wanted)
    image_uri, architecture = _publish(aws, wanted)
    digest = image_uri.partition("@")[2]
    running = present.image_digest if present else None
    repository.mark_in_use(aws, wanted.stack, {digest} if running is None else {digest, running})
    if keys.made:  # before the change: should this run break off during it, the key is not lost
        say(f"the key, shown only now: {keys.made}")
        say(f"(callers send it as x-api-key; {VARIABLE} replaces it in a later run)")
    _release_bucket(aws, wanted, present)
    parameters = wanted.parameters(image_uri, architecture)
    changed = _change_stack(aws, wanted, parameters, present, keys)
    made = stack.find(aws, wanted.stack)
    if made is None:
        raise DeployError("the stack was deleted by somebody else; run the command again")
    repository.mark_in_use(aws, wanted.stack, {digest})
    changed = _hold_bucket(aws, wanted, made.outputs["FunctionArn"]) or changed
    say("done" if changed else "no changes")
    check_endpoint(aws, made.outputs["Url"], wanted.stack, wanted.auth)
    say(_page_line(made.outputs["Url"], wanted.auth))
    return made.outputs["Url"]


def _publish(aws: Aws, wanted: Wanted) -> tuple[str, str]:
    """Build the image and push it where it is new.

    Returns:
        The image by digest, and its architecture in Lambda's words.
    """
    builder = find_builder()
    say(f"building the image for {wanted.platform} with {builder.command}")
    image = builder.build(CONTEXT, wanted.platform)
    uri = repository.ensure(aws, wanted.stack)
    digest = repository.digest_of(aws, wanted.stack, image.tag)
    if digest is None:
        say(f"pushing {uri}:{image.tag}")
        builder.push(image, uri, repository.credentials(aws))
        digest = repository.digest_of(aws, wanted.stack, image.tag)
    if digest is None:
        raise DeployError("the image was pushed, but ECR does not have it; run the command again")
    return f"{uri}@{digest}", image.architecture


def _page_line(url: str, auth: str) -> str:
    if not (PAGE_FOLDER / PAGE_LIST).is_file():
        return "the page for phones was not built, so that the image has none (`make mobile`)"
    if auth == "iam":
        return "under iam no browser can open the page for phones, for it cannot sign its requests"
    return f"the page for phones: {url.rstrip('/')}{PAGE_ROOT}/"


def _change_stack(
    aws: Aws,
    wanted: Wanted,
    parameters: Mapping[str, str],
    present: stack.Stack | None,
    keys: Keys,
) -> bool:
    """Change the stack in as many steps as it takes to leave no door open on the way."""
    changed = False
    for auth in auth_steps(present.auth if present else None, wanted.auth):
        say(f"changing the stack {wanted.stack!r}, authentication {auth}")
        step = {**parameters, "Auth": auth, "ApiKeys": keys.during(auth)}
        changed = stack.change(aws, wanted.stack, step) or changed
    return changed


def _release_bucket(aws: Aws, wanted: Wanted, present: stack.Stack | None) -> None:
    """Take the trigger from a bucket that is no longer wanted, while the function still exists."""
    before = present.parameters.get("Bucket") if present else None
    now = wanted.inputs.bucket if wanted.inputs else None
    if before and before != now and trigger.remove(aws, before, wanted.stack):
        say(f"bucket {before!r} no longer calls the function")


def _hold_bucket(aws: Aws, wanted: Wanted, function_arn: str) -> bool:
    if wanted.inputs is None or trigger.is_set(aws, wanted.inputs, wanted.stack, function_arn):
        return False
    trigger.add(aws, wanted.inputs, wanted.stack, function_arn)
    say(f"new files in {wanted.inputs} are classified from now on")
    return True
