"""The ECR repository that holds the images."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from typing import Any, Final

from lambda_service.deploy.aws import Aws
from lambda_service.deploy.errors import DeployError
from lambda_service.deploy.wanted import TAG

KEPT_IMAGES: Final = 10
IN_USE: Final = "in-use-"
"""How the tag begins that keeps an image from expiring; see `mark_in_use`."""
MARKED_IMAGES: Final = 100
"""Never reached, for two are marked at most."""


def find(aws: Aws, name: str) -> str | None:
    """Return the URI of the repository, or None.

    Raises:
        DeployError: There is one that this command did not make.
    """
    try:
        found = aws.ecr.describe_repositories(repositoryNames=[name])["repositories"][0]
    except aws.ecr.exceptions.RepositoryNotFoundException:
        return None
    tags = aws.ecr.list_tags_for_resource(resourceArn=found["repositoryArn"])["tags"]
    if {"Key": TAG, "Value": name} not in tags:
        raise DeployError(
            f"a repository {name!r} exists that was not made for this stack; choose another --stack"
        )
    return str(found["repositoryUri"])


def ensure(aws: Aws, name: str) -> str:
    """Make the repository where it is missing and set its rules.

    Tags are immutable, each push is scanned, old images expire, and of all services only Lambda in
    this account and region may pull.

    Returns:
        The URI of the repository, without a tag.
    """
    uri = find(aws, name)
    if uri is None:
        made = aws.ecr.create_repository(
            repositoryName=name,
            imageTagMutability="IMMUTABLE",
            imageScanningConfiguration={"scanOnPush": True},
            tags=[{"Key": TAG, "Value": name}],
        )
        uri = str(made["repository"]["repositoryUri"])
    # Set each time: a run that broke off after the first call must not leave them out for good.
    aws.ecr.put_lifecycle_policy(repositoryName=name, lifecyclePolicyText=json.dumps(_LIFECYCLE))
    aws.ecr.set_repository_policy(repositoryName=name, policyText=json.dumps(_pull_policy(aws)))
    return uri


def digest_of(aws: Aws, name: str, tag: str) -> str | None:
    """Return the digest under a tag, "sha256:...", or None where there is no such image.

    A push names its manifest last, so a push that broke off has left no tag.
    """
    try:
        found = aws.ecr.describe_images(repositoryName=name, imageIds=[{"imageTag": tag}])
    except aws.ecr.exceptions.ImageNotFoundException:
        return None
    return str(found["imageDetails"][0]["imageDigest"])


def mark_in_use(aws: Aws, name: str, digests: Collection[str]) -> None:
    """Give these images the tag that keeps them from expiring, and take it from all others.

    An image expires by when it was pushed, and a push says nothing about what the function runs:
    that can be older than any number of images whose deployment failed.

    Args:
        aws: The connection.
        name: The repository's name.
        digests: The images; one that is not there is left out.
    """
    wanted = {f"{IN_USE}{digest.removeprefix('sha256:')[:16]}": digest for digest in digests}
    pages = aws.ecr.get_paginator("describe_images").paginate(
        repositoryName=name, filter={"tagStatus": "TAGGED"}
    )
    marked = {
        tag
        for page in pages
        for image in page["imageDetails"]
        for tag in image.get("imageTags", [])
        if tag.startswith(IN_USE)
    }
    for tag in wanted.keys() - marked:
        _tag(aws, name, wanted[tag], tag)
    if stale := marked - wanted.keys():  # the images keep the tag that they were pushed with
        ids = [{"imageTag": tag} for tag in sorted(stale)]
        aws.ecr.batch_delete_image(repositoryName=name, imageIds=ids)


def credentials(aws: Aws) -> tuple[str, str]:
    """Return user and password for the registry, good for twelve hours."""
    token = aws.ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    user, _, password = base64.b64decode(token).decode().partition(":")
    return user, password


def delete(aws: Aws, name: str) -> bool:
    """Delete the repository with its images.

    Returns:
        Whether there was one.
    """
    if find(aws, name) is None:
        return False
    aws.ecr.delete_repository(repositoryName=name, force=True)
    return True


def _tag(aws: Aws, name: str, digest: str, tag: str) -> None:
    found = aws.ecr.batch_get_image(repositoryName=name, imageIds=[{"imageDigest": digest}])
    for image in found["images"][:1]:
        aws.ecr.put_image(
            repositoryName=name,
            imageManifest=image["imageManifest"],
            imageManifestMediaType=image["imageManifestMediaType"],
            imageDigest=digest,
            imageTag=tag,
        )


_LIFECYCLE: Final[dict[str, Any]] = {
    "rules": [
        # What a rule selects by its tags, no later rule can expire. That is all this one is for.
        {
            "rulePriority": 1,
            "description": "keep what is in use",
            "selection": {
                "tagStatus": "tagged",
                "tagPrefixList": [IN_USE],
                "countType": "imageCountMoreThan",
                "countNumber": MARKED_IMAGES,
            },
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 2,
            "description": f"keep the newest {KEPT_IMAGES} images",
            "selection": {
                "tagStatus": "any",
                "countType": "imageCountMoreThan",
                "countNumber": KEPT_IMAGES,
            },
            "action": {"type": "expire"},
        },
    ]
}


def _pull_policy(aws: Aws) -> dict[str, Any]:
    functions = f"arn:{aws.partition}:lambda:{aws.region}:{aws.account}:function:*"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "LambdaPulls",
                "Effect": "Allow",
                "Principal": {"Service": "lambda.amazonaws.com"},
                "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                "Condition": {"StringLike": {"aws:sourceArn": functions}},
            }
        ],
    }
