"""Every sentence about answers, failures, endpoints and numbers, in the person's language.

Sentences are looked up when they are asked for, so a caller keeps none of them in a module or a
class. Whatever a person says goes by `QLocale`, which `desktop.translations.install` sets.
"""

from desktop.widgets.words.answers import (
    agreement,
    answer,
    correction,
    former,
    looks_like,
    model_label,
    reason,
    source,
    verdict,
)
from desktop.widgets.words.core import core
from desktop.widgets.words.endpoints import mode, mode_explained, reach, reach_explained
from desktop.widgets.words.failures import advice, cause, failure, state
from desktop.widgets.words.numbers import (
    duration,
    failed_count,
    file_size,
    milliseconds,
    moment,
    number,
    percent,
    pictures,
    rate,
    selected_count,
    time_left,
    unread_count,
    waiting_count,
)

__all__ = [
    "advice",
    "agreement",
    "answer",
    "cause",
    "core",
    "correction",
    "duration",
    "failed_count",
    "failure",
    "file_size",
    "former",
    "looks_like",
    "milliseconds",
    "mode",
    "mode_explained",
    "model_label",
    "moment",
    "number",
    "percent",
    "pictures",
    "rate",
    "reach",
    "reach_explained",
    "reason",
    "selected_count",
    "source",
    "state",
    "time_left",
    "unread_count",
    "verdict",
    "waiting_count",
]
