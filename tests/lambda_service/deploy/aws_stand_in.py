"""AWS for the tests of the deployment: moto behind a real socket, with what moto lacks.

moto answers the real protocols, so the command under test runs unchanged, as a process of its own,
with `AWS_ENDPOINT_URL` set. What moto 5.2 does of what a deployment needs, and what is added here:

- Change sets: made, compared with template and parameters, executed. Executing never fails and
  never takes time, and a second stack of the same name is made beside one that is in review. The
  stack's outputs and parameters stay those from before; corrected here.
- A function from an image: CloudFormation drops package type and architecture; added here.
- `AWS::Lambda::Url` and `AWS::Lambda::EventInvokeConfig`: unknown to its CloudFormation; added
  here, by its own functions for them. The URL leads to where a test says.
- `GetAccountSettings` of Lambda: missing; added here.
- ECR: repositories, policies and tokens, but no registry to push to. Where a test gives a registry,
  repositories lie there and `DescribeImages` asks it.
- Permissions, roles, rules of templates and S3's trial of a notification are stored or ignored,
  never enforced. Only AWS can prove them.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import requests
from moto.awslambda.models import LambdaFunction, lambda_backends
from moto.cloudformation.models import cloudformation_backends
from moto.core.common_models import CloudFormationModel
from moto.ecr.models import ECRBackend, Repository
from moto.moto_api._internal.models import moto_api_backend
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

ACCOUNT = "123456789012"
REGION = "eu-central-1"

MANIFESTS = (
    "application/vnd.oci.image.manifest.v1+json, "
    "application/vnd.docker.distribution.manifest.v2+json"
)

MOTO = DomainDispatcherApplication(create_backend_app)
"""Made once: it takes seconds to learn the addresses of a service."""


@dataclass
class Fault:
    """An answer that AWS gives instead of the usual one, to requests that hold some words.

    Attributes:
        words: Found in the request's method, path, target or body.
        code: AWS's word for what is wrong.
        message: AWS's sentence.
        status: HTTP status.
    """

    words: str
    code: str
    message: str = "no"
    status: int = 400

    def answer(self, as_json: bool) -> tuple[str, bytes]:
        """Return content type and body."""
        if as_json:
            document = {"__type": self.code, "message": self.message, "Code": self.code}
            return "application/json", json.dumps(document).encode()
        error = f"<Error><Code>{self.code}</Code><Message>{self.message}</Message></Error>"
        wrapped = (
            error if "Action=" not in self.words else f"<ErrorResponse>{error}</ErrorResponse>"
        )
        return "text/xml", wrapped.encode()


@dataclass
class StandIn:
    """A running stand-in.

    Attributes:
        url: Where it listens.
        faults: What goes wrong.
        requests: What was asked: method, path, target and body.
        limit: How many calls at once the account may run.
        endpoint: Where Function URLs lead.
        registry: Host and port of a registry for images, or None.
        registry_login: User and password for it.
        on_request: Called with each request, before it is answered.
        on_execute: Called with a stack that a change set was executed on.
    """

    url: str = ""
    faults: list[Fault] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    limit: int = 1000
    endpoint: str = "http://127.0.0.1:9"
    registry: str | None = None
    registry_login: tuple[str, str] = ("", "")
    on_request: Callable[[str], None] | None = None
    on_execute: Callable[[Any], None] | None = None

    @property
    def change_sets(self) -> dict[str, Any]:
        """moto's own change sets."""
        found: dict[str, Any] = cloudformation_backends[ACCOUNT][REGION].change_sets
        return found

    @property
    def environment(self) -> dict[str, str]:
        """What makes a process take this for AWS."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def stack(self, name: str = "petsight") -> Any:
        """Return moto's own stack of a name, or None."""
        stacks = cloudformation_backends[ACCOUNT][REGION].stacks.values()
        return next((stack for stack in stacks if stack.name == name), None)

    def function(self, name: str = "petsight") -> Any:
        """Return moto's own function of a name."""
        return lambda_backends[ACCOUNT][REGION].get_function(name)

    def changes(self) -> list[str]:
        """Return the requests so far that were more than questions."""
        asks = ("GET ", "Action=Describe", "Action=GetCaller", ".Describe", ".List", ".GetAuth")
        return [request for request in self.requests if not any(ask in request for ask in asks)]

    def handle(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request, as WSGI has it."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        where = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        told = f"{where} {target} {body.decode('utf-8', 'replace')}"
        self.requests.append(told)
        if self.on_request:
            self.on_request(told)
        for fault in self.faults:
            if fault.words in told:
                kind, answer = fault.answer(bool(target) or "/functions" in told)
                start_response(f"{fault.status} Fault", [("Content-Type", kind)])
                return [answer]
        if "/account-settings" in told:
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(self._account()).encode()]
        answered: Iterable[bytes] = MOTO(environ, start_response)
        if "Action=ExecuteChangeSet" in told:
            _finish(self.stack())
            if self.on_execute:
                self.on_execute(self.stack())
        return answered

    def _account(self) -> dict[str, Any]:
        functions = lambda_backends[ACCOUNT][REGION].list_functions()
        reserved = sum(int(function.reserved_concurrency or 0) for function in functions)
        limits = {
            "ConcurrentExecutions": self.limit,
            "UnreservedConcurrentExecutions": self.limit - reserved,
        }
        return {"AccountLimit": limits, "AccountUsage": {}}


def _finish(stack: Any) -> None:
    """Let a stack know what became of it."""
    stack._parse_template()
    stack.output_map = stack._create_output_map()
    stack.parameters = dict(stack.resource_map.input_parameters)


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: object) -> None:
        """Write nothing."""


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


@contextmanager
def aws_stand_in() -> Iterator[StandIn]:
    """Run a stand-in without anything in it, and forget all of it afterwards."""
    stand_in = _Extra.current = StandIn()

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return stand_in.handle(environ, start_response)

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    moto_api_backend.reset()
    thread.start()
    try:
        with _completed(stand_in):
            yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        moto_api_backend.reset()


@contextmanager
def _completed(stand_in: StandIn) -> Iterator[None]:
    """Give moto's functions and repositories what they lack."""
    create = LambdaFunction.create_from_cloudformation_json.__func__
    init, describe = Repository.__init__, ECRBackend.describe_images

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
        for image in image_ids if stand_in.registry else ():
            _take_over(self, stand_in, repository_name, image["imageTag"])
        return describe(self, repository_name, registry_id, image_ids)

    with (
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
