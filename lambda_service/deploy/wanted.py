"""What a deployment is to be, as the options say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lambda_service.deploy.errors import DeployError
from lambda_service.locations import Location, overlapping, parse_location

AUTHS: Final = ("iam", "key", "none")
IAM_AND_KEY: Final = "iam-and-key"
"""Both at once: what a deployment passes through on its way from one to the other."""

INPUT_PREFIX: Final = "pictures/"
OUTPUT_PREFIX: Final = "petsight-answers/"

TAG: Final = "petsight"
"""The tag that marks what this command made; its value is the name of the stack."""

_STACK: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_STACK_LENGTH: Final = 40


@dataclass(frozen=True)
class Wanted:
    """One deployment; equal ones lead to the same state.

    Attributes:
        stack: Its name; the function and the repository are called the same.
        auth: Who may call: "iam" (signed by somebody of the account), "key" or "none" (everybody).
        memory: Megabytes, 128 to 10240. Lambda gives one vCPU for each 1769.
        concurrency: How many calls may run at once, at least 1; None reserves none, so that the
            account's own limit is the only one.
        inputs: Where in S3 pictures arrive that are to be classified, or None.
        drop_failures: Whether the queue of failed events may go with what waits in it.
        platform: What the image is built for, "linux/amd64" or "linux/arm64".
    """

    stack: str
    auth: str
    memory: int
    concurrency: int | None
    inputs: Location | None
    drop_failures: bool
    platform: str

    def parameters(self, image_uri: str, architecture: str) -> dict[str, str]:
        """Return the template's parameters, all but the keys.

        Args:
            image_uri: The image by digest.
            architecture: What it was built for, in Lambda's words: "x86_64" or "arm64".
        """
        return {
            "ImageUri": image_uri,
            "Architecture": architecture,
            "Auth": self.auth,
            "Memory": str(self.memory),
            "Concurrency": str(-1 if self.concurrency is None else self.concurrency),
            "Bucket": self.inputs.bucket if self.inputs else "",
            "InputPrefix": self.inputs.prefix if self.inputs else INPUT_PREFIX,
            "OutputPrefix": OUTPUT_PREFIX,
        }


def auth_steps(before: str | None, after: str) -> tuple[str, ...]:
    """Return what `Auth` becomes, one change of the stack after the other.

    Within a change, CloudFormation treats the function, which knows the keys, before the URL, which
    asks for signatures, and takes a change that fails back in the same order. So the door would
    stand open for a moment on the way from "key" to "iam", and on the way back from a change of
    "iam" to "key" that fails.

    Args:
        before: What it is, or None where there is no stack yet.
        after: What it is to be.
    """
    if {before, after} == {"iam", "key"}:
        return IAM_AND_KEY, after
    return (after,)


def check_stack_name(name: str) -> str:
    """Return a name that CloudFormation, Lambda and ECR all take.

    ECR wants lower case and no two dashes in a row; S3 needs no part of it. The length leaves room
    for what CloudFormation adds to the names of role and queue (64 and 80 characters).

    Raises:
        DeployError: The name is another one.
    """
    if len(name) <= _STACK_LENGTH and _STACK.fullmatch(name):
        return name
    raise DeployError(
        f"{name!r} cannot be the name of a stack: lower-case letters, digits and single dashes,"
        f" beginning with a letter, at most {_STACK_LENGTH} characters"
    )


def parse_bucket(text: str) -> Location:
    """Read where pictures arrive.

    Args:
        text: `NAME` for `NAME/pictures/`, or `NAME/PREFIX/`.

    Raises:
        DeployError: It is neither, or answers would be written there too.
    """
    place = parse_location(text)
    if place is None:
        raise DeployError(
            f"{text!r} is no place in a bucket; wanted is NAME or NAME/PREFIX/, with the slash at"
            " the end and without s3://"
        )
    place = Location(place.bucket, place.prefix or INPUT_PREFIX)
    if overlapping(place, Location(place.bucket, OUTPUT_PREFIX)):
        raise DeployError(f"answers are written to {OUTPUT_PREFIX}; pictures must arrive elsewhere")
    return place
