"""A deployment is made, found unchanged, changed, described and taken away."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lambda_service.deploy import up
from tests.lambda_service.deploy.aws_stand_in import ACCOUNT, REGION
from tests.lambda_service.deploy.support import (
    FIRST_IMAGE,
    SECOND_IMAGE,
    Deployment,
    client,
)
from tests.lambda_service.page_files import make_page

REPOSITORY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/petsight"


@pytest.fixture
def deployed(deploy: Deployment) -> Deployment:
    """A deployment with the defaults; what was asked for it is forgotten."""
    result = deploy()
    assert result.status == 0, result.err
    deploy.aws.requests.clear()
    deploy.docker.set(calls="")
    return deploy


def operations(told: list[str]) -> list[str]:
    """Return what was asked of ECR and CloudFormation."""
    found = (re.search(r"(?:_V20150921\.|Action=)(\w+)", request) for request in told)
    return [match[1] for match in found if match]


def test_first_run_deploys_the_image_by_digest(deploy: Deployment) -> None:
    deploy.aws.endpoint = "https://abc.lambda-url.eu-central-1.on.aws/"

    result = deploy()

    assert result.status == 0, result.err
    assert result.out == "https://abc.lambda-url.eu-central-1.on.aws/\n"
    function = deploy.aws.function()
    assert function.code["ImageUri"] == f"{REPOSITORY}@sha256:{FIRST_IMAGE[::-1]}"
    assert function.architectures == ["x86_64"]
    assert (function.memory_size, function.timeout) == (1769, 20)
    assert function.reserved_concurrency == 10
    assert deploy.checked == ["https://abc.lambda-url.eu-central-1.on.aws/"]


def test_image_is_built_for_lambda(deploy: Deployment) -> None:
    deploy.docker.set(architecture="arm64")

    assert deploy("--platform", "linux/arm64").status == 0

    (build,) = deploy.docker.calls("build")
    assert build.startswith("buildx build --provenance=false --sbom=false --load --platform linux/")
    assert "--platform linux/arm64 " in build
    assert deploy.aws.function().architectures == ["arm64"]


def test_classic_builder_is_not_asked_about_attestations(deploy: Deployment) -> None:
    deploy.docker.set(fails="buildx")

    assert deploy().status == 0

    (build,) = deploy.docker.calls("build")
    assert build.startswith("build --platform linux/amd64 ")


def test_repository_has_its_rules(deployed: Deployment) -> None:
    ecr = client("ecr")
    (repository,) = ecr.describe_repositories()["repositories"]
    policy = json.loads(ecr.get_repository_policy(repositoryName="petsight")["policyText"])

    assert repository["imageTagMutability"] == "IMMUTABLE"
    assert repository["imageScanningConfiguration"] == {"scanOnPush": True}
    (statement,) = policy["Statement"]
    assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}
    assert statement["Condition"] == {
        "StringLike": {"aws:sourceArn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:*"}
    }


def test_second_run_changes_nothing(deployed: Deployment) -> None:
    before = deployed.aws.function().last_modified

    result = deployed()

    assert result.status == 0
    assert "no changes" in result.err
    assert deployed.docker.calls("push") == []
    assert deployed.aws.function().last_modified == before
    assert operations(deployed.aws.changes()) == [
        "PutLifecyclePolicy",  # to what it is already, as the next
        "SetRepositoryPolicy",
        "CreateChangeSet",
        "DeleteChangeSet",
    ]


def test_other_content_is_pushed_and_deployed(deployed: Deployment) -> None:
    deployed.docker.set(image=SECOND_IMAGE)

    result = deployed()

    assert result.status == 0
    assert "no changes" not in result.err
    assert deployed.aws.function().code["ImageUri"].endswith(f"@sha256:{SECOND_IMAGE[::-1]}")


def test_other_options_change_the_function(deployed: Deployment) -> None:
    result = deployed("--memory", "3000", "--concurrency", "20")

    assert result.status == 0
    assert deployed.aws.function().memory_size == 3000
    assert deployed.docker.calls("push") == []


def test_concurrency_can_be_left_to_the_account(deploy: Deployment) -> None:
    deploy.aws.limit = 10

    assert deploy("--concurrency", "account").status == 0
    assert deploy.aws.function().reserved_concurrency is None


def test_login_reaches_the_builder_and_nothing_else(deploy: Deployment) -> None:
    settings = deploy.docker.folder / "settings"
    settings.mkdir()
    (settings / "config.json").write_text('{"credsStore": "desktop", "currentContext": "colima"}')
    before = (settings / "config.json").read_bytes()

    assert deploy().status == 0

    login = json.loads((deploy.docker.folder / "login").read_text())
    assert login["currentContext"] == "colima"
    assert "credsStore" not in login
    assert list(login["auths"]) == [REPOSITORY.partition("/")[0]]
    assert (settings / "config.json").read_bytes() == before
    assert "auth-token" not in (deploy.docker.folder / "calls").read_text()


def test_dry_run_only_asks(deploy: Deployment) -> None:
    result = deploy("--dry-run", "--auth", "none", "--memory", "512")

    assert result.status == 0
    assert "stack 'petsight': would be made" in result.out
    assert "Memory: 'unset' would become '512'" in result.out
    assert deploy.aws.changes() == []
    assert deploy.docker.calls("build") == []


def test_dry_run_says_what_differs(deployed: Deployment) -> None:
    result = deployed("--dry-run", "--memory", "512")

    assert "stack 'petsight': is there (CREATE_COMPLETE)" in result.out
    assert "  Memory: '1769' would become '512'" in result.out
    assert result.out.count("would become") == 1
    assert deployed.aws.changes() == []


def test_status_of_nothing(deploy: Deployment) -> None:
    result = deploy("--status")

    assert (result.status, result.out) == (
        0,
        "stack            not there\nrepository       not there\n",
    )


def test_status_of_a_deployment(deployed: Deployment) -> None:
    result = deployed("--status")

    facts = dict(line.split(maxsplit=1) for line in result.out.splitlines())
    assert facts["stack"] == "CREATE_COMPLETE"
    assert facts["repository"] == REPOSITORY
    assert facts["auth"] == "iam"
    assert facts["url"] == deployed.aws.endpoint
    assert deployed.aws.changes() == []


def test_delete_leaves_nothing(deployed: Deployment) -> None:
    result = deployed("--delete", "--yes")

    assert result.status == 0, result.err
    assert deployed.aws.stack() is None
    assert client("lambda").list_functions()["Functions"] == []
    assert client("logs").describe_log_groups()["logGroups"] == []
    assert client("iam").list_roles()["Roles"] == []
    assert client("ecr").describe_repositories()["repositories"] == []


def test_delete_twice(deployed: Deployment) -> None:
    assert deployed("--delete", "--yes").status == 0

    again = deployed("--delete", "--yes")

    assert again.status == 0
    assert "there is nothing to delete" in again.err


def test_delete_asks_nobody_but_people(deployed: Deployment) -> None:
    result = deployed.process("--delete")

    assert result.returncode == 2
    assert "add --yes" in result.stderr
    assert deployed.aws.requests == []


@pytest.mark.parametrize(
    ("auth", "told"),
    [
        ("none", "the page for phones: https://abc.lambda-url.eu-central-1.on.aws/app/\n"),
        ("iam", "under iam no browser can open the page for phones"),
    ],
)
def test_the_page_is_named_where_a_browser_can_open_it(
    deploy: Deployment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    auth: str,
    told: str,
) -> None:
    make_page(tmp_path / "dist")
    monkeypatch.setattr(up, "PAGE_FOLDER", tmp_path / "dist")
    deploy.aws.endpoint = "https://abc.lambda-url.eu-central-1.on.aws/"

    assert told in deploy("--auth", auth).err


def test_an_image_without_the_page_is_said_to_be_one(
    deploy: Deployment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up, "PAGE_FOLDER", tmp_path)

    result = deploy("--auth", "none")

    assert "the page for phones was not built" in result.err
    assert "/app/" not in result.err
