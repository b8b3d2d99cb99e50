"""Whatever breaks off a run, the next one finishes the work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.lambda_service.deploy.aws_stand_in import Fault
from tests.lambda_service.deploy.support import COMMAND, ROOT, TARGET, Deployment, client


def statuses(deploy: Deployment) -> list[str]:
    """The states of every stack that is there."""
    return [stack["StackStatus"] for stack in client("cloudformation").describe_stacks()["Stacks"]]


@pytest.mark.parametrize("command", ["build", "tag", "push"])
def test_builder_fails(deploy: Deployment, command: str) -> None:
    deploy.docker.set(fails=f"buildx {command}")

    result = deploy()

    assert result.status == 2
    assert f"failed (docker {command}, exit status 1); its own words are above" in result.err
    assert f"cannot {command}" in result.err
    assert deploy.aws.stack() is None
    deploy.docker.set(fails="")
    assert deploy().status == 0


@pytest.mark.parametrize(
    "words",
    [
        ".CreateRepository",
        ".PutLifecyclePolicy",
        ".SetRepositoryPolicy",
        ".GetAuthorizationToken",
        "Action=CreateChangeSet",
        "Action=ExecuteChangeSet",
    ],
)
def test_aws_refuses_a_step(deploy: Deployment, words: str) -> None:
    operation = words.removeprefix(".").removeprefix("Action=")
    deploy.aws.faults = [Fault(words, "AccessDeniedException", f"you may not {operation}", 400)]

    result = deploy()

    assert result.status == 2
    assert f"may not do this ({operation}); DEPLOY.md lists the rights" in result.err
    deploy.aws.faults = []
    result = deploy()
    assert result.status == 0, result.err
    assert statuses(deploy) == ["CREATE_COMPLETE"]


def test_a_pushed_image_is_not_pushed_again(deploy: Deployment) -> None:
    deploy.aws.faults = [Fault("Action=CreateChangeSet", "InternalFailure", status=400)]
    assert deploy().status == 2
    deploy.aws.faults = []

    assert deploy().status == 0

    assert len(deploy.docker.calls("push")) == 1


def test_a_creation_that_was_rolled_back_is_made_anew(deploy: Deployment) -> None:
    def fail(stack) -> None:
        for reason in ("Resource creation cancelled", "Name is taken.", "Its role is gone."):
            stack._add_stack_event("CREATE_FAILED", resource_status_reason=reason)
        stack.status = "ROLLBACK_COMPLETE"

    deploy.aws.on_execute = fail
    result = deploy()
    assert result.status == 2
    assert "gave up (ROLLBACK_COMPLETE): petsight: Name is taken; once that" in result.err
    assert "would be made, after what is left" in deploy("--dry-run").out
    deploy.aws.on_execute = None

    result = deploy()

    assert result.status == 0, result.err
    assert "removing what is left of an earlier attempt (ROLLBACK_COMPLETE)" in result.err
    assert statuses(deploy) == ["CREATE_COMPLETE"]


@pytest.mark.parametrize("status", ["CREATE_FAILED", "ROLLBACK_FAILED", "DELETE_FAILED"])
def test_other_leftovers_are_made_anew(deploy: Deployment, status: str) -> None:
    assert deploy().status == 0
    deploy.aws.stack().status = status

    assert deploy().status == 0

    assert statuses(deploy) == ["CREATE_COMPLETE"]


def test_an_update_that_was_rolled_back_can_be_tried_again(deploy: Deployment) -> None:
    assert deploy().status == 0
    deploy.aws.on_execute = lambda stack: setattr(stack, "status", "UPDATE_ROLLBACK_COMPLETE")
    assert deploy("--memory", "512").status == 2
    deploy.aws.on_execute = None

    assert deploy("--memory", "640").status == 0

    assert deploy.aws.function().memory_size == 640


@pytest.mark.parametrize("status", ["UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS"])
@pytest.mark.parametrize("option", ["--dry-run", "--auth=iam", "--delete"])
def test_a_busy_stack_is_left_alone(deploy: Deployment, status: str, option: str) -> None:
    assert deploy().status == 0
    deploy.aws.stack().status = status
    deploy.aws.requests.clear()

    result = deploy(option, "--yes")

    assert result.status == 2
    assert f"the stack 'petsight' is busy ({status})" in result.err
    assert deploy.aws.changes() == []


def test_a_stuck_stack_is_explained(deploy: Deployment) -> None:
    assert deploy().status == 0
    deploy.aws.stack().status = "UPDATE_ROLLBACK_FAILED"

    result = deploy()

    assert result.status == 2
    assert "continue-update-rollback --stack-name petsight" in result.err


def test_waiting_tells_what_happens(deploy: Deployment) -> None:
    asked: list[str] = []

    def work(told: str) -> None:
        stack = deploy.aws.stack()
        if "Action=DescribeStacks" in told and stack and stack.status == "CREATE_IN_PROGRESS":
            asked.append(told)
            if len(asked) == 3:
                stack._add_stack_event("UPDATE_COMPLETE")
                stack.status = "CREATE_COMPLETE"

    deploy.aws.on_execute = lambda stack: setattr(stack, "status", "CREATE_IN_PROGRESS")
    deploy.aws.on_request = work

    result = deploy()

    assert result.status == 0, result.err
    assert len(asked) == 3
    first, second = (result.err.index(f"petsight: {s}_COMPLETE") for s in ("CREATE", "UPDATE"))
    assert first < second
    assert result.err.count("petsight: CREATE_COMPLETE") == 1


def test_status_from_before_the_change_is_not_taken_for_its_end(deploy: Deployment) -> None:
    """AWS may answer with what it knew a moment ago."""
    asked: list[str] = []

    def work(told: str) -> None:
        stack = deploy.aws.stack()
        if "Action=DescribeStackEvents" in told and stack.status == "UPDATE_COMPLETE":
            asked.append(told)
            if len(asked) == 4:
                stack._add_stack_event("UPDATE_ROLLBACK_COMPLETE")
                stack.status = "UPDATE_ROLLBACK_COMPLETE"

    assert deploy().status == 0
    deploy.aws.on_execute = lambda stack: stack.events.clear()
    deploy.aws.on_request = work

    result = deploy("--memory", "512")

    assert result.status == 2
    assert "gave up (UPDATE_ROLLBACK_COMPLETE)" in result.err


def test_ctrl_c_while_aws_works(deploy: Deployment) -> None:
    deploy.aws.on_execute = lambda stack: setattr(stack, "status", "CREATE_IN_PROGRESS")
    with subprocess.Popen(
        [*COMMAND, *TARGET], cwd=ROOT, env=os.environ, stderr=subprocess.PIPE, text=True
    ) as process:
        while not deploy.aws.stack() or deploy.aws.stack().status != "CREATE_IN_PROGRESS":
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.endswith("stopped; what AWS has begun goes on, and the command can be run again\n")

    deploy.aws.on_execute = None
    assert "is busy (CREATE_IN_PROGRESS)" in deploy().err
    deploy.aws.stack().status = "CREATE_COMPLETE"
    result = deploy()

    assert result.status == 0, result.err
    assert "no changes" in result.err


def test_a_killed_run_is_finished_by_the_next(deploy: Deployment) -> None:
    """Killed between making the change set and executing it, where a stack stays in review."""
    killer = (
        "import os, sys\n"
        "from lambda_service.deploy import stack, cli\n"
        "stack._execute = lambda *_: os.kill(os.getpid(), 9)\n"
        "cli.main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", killer, *TARGET], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert statuses(deploy) == ["REVIEW_IN_PROGRESS"]
    deploy.aws.stack().tags = {}  # AWS may give them only to what is executed

    result = deploy()

    assert result.status == 0, result.err
    assert statuses(deploy) == ["CREATE_COMPLETE"]


def test_delete_can_be_run_again(deploy: Deployment) -> None:
    assert deploy().status == 0
    deploy.aws.faults = [Fault(".DeleteRepository", "AccessDeniedException", "no")]
    assert deploy("--delete", "--yes").status == 2
    assert deploy.aws.stack() is None
    deploy.aws.faults = []

    assert deploy("--delete", "--yes").status == 0

    assert client("ecr").describe_repositories()["repositories"] == []
