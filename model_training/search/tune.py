"""Run a search with KerasTuner's Hyperband: many short trials, the better ones for longer.

Source: L. Li et al., "Hyperband: a novel bandit-based approach to hyperparameter optimization",
2018, https://arxiv.org/abs/1603.06560

Every trial is judged by its loss on the select part; calibrate, heldout and test stay unseen. A
search that was killed goes on from its last finished trial, and inside a trial from its last epoch.
With `KERASTUNER_TUNER_ID`, `KERASTUNER_ORACLE_IP` and `KERASTUNER_ORACLE_PORT` set, as KerasTuner
documents, one process ("chief") hands out trials and others work on them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import keras
import keras_tuner

from model_training.config import ConfigError, TrainConfig
from model_training.files import replace_text
from model_training.pipeline import training_data
from model_training.prepared import Prepared, prepare
from model_training.search.space import Axis, applied
from model_training.train import STATE, train

OBJECTIVE: Final = "select_loss"
CHIEF: Final = "chief"
BEST: Final = "best.json"


@dataclass(frozen=True, slots=True)
class Budget:
    """What one trial may cost.

    Attributes:
        epochs: Most epochs of the last phase; those before it come on top. Hyperband
            spends about `log3(epochs)^2 * epochs` in all.
        size: Side of its pictures; None takes the configuration's, which the best keeps anyway.
    """

    epochs: int
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial that was finished.

    Attributes:
        values: Values by key of the configuration.
        epochs: How many epochs it was given.
        loss: Its least loss on the select part.
    """

    values: dict[str, Any]
    epochs: int
    loss: float


class _Search(keras_tuner.engine.base_tuner.BaseTuner):  # type: ignore[misc]
    """Trains what the oracle proposes; one folder a trial."""

    def __init__(self, config: TrainConfig, prepared: Prepared, out: Path, oracle: Any) -> None:
        super().__init__(oracle, directory=str(out), project_name="trials")
        self.config = config
        self.prepared = prepared
        self.runs = out / "runs"

    def run_trial(self, trial: Any, *_: Any, **__: Any) -> dict[str, float]:
        """Train one proposal and return its loss."""
        values = _values(trial)
        config = for_epochs(applied(self.config, values), _epochs(trial))
        run = self.runs / trial.trial_id
        run.mkdir(parents=True, exist_ok=True)
        keras.backend.clear_session()
        train(config, training_data(config, self.prepared, run), run)
        history = json.loads((run / STATE).read_text(encoding="utf-8"))
        return {OBJECTIVE: min(row["select_loss"] for row in history)}

    def save_model(self, *_: Any, **__: Any) -> None:
        """Do nothing: `train` keeps what it needs in the trial's folder."""


def tune(
    config: TrainConfig, data: Path, out: Path, axes: Sequence[Axis], budget: Budget
) -> list[Trial]:
    """Search, and write `trials.json`, `trials.md` and `best.json`, a configuration for `train`.

    Args:
        config: Where the search starts; what the axes do not name stays as it is.
        data: The data folder.
        out: The folder of the search; an unfinished one is continued.
        axes: What to vary.
        budget: What a trial may cost.

    Returns:
        The finished trials, the best first; of a worker that is not the chief, none.

    Raises:
        ConfigError: The data or a value of an axis do not fit, the configuration fits a head alone,
            or no trial came to an end.
    """
    if config.head_penalty:
        raise ConfigError(
            f"{config.name} fits a head to frozen features; there are no epochs to try"
        )
    for axis in axes:  # a value that cannot be is found now and not in the middle of the night
        for value in axis.choices or (axis.low, axis.high):
            applied(config, {axis.key: value})
    prepared = prepare(config, data, out)
    oracle = keras_tuner.oracles.HyperbandOracle(
        objective=keras_tuner.Objective(OBJECTIVE, "min"),
        max_epochs=budget.epochs,
        seed=config.seed,
        hyperparameters=_hyperparameters(axes),
        allow_new_entries=False,
    )
    small = replace(config, size=budget.size or config.size)
    search = _Search(small, prepared, out, oracle)
    search.search(verbose=0)
    if os.environ.get("KERASTUNER_TUNER_ID", CHIEF) != CHIEF:
        return []
    trials = sorted(_finished(search.oracle), key=lambda trial: trial.loss)
    if not trials:
        raise ConfigError(f"no trial of the search in {out} came to an end")
    _write(out, config, trials)
    return trials


def for_epochs(config: TrainConfig, epochs: int) -> TrainConfig:
    """Return a configuration whose last phase takes so many epochs at most."""
    return replace(config, phases=(*config.phases[:-1], replace(config.phases[-1], epochs=epochs)))


def _hyperparameters(axes: Sequence[Axis]) -> Any:
    space = keras_tuner.HyperParameters()
    for axis in axes:
        if axis.choices:
            space.Choice(axis.key, list(axis.choices))
        else:
            space.Float(axis.key, axis.low, axis.high, sampling="log" if axis.log else "linear")
    return space


def _values(trial: Any) -> dict[str, Any]:
    values = trial.hyperparameters.values
    return {key: value for key, value in values.items() if not key.startswith("tuner/")}


def _epochs(trial: Any) -> int:
    return int(trial.hyperparameters.values["tuner/epochs"])


def _finished(oracle: Any) -> list[Trial]:
    trials = [trial for trial in oracle.trials.values() if trial.status == "COMPLETED"]
    return [Trial(_values(trial), _epochs(trial), float(trial.score)) for trial in trials]


def _write(out: Path, config: TrainConfig, trials: Sequence[Trial]) -> None:
    rows = [{"loss": t.loss, "epochs": t.epochs, **t.values} for t in trials]
    best = json.dumps(applied(config, trials[0].values).to_dict(), indent=1)
    replace_text(out / "trials.json", json.dumps(rows, indent=1))
    replace_text(out / "trials.md", table(trials) + "\n")
    replace_text(out / BEST, best)


def table(trials: Sequence[Trial], most: int = 20) -> str:
    """Lay out the best trials as a Markdown table."""
    keys = list(trials[0].values)
    lines = [
        f"| select loss | epochs | {' | '.join(keys)} |",
        f"| --- | --- |{' --- |' * len(keys)}",
    ]
    for trial in trials[:most]:
        cells = " | ".join(_cell(trial.values[key]) for key in keys)
        lines.append(f"| {trial.loss:.4f} | {trial.epochs} | {cells} |")
    return "\n".join(lines)


def _cell(value: Any) -> str:
    return f"{value:.2g}" if isinstance(value, float) else str(value)
