"""The words of an answer: a model's labels, and what is said where none of them fits.

Imports nothing slow, so that a window can show answers before a model is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NEITHER: Final = "neither"
"""The answer where no label is present."""
NOT_SURE: Final = "not sure"
"""The answer where a label is open."""
AND: Final = " and "
"""Joins the labels of an answer."""


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that a model looks for.

    Attributes:
        name: Lower-case word.
        accept: A score of at least this says that it is present.
        reject: A score of at most this says that it is absent; between the two it is open.
    """

    name: str
    accept: float
    reject: float


def is_label(name: str) -> bool:
    """Tell whether a label can be part of an answer without being mistaken for another one.

    Args:
        name: The label.

    Returns:
        False for an empty one, for the answers "neither" and "not sure", and with " and " in it.
    """
    return bool(name) and name not in (NEITHER, NOT_SURE) and AND not in name
