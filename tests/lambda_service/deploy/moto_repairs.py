"""What moto lacks of a deployment, added to it or corrected; `aws_stand_in` has the list."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import requests
from moto.awslambda.models import LambdaFunction, lambda_backends
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudformation.parsing import ResourceMap
from moto.cloudwatch.models import cloudwatch_backends
from moto.core.common_models import CloudFormationModel
from moto.ecr.models import ECRBackend, Repository

if TYPE_CHECKING:
    from tests.lambda_service.deploy.aws_stand_in import StandIn

MANIFESTS = (
    "application/vnd.oci.image.manifest.v1+json, "
    "application/vnd.docker.distribution.manifest.v2+json"
)


class _Extra(CloudFormationModel):  # type: ignore[misc]  # moto is untyped
    """A kind of resource that moto's CloudFormation lacks."""

    current: StandIn
    physical_resource_id = "extra"

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr == "FunctionUrl"

    def get_cfn_attribute(self, _: str) -> str:
        return self.current.endpoint

    def delete(self, account_id: str, region: str) -> None:
        """Go with the function."""


class Url(_Extra, CloudFormationModel):  # type: ignore[misc]  # moto sees direct subclasses only
    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::Lambda::Url"

    @classmethod
    def create_from_cloudformation_json(cls, _, cloudformation_json, account_id, region_name, **__):
        properties = cloudformation_json["Properties"]
        backend = lambda_backends[account_id][region_name]
        backend.create_function_url_config(properties["TargetFunctionArn"], properties)
        return cls()

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, cloudformation_json, account_id, region_name, **__
    ):
        properties = cloudformation_json["Properties"]
        backend = lambda_backends[account_id][region_name]
        backend.update_function_url_config(properties["TargetFunctionArn"], properties)
        return original_resource


class EventInvokeConfig(_Extra, CloudFormationModel):  # type: ignore[misc]  # as above
    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::Lambda::EventInvokeConfig"

    @classmethod
    def create_from_cloudformation_json(cls, _, cloudformation_json, account_id, region_name, **__):
        properties = cloudformation_json["Properties"]
        backend = lambda_backends[account_id][region_name]
        backend.put_function_event_invoke_config(properties["FunctionName"], properties)
        return cls()


class Alarm(_Extra, CloudFormationModel):  # type: ignore[misc]  # as above
    name = ""

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CloudWatch::Alarm"

    @classmethod
    def create_from_cloudformation_json(cls, _, cloudformation_json, account_id, region_name, **__):
        properties = cloudformation_json["Properties"]
        made = cls()
        made.name = properties["AlarmName"]
        cloudwatch_backends[account_id][region_name].put_metric_alarm(
            name=made.name,
            description=properties["AlarmDescription"],
            namespace=properties["Namespace"],
            metric_name=properties["MetricName"],
            dimensions=properties["Dimensions"],
            statistic=properties["Statistic"],
            period=properties["Period"],
            evaluation_periods=properties["EvaluationPeriods"],
            comparison_operator=properties["ComparisonOperator"],
            threshold=properties["Threshold"],
            treat_missing_data=properties["TreatMissingData"],
            alarm_actions=[],
        )
        return made

    def delete(self, account_id: str, region: str) -> None:
        cloudwatch_backends[account_id][region].delete_alarms([self.name])


@contextmanager
def completed(stand_in: StandIn) -> Iterator[None]:
    """Give moto's functions, repositories and change sets what they lack."""
    _Extra.current = stand_in
    create = LambdaFunction.create_from_cloudformation_json.__func__
    init, describe = Repository.__init__, ECRBackend.describe_images
    describe_change_set = CloudFormationBackend.describe_change_set
    build_resource_diff = ResourceMap.build_resource_diff

    def create_function(cls, resource_name, cloudformation_json, *args, **options):
        function = create(cls, resource_name, cloudformation_json, *args, **options)
        properties = cloudformation_json["Properties"]
        function.package_type = properties["PackageType"]
        function.architectures = properties["Architectures"]
        return function

    def make_repository(self, *args, **options):
        init(self, *args, **options)
        if stand_in.registry:
            self.uri = f"{stand_in.registry}/{self.name}"

    def describe_images(self, repository_name, registry_id=None, image_ids=None):
        for image in image_ids or () if stand_in.registry else ():
            _take_over(self, stand_in, repository_name, image["imageTag"])
        return describe(self, repository_name, registry_id, image_ids)

    def tell_tags(self, change_set_name):
        told = copy.copy(describe_change_set(self, change_set_name))
        told.tags = [{"Key": key, "Value": value} for key, value in told.tags.items()]
        return told

    def see_conditions(self, template, parameters=None):
        actions = build_resource_diff(self, template, parameters)
        if parameters and parameters.get("Auth") != self.input_parameters.get("Auth"):
            actions["Modify"].append("Url")
        return actions

    with (
        patch.object(ResourceMap, "build_resource_diff", see_conditions),
        patch.object(CloudFormationBackend, "describe_change_set", tell_tags),
        patch.object(
            LambdaFunction, "create_from_cloudformation_json", classmethod(create_function)
        ),
        patch.object(Repository, "__init__", make_repository),
        patch.object(ECRBackend, "describe_images", describe_images),
    ):
        yield


def _take_over(backend: Any, stand_in: StandIn, name: str, tag: str) -> None:
    """Let ECR know an image that was pushed to the registry."""
    if any(tag in image.image_tags for image in backend.repositories[name].images):
        return
    found = requests.get(
        f"http://{stand_in.registry}/v2/{name}/manifests/{tag}",
        auth=stand_in.registry_login,
        headers={"Accept": MANIFESTS},
        timeout=10,
    )
    if found.ok:
        digest = f"sha256:{hashlib.sha256(found.content).hexdigest()}"
        backend.put_image(name, found.text, tag, found.headers["Content-Type"], digest)
