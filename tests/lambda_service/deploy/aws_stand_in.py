"""AWS for the tests of the deployment: moto behind a real socket, with what moto lacks.

moto answers the real protocols, so the command under test runs unchanged, as a process of its own,
with `AWS_ENDPOINT_URL` set. What moto 5.2 does of what a deployment needs, and what is added or
corrected, here or in `moto_repairs`:

- Change sets: made, compared with template and parameters, executed. Executing never fails and
  never takes time, and a second stack of the same name is made beside one that is in review. The
  stack's outputs and parameters stay those from before; corrected.
- The tags of a change set are not told; corrected.
- A resource that knows a parameter only through a condition does not change with it, neither its
  properties nor whether it is there; corrected for the properties of the URL.
- A function from an image: CloudFormation drops package type and architecture; added.
- `AWS::Lambda::Url`, `AWS::Lambda::EventInvokeConfig` and `AWS::CloudWatch::Alarm`: unknown to its
  CloudFormation; added, by its own functions for them. The URL leads to where a test says.
- `GetAccountSettings` of Lambda: missing; added.
- ECR: repositories, policies and tokens, but no registry to push to. Where a test gives a registry,
  repositories lie there and `DescribeImages` asks it.
- Permissions, roles, rules of templates and of ECR, and S3's trial of a notification are stored or
  ignored, never enforced. Only AWS can prove them.
"""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from moto.awslambda.models import lambda_backends
from moto.cloudformation.models import cloudformation_backends
from moto.moto_api._internal.models import moto_api_backend
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.lambda_service.deploy.moto_repairs import completed

ACCOUNT = "123456789012"
REGION = "eu-central-1"

ASKS = ("GET ", "=Describe", "=List", "=GetCaller", ".Describe", ".List", ".Get", ".BatchGet")
"""In every request that changes nothing."""

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
        return [told for told in self.requests if not any(ask in told for ask in ASKS)]

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


@contextmanager
def aws_stand_in() -> Iterator[StandIn]:
    """Run a stand-in without anything in it, and forget all of it afterwards."""
    stand_in = StandIn()

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return stand_in.handle(environ, start_response)

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    moto_api_backend.reset()
    thread.start()
    try:
        with completed(stand_in):
            yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        moto_api_backend.reset()
