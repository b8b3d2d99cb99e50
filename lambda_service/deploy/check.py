"""Ask the new endpoint, the way its users will."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Final

from lambda_service.deploy.aws import Aws
from lambda_service.deploy.errors import DeployError
from lambda_service.deploy.keys import VARIABLE
from lambda_service.deploy.wait import say
from petsight.cloud.credentials import KEY_ENVIRONMENT

TRIES: Final = 4
PAUSE_S: Final = 5.0


def check_endpoint(aws: Aws, url: str, function: str, auth: str) -> None:
    """Run `petsight endpoint check`; its findings go to standard error.

    A new URL takes some seconds until its name resolves and its permissions are known everywhere,
    so it is tried more than once.

    Args:
        aws: The connection.
        url: The endpoint.
        function: The name of the function, whose environment holds the keys.
        auth: Who may call. Under "iam" the requests are signed, even where this computer's key
            store has a key for the URL, from a time when it asked for one.

    Raises:
        DeployError: It does not answer as it should.
    """
    environment = _environment(_keys(aws, function))
    command = [sys.executable, "-m", "petsight", "endpoint", "check", url]
    if auth == "iam":
        command.append("--sign")
    for tried in range(1, TRIES + 1):
        say(f"checking {url}")
        done = subprocess.run(  # noqa: S603 - our own command, and a URL from CloudFormation
            command,
            env=environment,
            stdout=sys.stderr,
            check=False,
        )
        if done.returncode == 0:
            return
        if tried < TRIES:
            time.sleep(PAUSE_S)
    raise DeployError(f"deployed as {url}, but the check of the endpoint fails; see above")


def _keys(aws: Aws, function: str) -> str:
    """Return the function's keys, which whoever may deploy it may read, or ""."""
    found = aws.functions.get_function_configuration(FunctionName=function)
    return str(found.get("Environment", {}).get("Variables", {}).get(VARIABLE, ""))


def _environment(keys: str) -> dict[str, str]:
    """Return an environment with this endpoint's key alone: another's would be shown instead."""
    environment = {name: value for name, value in os.environ.items() if name != KEY_ENVIRONMENT}
    if keys:
        environment[KEY_ENVIRONMENT] = keys.partition(",")[0].strip()
    return environment
