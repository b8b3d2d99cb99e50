"""The template is valid, asks for the least, and says what the service understands."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from lambda_service.deploy.wanted import INPUT_PREFIX, OUTPUT_PREFIX, Wanted
from lambda_service.settings import read_settings

TEMPLATE = Path(__file__).resolve().parents[2] / "lambda_service" / "template.yaml"


class _Loader(yaml.SafeLoader):
    """Reads `!Ref x` as `{"Ref": "x"}` and `!Sub x` as `{"Fn::Sub": "x"}`."""


def _tag(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        raise TypeError(node)
    return {suffix if suffix == "Ref" else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _tag)


def template() -> dict[str, Any]:
    """The template as CloudFormation understands it."""
    read: dict[str, Any] = yaml.load(TEMPLATE.read_text(encoding="utf-8"), _Loader)
    return read


def resources(kind: str) -> list[dict[str, Any]]:
    return [each for each in template()["Resources"].values() if each["Type"] == kind]


def resolve(value: Any, parameters: dict[str, str]) -> Any:
    """Work out what a stack with these parameters has; a missing property is None."""
    result = value
    match value:
        case {"Fn::If": [condition, yes, no]}:
            result = resolve(yes if holds(condition, parameters) else no, parameters)
        case {"Ref": "AWS::NoValue"}:
            result = None
        case {"Ref": name}:
            result = parameters.get(name, f"<{name}>")
        case {"Fn::Sub": text}:
            result = re.sub(r"\$\{(\w+)\}", lambda name: parameters[name[1]], text)
        case dict():
            result = {key: resolve(each, parameters) for key, each in value.items()}
        case list():
            result = [resolve(each, parameters) for each in value]
    return result


def holds(condition: str, parameters: dict[str, str]) -> bool:
    def judge(node: dict[str, Any]) -> bool:
        match node:
            case {"Fn::Not": [inner]}:
                return not judge(inner)
            case {"Fn::Or": inner}:
                return any(judge(each) for each in inner)
            case {"Fn::Equals": [one, other]}:
                return str(resolve(one, parameters)) == str(resolve(other, parameters))
        raise TypeError(node)

    return judge(template()["Conditions"][condition])


def given(**changes: str) -> dict[str, str]:
    """The parameters of a deployment, as the command gives them."""
    wanted = Wanted("petsight", "iam", 1769, 10, None, drop_failures=False, platform="linux/amd64")
    return {**wanted.parameters("image", "x86_64"), "ApiKeys": "", **changes}


def statements() -> Iterator[dict[str, Any]]:
    for role in resources("AWS::IAM::Role"):
        for policy in role["Properties"]["Policies"]:
            yield from policy["PolicyDocument"]["Statement"]
    for policy in resources("AWS::IAM::Policy"):
        yield from policy["Properties"]["PolicyDocument"]["Statement"]


def test_cfn_lint_has_nothing_to_say() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), "--include-checks", "I", "--", TEMPLATE],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_cfn_lint_would_say_something(tmp_path: Path) -> None:
    broken = tmp_path / "template.yaml"
    broken.write_text(TEMPLATE.read_text().replace("InvokedViaFunctionUrl", "InvokedViaUrl"))

    done = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), "--", broken], capture_output=True, check=False
    )
    assert done.returncode != 0


def test_parameters_are_those_of_the_command() -> None:
    assert set(template()["Parameters"]) == set(given())
    defaults = {name: each.get("Default") for name, each in template()["Parameters"].items()}
    assert (defaults["InputPrefix"], defaults["OutputPrefix"]) == (INPUT_PREFIX, OUTPUT_PREFIX)
    for name in ("Auth", "Memory", "Concurrency"):
        assert str(defaults[name]) == given()[name]


def test_image_must_be_named_by_digest() -> None:
    pattern = template()["Parameters"]["ImageUri"]["AllowedPattern"]
    uri = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/petsight"
    assert re.fullmatch(pattern, f"{uri}@sha256:{'0f' * 32}")
    assert not re.fullmatch(pattern, f"{uri}:latest")


@pytest.mark.parametrize(
    ("auth", "principal", "kind"),
    [
        ("iam", "<AWS::AccountId>", "AWS_IAM"),
        ("iam-and-key", "<AWS::AccountId>", "AWS_IAM"),
        ("key", "*", "NONE"),
        ("none", "*", "NONE"),
    ],
)
def test_url_has_both_permissions(auth: str, principal: str, kind: str) -> None:
    parameters = given(Auth=auth)
    (url,) = resources("AWS::Lambda::Url")
    permissions = [
        resolve(each["Properties"], parameters)
        for each in resources("AWS::Lambda::Permission")
        if "Condition" not in each
    ]
    by_action = {each["Action"]: each for each in permissions}

    assert resolve(url["Properties"]["AuthType"], parameters) == kind
    assert set(by_action) == {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}
    assert by_action["lambda:InvokeFunctionUrl"]["FunctionUrlAuthType"] == kind
    assert by_action["lambda:InvokeFunction"]["InvokedViaFunctionUrl"] is True
    assert {each["Principal"] for each in permissions} == {principal}


def test_nobody_else_but_s3_may_invoke() -> None:
    (other,) = (each for each in resources("AWS::Lambda::Permission") if "Condition" in each)
    properties = resolve(other["Properties"], given(Bucket="pets"))

    assert other["Condition"] == "WithBucket"
    assert properties["Principal"] == "s3.amazonaws.com"
    assert properties["SourceArn"].endswith(":s3:::pets")
    assert properties["SourceAccount"] == "<AWS::AccountId>"


def test_role_may_do_five_things() -> None:
    actions = {
        action
        for statement in statements()
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
    }
    assert actions == {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "sqs:SendMessage",
    }


def test_role_has_no_wildcards_but_for_objects_below_a_prefix() -> None:
    for statement in statements():
        assert statement["Effect"] == "Allow"
        assert not {"NotAction", "NotResource"} & set(statement)
        allowed = statement["Resource"]
        for each in allowed if isinstance(allowed, list) else [allowed]:
            text = json.dumps(each)
            assert text.count("*") == text.count('Prefix}*"')


def test_pictures_are_never_overwritten() -> None:
    (writing,) = (each for each in statements() if each["Action"] == "s3:PutObject")

    assert "OutputPrefix" in writing["Resource"]["Fn::Sub"]
    assert "InputPrefix" not in json.dumps(writing)


def test_keys_are_hidden_and_only_there_for_key() -> None:
    assert template()["Parameters"]["ApiKeys"]["NoEcho"] is True
    text = json.dumps(template())
    assert text.count('{"Ref": "ApiKeys"}') == 2  # the rule and the function's environment
    assert "ApiKeys" not in json.dumps(template()["Outputs"])
    rule = template()["Rules"]["KeyAuthNeedsKeys"]
    assert rule["RuleCondition"] == template()["Conditions"]["WithKey"]


@pytest.mark.parametrize("auth", ["iam", "none", "key", "iam-and-key"])
@pytest.mark.parametrize("bucket", ["", "archive-of-pets"])
def test_service_understands_its_environment(auth: str, bucket: str) -> None:
    parameters = given(Auth=auth, Bucket=bucket, ApiKeys="0123456789abcdef,fedcba9876543210")
    (function,) = resources("AWS::Lambda::Function")
    variables = resolve(function["Properties"]["Environment"]["Variables"], parameters)

    settings = read_settings({key: value for key, value in variables.items() if value is not None})

    assert bool(settings.keys) == (auth in ("key", "iam-and-key"))
    assert [str(place) for place in settings.s3_inputs] == (
        [f"{bucket}/pictures/"] if bucket else []
    )


def test_costs_are_capped() -> None:
    (function,) = resources("AWS::Lambda::Function")
    properties = function["Properties"]

    assert properties["Timeout"] == 20
    reserved = properties["ReservedConcurrentExecutions"]
    assert resolve(reserved, given()) == "10"
    assert resolve(reserved, given(Concurrency="-1")) is None


def test_function_follows_the_image() -> None:
    (function,) = resources("AWS::Lambda::Function")
    properties = resolve(function["Properties"], given())

    assert properties["PackageType"] == "Image"
    assert properties["Code"] == {"ImageUri": "image"}
    assert properties["Architectures"] == ["x86_64"]
    assert properties["MemorySize"] == "1769"


def test_logs_end_and_nothing_outlives_the_stack() -> None:
    (logs,) = resources("AWS::Logs::LogGroup")
    (queue,) = resources("AWS::SQS::Queue")
    (function,) = resources("AWS::Lambda::Function")

    assert logs["Properties"]["RetentionInDays"] == 30
    assert function["Properties"]["LoggingConfig"] == {"LogGroup": {"Ref": "LogGroup"}}
    for each in (logs, queue):
        assert each["DeletionPolicy"] == each["UpdateReplacePolicy"] == "Delete"
    assert "Retain" not in TEMPLATE.read_text()


def test_failed_events_are_kept_encrypted() -> None:
    (queue,) = resources("AWS::SQS::Queue")
    (events,) = resources("AWS::Lambda::EventInvokeConfig")

    assert queue["Properties"]["SqsManagedSseEnabled"] is True
    assert queue["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600
    destination = events["Properties"]["DestinationConfig"]["OnFailure"]["Destination"]
    assert destination == {"Fn::GetAtt": "Failures.Arn"}
    assert events["Properties"]["MaximumRetryAttempts"] == 2
    assert events["DependsOn"] == "UseBucket"


def test_failed_events_raise_an_alarm() -> None:
    (alarm,) = resources("AWS::CloudWatch::Alarm")
    properties = alarm["Properties"]

    assert alarm["Condition"] == "WithBucket"
    assert properties["Namespace"] == "AWS/SQS"
    assert properties["MetricName"] == "ApproximateNumberOfMessagesVisible"
    (dimension,) = properties["Dimensions"]
    assert dimension == {"Name": "QueueName", "Value": {"Fn::GetAtt": "Failures.QueueName"}}
    assert (properties["ComparisonOperator"], properties["Threshold"]) == (
        "GreaterThanThreshold",
        0,
    )
    assert properties["TreatMissingData"] == "notBreaching"
