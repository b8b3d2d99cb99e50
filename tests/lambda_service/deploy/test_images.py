"""Old images expire, and never the one that the function runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from lambda_service.deploy.repository import IN_USE, KEPT_IMAGES
from tests.lambda_service.deploy.aws_stand_in import Fault
from tests.lambda_service.deploy.support import FIRST_IMAGE, SECOND_IMAGE, Deployment, client


@dataclass(frozen=True)
class Image:
    """An image as a lifecycle rule sees it."""

    digest: str
    tags: tuple[str, ...]


def images() -> list[Image]:
    """The repository's images, newest push first."""
    found = client("ecr").describe_images(repositoryName="petsight")["imageDetails"]
    return [Image(each["imageDigest"], tuple(each["imageTags"])) for each in reversed(found)]


def policy() -> list[dict[str, Any]]:
    found = client("ecr").get_lifecycle_policy(repositoryName="petsight")["lifecyclePolicyText"]
    rules: list[dict[str, Any]] = json.loads(found)["rules"]
    return rules


def expired(rules: list[dict[str, Any]], newest_first: list[Image]) -> set[str]:
    """Work out what expires, by ECR's documented evaluation.

    Rules count images by push time, each rule for itself; an image that a rule selects by its tags
    cannot be expired by a rule that comes later.
    """
    gone: set[str] = set()
    spoken_for: set[str] = set()
    for rule in sorted(rules, key=lambda rule: int(rule["rulePriority"])):
        selection = rule["selection"]
        assert selection["countType"] == "imageCountMoreThan"
        chosen = [image for image in newest_first if selects(selection, image)]
        gone |= {image.digest for image in chosen[selection["countNumber"] :]} - spoken_for
        if selection["tagStatus"] == "tagged":
            spoken_for |= {image.digest for image in chosen}
    return gone


def selects(selection: dict[str, Any], image: Image) -> bool:
    if selection["tagStatus"] == "any":
        return True
    prefixes = selection["tagPrefixList"]
    return all(any(tag.startswith(prefix) for tag in image.tags) for prefix in prefixes)


def number(digit: int) -> str:
    return f"{digit:02x}" * 32


def marked() -> set[str]:
    return {image.digest for image in images() if any(tag.startswith(IN_USE) for tag in image.tags)}


def digest(image: str) -> str:
    """The digest that the fake builder's push gives an image."""
    return f"sha256:{image[::-1]}"


@pytest.mark.parametrize("kept", [KEPT_IMAGES, KEPT_IMAGES + 1, 3 * KEPT_IMAGES])
def test_rules_keep_the_newest_and_what_is_in_use(deploy: Deployment, kept: int) -> None:
    assert deploy().status == 0
    oldest = Image("in use", ("x86-64-0", f"{IN_USE}0"))
    newer = [Image(str(age), (f"x86-64-{age}",)) for age in range(kept)]

    assert expired(policy(), [*newer, oldest]) == {str(age) for age in range(KEPT_IMAGES, kept)}
    unmarked = Image("in use", ("x86-64-0",))
    assert "in use" in expired(policy(), [*newer, unmarked])


def test_rule_for_any_image_comes_last(deploy: Deployment) -> None:
    """ECR refuses it otherwise."""
    assert deploy().status == 0

    rules = sorted(policy(), key=lambda rule: int(rule["rulePriority"]))
    assert [rule["selection"]["tagStatus"] for rule in rules] == ["tagged", "any"]


def test_failed_deployments_push_nothing_out(deploy: Deployment) -> None:
    assert deploy().status == 0
    deploy.aws.faults = [Fault("Action=CreateChangeSet", "InternalFailure")]

    for attempt in range(KEPT_IMAGES + 2):
        deploy.docker.set(image=number(attempt))
        assert deploy().status == 2

    assert len(images()) == KEPT_IMAGES + 3
    assert images()[-1].digest == digest(FIRST_IMAGE)
    assert marked() == {digest(FIRST_IMAGE), digest(number(KEPT_IMAGES + 1))}
    gone = expired(policy(), images())
    assert gone == {digest(number(0)), digest(number(1))}


def test_only_what_is_in_use_is_marked(deploy: Deployment) -> None:
    assert deploy().status == 0
    assert marked() == {digest(FIRST_IMAGE)}
    deploy.docker.set(image=SECOND_IMAGE)

    assert deploy().status == 0

    assert marked() == {digest(SECOND_IMAGE)}
    assert len(images()) == 2


def test_an_old_image_is_marked_again(deploy: Deployment) -> None:
    assert deploy().status == 0
    deploy.docker.set(image=SECOND_IMAGE)
    assert deploy().status == 0
    deploy.docker.set(image=FIRST_IMAGE)

    assert deploy().status == 0

    assert marked() == {digest(FIRST_IMAGE)}
    assert len(deploy.docker.calls("push")) == 2


def test_a_run_that_broke_off_before_the_mark_is_healed(deploy: Deployment) -> None:
    assert deploy().status == 0
    (tag,) = (tag for tag in images()[0].tags if tag.startswith(IN_USE))
    client("ecr").batch_delete_image(repositoryName="petsight", imageIds=[{"imageTag": tag}])
    assert marked() == set()

    assert "no changes" in deploy().err

    assert marked() == {digest(FIRST_IMAGE)}


def test_an_image_in_use_that_somebody_deleted(deploy: Deployment) -> None:
    assert deploy().status == 0
    client("ecr").batch_delete_image(
        repositoryName="petsight", imageIds=[{"imageDigest": digest(FIRST_IMAGE)}]
    )
    deploy.docker.set(image=SECOND_IMAGE)

    assert deploy().status == 0

    assert marked() == {digest(SECOND_IMAGE)}
