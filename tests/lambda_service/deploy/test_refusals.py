"""What cannot be done is said in one sentence, before anything is made."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.lambda_service.deploy.aws_stand_in import Fault
from tests.lambda_service.deploy.support import Deployment, client


def sentence(deploy: Deployment, *options: str) -> str:
    """Run what must fail, and return the one line that says why."""
    result = deploy(*options)
    assert result.status == 2
    assert result.out == ""
    (line,) = result.err.splitlines()
    assert line.startswith("deploy: ")
    return line


def test_no_credentials(deploy: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    assert "there are no AWS credentials; run `aws configure`" in sentence(deploy)


def test_unknown_profile(deploy: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")

    assert "The config profile (nobody) could not be found (AWS_PROFILE)" in sentence(deploy)


def test_ended_sign_in(deploy: Deployment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(
        "[profile me]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-central-1\n"
        "sso_account_id = 123456789012\nsso_role_name = admin\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_PROFILE", "me")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    assert "expired; sign in again, for example with `aws sso login`" in sentence(deploy)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ExpiredToken", "credentials have expired; sign in again"),
        ("InvalidClientTokenId", "AWS does not accept these credentials"),
        ("SignatureDoesNotMatch", "AWS does not accept these credentials"),
        ("AccessDenied", "may not do this (GetCallerIdentity); DEPLOY.md lists"),
        ("SomethingNew", "AWS refused GetCallerIdentity: it said so"),
    ],
)
def test_credentials_that_aws_refuses(deploy: Deployment, code: str, words: str) -> None:
    deploy.aws.faults = [Fault("Action=GetCallerIdentity", code, "it said so", 403)]

    assert words in sentence(deploy)


def test_no_network(deploy: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:  # bound and not listening: connections are refused
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{taken.getsockname()[1]}")

        assert "AWS cannot be reached; is the network up and the region right?" in sentence(deploy)


def test_mistyped_region(deploy: Deployment) -> None:
    assert "'eu-centrl-1' is not a region" in sentence(deploy, "--region", "eu-centrl-1")
    assert deploy.aws.requests == []


@pytest.mark.parametrize(
    "name", ["Petsight", "pet_sight", "-p", "1pet", "pet--sight", "pet-", "", "p" * 41, "pét"]
)
def test_bad_stack_name(deploy: Deployment, name: str) -> None:
    assert "cannot be the name of a stack" in sentence(deploy, f"--stack={name}")
    assert deploy.aws.requests == []


@pytest.mark.parametrize("name", ["pets", "my-pets-2", "p" * 40])
def test_good_stack_name(deploy: Deployment, name: str) -> None:
    assert deploy("--stack", name, "--dry-run").status == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--auth", "key2"],
        ["--memory", "127"],
        ["--memory", "10241"],
        ["--memory", "1e3"],
        ["--concurrency", "0"],
        ["--concurrency", "-1"],
        ["--platform", "windows"],
        ["--dry-run", "--delete"],
    ],
)
def test_bad_options(deploy: Deployment, options: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        deploy(*options)

    assert end.value.code == 2
    assert deploy.aws.requests == []


def test_options_are_required(deploy: Deployment) -> None:
    done = deploy.process("--stack")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_no_builder(deploy: Deployment) -> None:
    (deploy.docker.folder / "docker").unlink()

    assert "neither docker nor podman is installed" in sentence(deploy)
    assert deploy.aws.changes() == []


def test_builder_without_daemon(deploy: Deployment) -> None:
    deploy.docker.set(fails="info")

    assert "docker cannot be used; is the daemon" in sentence(deploy)
    assert deploy.aws.changes() == []


def test_podman_where_docker_does_not_work(deploy: Deployment) -> None:
    docker = deploy.docker.folder / "docker"
    podman = deploy.docker.folder / "podman"
    docker.rename(podman)
    docker.write_text("#!/bin/sh\nexit 1\n")
    docker.chmod(0o755)

    result = deploy()

    assert result.status == 0, result.err
    assert "with podman" in result.err
    (build,) = deploy.docker.calls("build")
    assert build.startswith("build --format docker --platform ")


def test_image_of_another_processor(deploy: Deployment) -> None:
    deploy.docker.set(architecture="arm64")

    result = deploy("--platform", "linux/amd64")

    assert result.status == 2
    assert "the image is for arm64, not for linux/amd64" in result.err
    assert deploy.aws.changes() == []


def test_concurrency_beyond_the_account(deploy: Deployment) -> None:
    deploy.aws.limit = 10

    told = sentence(deploy)

    assert "may run 10 calls at once in eu-central-1; 0 of them can be reserved, not 10" in told
    assert "--concurrency account" in told
    assert deploy.aws.changes() == []


def test_own_reservation_counts_as_free(deploy: Deployment) -> None:
    deploy.aws.limit = 120

    assert deploy("--concurrency", "20").status == 0
    assert deploy("--concurrency", "20").status == 0
    assert "20 of them can be reserved, not 21" in sentence(deploy, "--concurrency", "21")


def test_quota(deploy: Deployment) -> None:
    deploy.aws.faults = [
        Fault("Action=CreateChangeSet", "LimitExceededException", "Stack limit is 2000.")
    ]

    result = deploy()

    assert result.status == 2
    assert (
        "a quota of the AWS account is reached (CreateChangeSet): Stack limit is 2000" in result.err
    )


def test_change_set_that_cloudformation_refuses(deploy: Deployment) -> None:
    def refuse(told: str) -> None:
        if "Action=DescribeChangeSet" in told:
            (change_set,) = deploy.aws.change_sets.values()
            change_set.status, change_set.status_reason = "FAILED", "Template error"

    deploy.aws.on_request = refuse

    result = deploy()

    assert result.status == 2
    assert "CloudFormation refuses the change: Template error" in result.err
    assert deploy.aws.stack() is None
    deploy.aws.on_request = None
    deploy.aws.change_sets.clear()
    assert deploy().status == 0


def test_a_stack_of_somebody_else_is_not_touched(deploy: Deployment) -> None:
    client("cloudformation").create_stack(
        StackName="petsight",
        TemplateBody='{"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {}}}}',
    )
    deploy.aws.requests.clear()

    assert "a stack 'petsight' exists that this command did not make" in sentence(deploy)
    assert "did not make" in sentence(deploy, "--delete", "--yes")
    assert deploy.aws.changes() == []


def test_a_stack_of_somebody_else_in_review_is_not_touched(deploy: Deployment) -> None:
    client("cloudformation").create_change_set(
        StackName="petsight",
        ChangeSetName="theirs",
        ChangeSetType="CREATE",
        TemplateBody='{"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {}}}}',
        Tags=[{"Key": "team", "Value": "theirs"}],
    )
    deploy.aws.requests.clear()

    assert "a stack 'petsight' exists that this command did not make" in sentence(deploy)
    assert "did not make" in sentence(deploy, "--delete", "--yes")
    deploy.aws.change_sets.clear()
    assert "did not make" in sentence(deploy)
    assert deploy.aws.changes() == []
    assert deploy.aws.stack().status == "REVIEW_IN_PROGRESS"


def test_a_repository_of_somebody_else_is_not_touched(deploy: Deployment) -> None:
    client("ecr").create_repository(repositoryName="petsight")
    deploy.aws.requests.clear()

    result = deploy()

    assert result.status == 2
    assert "a repository 'petsight' exists that was not made for this stack" in result.err
    assert "exists that was not made" in sentence(deploy, "--dry-run")
    assert "exists that was not made" in sentence(deploy, "--delete", "--yes")
    assert deploy.aws.changes() == []
