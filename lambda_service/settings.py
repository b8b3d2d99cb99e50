"""Read the service's settings from the environment, once.

Every variable starts with `PREFIX`, and one that is not known is refused: a slip in the name of the
variable that holds the keys would otherwise leave the service open. README lists them all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from lambda_service.locations import Location, overlapping, parse_location
from petsight.errors import PetsightError

PREFIX: Final = "PETSIGHT_SERVICE_"
MEMORY: Final = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"
"""Set by Lambda: the function's memory in MB, which also decides its share of processors."""
FUNCTION: Final = "AWS_LAMBDA_FUNCTION_NAME"
"""Set by Lambda too."""
MB_PER_VCPU: Final = 1769
"""https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"""
MAX_IMAGE_BYTES: Final = 4_613_734
"""4.4 MB of picture: in base64, with room for the rest, what a request of 6 MB can carry."""

_KEY: Final = re.compile(r"[!-+\--~]{16,256}")  # visible ASCII except the comma that divides keys
_ORIGIN: Final = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")
_T = TypeVar("_T")


class SettingsError(PetsightError):
    """A variable of the environment has a value that cannot be meant."""

    code = "bad_setting"


@dataclass(frozen=True, slots=True)
class Settings:
    """How this service was set up.

    Attributes:
        model: A model file; None for the shipped one.
        keys: Any of these in `x-api-key` opens the service; none leaves it open.
        max_pixels: Width times height of the largest picture.
        url_hosts: From where pictures are fetched; none turns fetching off.
        cors_origins: Web sites whose pages may call; none turns CORS off.
        s3_inputs: Where pictures may lie that S3 reports.
        s3_output: Where their results go; None turns S3 events off.
        s3_max_bytes: Size of the largest file in S3.
        threads: Threads that one inference may use.
        function: The function's name, under which its metrics are found.
    """

    model: Path | None = None
    keys: tuple[str, ...] = field(default=(), repr=False)
    max_pixels: int = 24_000_000
    url_hosts: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    s3_inputs: tuple[Location, ...] = ()
    s3_output: Location | None = None
    s3_max_bytes: int = 32 * 2**20
    threads: int = 1
    function: str = "petsight"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read and check all settings.

    Args:
        environment: Usually `os.environ`. An empty value counts as none,
            except for the keys: that would open the service to everybody.

    Returns:
        The settings; what the environment does not say has its default.

    Raises:
        SettingsError: The sentence names the variable, its value and what is wanted.
    """
    given = {name: text for name, text in environment.items() if text}
    if environment.get(PREFIX + "KEYS") == "":  # a variable in a script that was not set, say
        raise _refusal(PREFIX + "KEYS", "empty", "a key, or no such variable for an open service")
    known = {PREFIX + field_name.upper() for field_name in _PARSERS}
    for name in given:
        if name.startswith(PREFIX) and name not in known:
            raise SettingsError(f"{name} is no setting; known are {', '.join(sorted(known))}")
    values: dict[str, Any] = {"threads": _threads(given.get(MEMORY))}
    if FUNCTION in given:
        values["function"] = given[FUNCTION]
    for field_name, parse in _PARSERS.items():
        name = PREFIX + field_name.upper()
        if name in given:
            values[field_name] = parse(name, given[name])
    settings = Settings(**values)
    _check_s3(settings)
    return settings


def _refusal(name: str, value: str, wanted: str) -> SettingsError:
    return SettingsError(f"{name} is {value}; wanted is {wanted}")


def _number(low: int, high: int) -> Callable[[str, str], int]:
    def parse(name: str, text: str) -> int:
        # The length first: int() refuses very long numbers with an error of its own.
        if not re.fullmatch("[0-9]{1,12}", text) or not low <= int(text) <= high:
            raise _refusal(name, repr(text), f"a whole number from {low} to {high}")
        return int(text)

    return parse


def _file(name: str, text: str) -> Path:
    if not Path(text).is_file():
        raise _refusal(name, repr(text), "the path of a model file that exists")
    return Path(text)


def _several(parse: Callable[[str, str], _T]) -> Callable[[str, str], tuple[_T, ...]]:
    def parse_all(name: str, text: str) -> tuple[_T, ...]:
        return tuple(parse(name, item.strip()) for item in text.split(","))

    return parse_all


def _key(name: str, text: str) -> str:
    if not _KEY.fullmatch(text):  # the value is a secret, so only its length is told
        wanted = "keys of 16 to 256 visible ASCII characters, divided by commas"
        raise _refusal(name, f"set to a key of {len(text)} characters", wanted)
    return text


def _host(name: str, text: str) -> str:
    # Few services fetch, and this takes long to import.
    from petsight.fetch.rules import canonical_host

    try:
        return canonical_host(text)
    except ValueError:
        raise _refusal(name, repr(text), "host names, divided by commas") from None


def _origin(name: str, text: str) -> str:
    if not _ORIGIN.fullmatch(text):
        wanted = "origins like https://example.org in lower case, divided by commas"
        raise _refusal(name, repr(text), wanted)
    return text


def _location(name: str, text: str) -> Location:
    location = parse_location(text)
    if location is None:
        raise _refusal(name, repr(text), "`bucket` or `bucket/prefix/`, with the slash at the end")
    return location


_PARSERS: Final[Mapping[str, Callable[[str, str], Any]]] = {
    "model": _file,
    "keys": _several(_key),
    "max_pixels": _number(1, 1_000_000_000),
    "url_hosts": _several(_host),
    "cors_origins": _several(_origin),
    "s3_inputs": _several(_location),
    "s3_output": _location,
    "s3_max_bytes": _number(1, 200 * 2**20),
}
"""Setting to how its text is read; the variable is `PREFIX` and the name in capitals."""


def _threads(memory: str | None) -> int:
    if memory is None:  # not on Lambda
        return 1
    vcpus = round(_number(1, 1_000_000)(MEMORY, memory) / MB_PER_VCPU)
    return max(1, min(vcpus, os.cpu_count() or 1))


def _check_s3(settings: Settings) -> None:
    inputs, output = settings.s3_inputs, settings.s3_output
    if bool(inputs) != (output is not None):
        raise SettingsError(
            f"{PREFIX}S3_INPUTS and {PREFIX}S3_OUTPUT go together; one of them is not set"
        )
    for source in inputs:
        if output is not None and overlapping(source, output):
            raise SettingsError(
                f"{PREFIX}S3_OUTPUT is {str(output)!r}, which overlaps with the input "
                f"{str(source)!r}; wanted is another bucket or prefix, or results would be "
                "taken for pictures without end"
            )
