"""The shared key of `--auth key`: where it comes from and who gets to see it.

It travels from the environment of this command into a hidden parameter of the stack, and from there
into the function's environment, encrypted at rest. It is no option of the command: options are
kept by the shell and seen by whoever lists processes.
"""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass, field

from lambda_service.deploy.errors import DeployError
from lambda_service.deploy.stack import Stack
from lambda_service.deploy.wanted import IAM_AND_KEY
from lambda_service.settings import PREFIX, SettingsError, read_settings

VARIABLE = PREFIX + "KEYS"
"""The same name here and in the function."""


@dataclass(frozen=True)
class Keys:
    """What becomes of the keys.

    Attributes:
        parameter: The value for the stack, "" for none, None to keep what it has.
        made: A key that this run makes and must show, or None.
    """

    parameter: str | None = field(repr=False)
    made: str | None = field(default=None, repr=False)

    def during(self, auth: str) -> str | None:
        """Return the value for the stack while `Auth` is this, one of `auth_steps`."""
        return self.parameter or None if auth == IAM_AND_KEY else self.parameter


def choose_keys(auth: str, stack: Stack | None) -> Keys:
    """Decide which keys the function gets.

    Args:
        auth: Who may call.
        stack: What is deployed already.

    Returns:
        Those of the variable `VARIABLE`, else those that are deployed, else a new one.

    Raises:
        DeployError: The variable holds no keys, or a new key could be shown to nobody but a log.
    """
    if auth != "key":
        return Keys("")
    given = os.environ.get(VARIABLE)
    if given:
        try:
            read_settings({VARIABLE: given})
        except SettingsError as exc:
            raise DeployError(exc.message) from exc
        return Keys(given)
    if stack is not None and stack.auth in ("key", IAM_AND_KEY):
        return Keys(None)
    if not sys.stderr.isatty():
        raise DeployError(
            f"a new key would have to be printed into a log, for this is no terminal; put one of at"
            f" least 16 characters into {VARIABLE}"
        )
    made = secrets.token_urlsafe(32)
    return Keys(made, made)
