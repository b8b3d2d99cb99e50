"""Whoever may call is changed on a running deployment, and no door stands open on the way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import Any

import pytest

from lambda_service.deploy.wanted import AUTHS, IAM_AND_KEY, auth_steps
from tests.lambda_service.deploy.aws_stand_in import Fault
from tests.lambda_service.deploy.support import Deployment, client

KEY = "correct-horse-battery"
VARIABLE = "PETSIGHT_SERVICE_KEYS"


@dataclass(frozen=True)
class Door:
    """What stands in a stranger's way: a signature at the URL, a key in the function."""

    signed: bool
    keyed: bool

    @property
    def is_open(self) -> bool:
        return not (self.signed or self.keyed)


DOORS = {
    "iam": Door(signed=True, keyed=False),
    "key": Door(signed=False, keyed=True),
    "none": Door(signed=False, keyed=False),
    IAM_AND_KEY: Door(signed=True, keyed=True),
}


@pytest.fixture
def doors(deploy: Deployment, monkeypatch: pytest.MonkeyPatch) -> list[Door]:
    """What stands there after each change, as CloudFormation has carried it out."""
    monkeypatch.setenv(VARIABLE, KEY)
    seen: list[Door] = []
    deploy.aws.on_execute = lambda _: seen.append(door(deploy))
    return seen


def door(deploy: Deployment) -> Door:
    url = client("lambda").get_function_url_config(FunctionName="petsight")
    keys = deploy.aws.function().environment_vars.get(VARIABLE)
    return Door(signed=url["AuthType"] == "AWS_IAM", keyed=keys == KEY)


def fail(stack: Any) -> None:
    """Say that the change that was just made was taken back."""
    stack.status = "UPDATE_ROLLBACK_COMPLETE"


@pytest.mark.parametrize(("before", "after"), list(permutations((*AUTHS, IAM_AND_KEY), 2)))
def test_no_step_leaves_a_door_open_between_two_that_are_closed(before: str, after: str) -> None:
    """The function changes before the URL, both on the way there and on the way back."""
    states = [DOORS[auth] for auth in (before, *auth_steps(before, after))]
    if states[0].is_open or states[-1].is_open:
        assert len(states) == 2
    for old, new in pairwise(states):
        on_the_way = Door(signed=old.signed, keyed=new.keyed)
        on_the_way_back = Door(signed=new.signed, keyed=old.keyed)
        assert not on_the_way.is_open or old.is_open or new.is_open
        assert not on_the_way_back.is_open or old.is_open or new.is_open


def test_one_step_would_leave_it_open() -> None:
    """What the test above is about."""
    assert Door(signed=DOORS["key"].signed, keyed=DOORS["iam"].keyed).is_open


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ("key", "iam", [IAM_AND_KEY, "iam"]),
        ("iam", "key", [IAM_AND_KEY, "key"]),
        ("none", "key", ["key"]),
        ("none", "iam", ["iam"]),
        ("iam", "none", ["none"]),
        ("key", "none", ["none"]),
    ],
)
def test_steps_in_their_order(
    deploy: Deployment, doors: list[Door], before: str, after: str, steps: list[str]
) -> None:
    assert deploy("--auth", before).status == 0
    announced = deploy("--auth", after, "--dry-run").out
    doors.clear()

    result = deploy("--auth", after)

    assert result.status == 0, result.err
    assert doors == [DOORS[step] for step in steps]
    assert ("would be 'iam-and-key' in between" in announced) == (len(steps) == 2)
    assert "auth             " + after in deploy("--status").out


def test_other_changes_come_with_the_first_step(deploy: Deployment, doors: list[Door]) -> None:
    assert deploy("--auth", "key").status == 0

    assert deploy("--auth", "iam", "--memory", "512").status == 0

    assert deploy.aws.function().memory_size == 512
    assert doors[-1] == DOORS["iam"]


@pytest.mark.parametrize(("before", "after"), [("key", "iam"), ("iam", "key")])
@pytest.mark.parametrize("failing", [1, 2], ids=["first step fails", "second step fails"])
def test_a_step_that_fails_can_be_run_again(
    deploy: Deployment, doors: list[Door], before: str, after: str, failing: int
) -> None:
    assert deploy("--auth", before).status == 0
    doors.clear()
    asked: list[str] = []

    def refuse(told: str) -> None:
        if "Action=CreateChangeSet" in told:
            asked.append(told)
            if len(asked) == failing:
                deploy.aws.faults = [Fault("Action=CreateChangeSet", "InternalFailure")]

    deploy.aws.on_request = refuse
    assert deploy("--auth", after).status == 2
    deploy.aws.on_request, deploy.aws.faults = None, []
    assert doors == [DOORS[IAM_AND_KEY]] * (failing - 1)
    assert not door(deploy).is_open

    result = deploy("--auth", after)

    assert result.status == 0, result.err
    assert door(deploy) == DOORS[after]


def test_a_key_survives_a_change_that_broke_off(
    deploy: Deployment, doors: list[Door], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert deploy("--auth", "iam").status == 0
    deploy.aws.on_execute = fail
    assert deploy("--auth", "key").status == 2
    deploy.aws.on_execute = None
    assert door(deploy) == DOORS[IAM_AND_KEY]
    assert "auth             iam-and-key" in deploy("--status").out
    monkeypatch.delenv(VARIABLE)

    result = deploy("--auth", "key")

    assert result.status == 0, result.err
    assert door(deploy) == DOORS["key"]


def test_nobody_chooses_the_step_between(deploy: Deployment) -> None:
    with pytest.raises(SystemExit):
        deploy("--auth", IAM_AND_KEY)
