"""Events in the shapes that AWS documents, with no more in them than a test needs to be honest."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote_plus

Event = dict[str, Any]

DOMAINS = {
    "function_url": "abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws",
    "http_api": "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
}


def _body(body: str | bytes | None) -> Event:
    if isinstance(body, bytes):
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    return {"isBase64Encoded": False} if body is None else {"body": body, "isBase64Encoded": False}


def _version_2(
    domain: str, stage: str, method: str, path: str, headers: dict[str, str] | None
) -> Event:
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {name.lower(): value for name, value in (headers or {}).items()},
        "requestContext": {
            "accountId": "anonymous",
            "apiId": domain.split(".", maxsplit=1)[0],
            "domainName": domain,
            "domainPrefix": domain.split(".", maxsplit=1)[0],
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "198.51.100.7",
                "userAgent": "curl/8.5.0",
            },
            "requestId": "5f0c2a1e-0000-4000-8000-000000000001",
            "routeKey": "$default",
            "stage": stage,
            "time": "01/Feb/2026:10:20:30 +0000",
            "timeEpoch": 1769941230000,
        },
    }


def function_url(
    method: str = "GET",
    path: str = "/",
    headers: dict[str, str] | None = None,
    body: str | bytes | None = None,
) -> Event:
    """A request to a Function URL."""
    event = _version_2(DOMAINS["function_url"], "$default", method, path, headers)
    return event | _body(body)


def http_api(
    method: str = "GET",
    path: str = "/",
    headers: dict[str, str] | None = None,
    body: str | bytes | None = None,
    stage: str = "prod",
) -> Event:
    """A request to an API Gateway HTTP API, whose path starts with the stage."""
    staged = path if stage == "$default" else f"/{stage}{path}"
    return _version_2(DOMAINS["http_api"], stage, method, staged, headers) | _body(body)


def rest_api(
    method: str = "GET",
    path: str = "/",
    headers: dict[str, str] | None = None,
    body: str | bytes | None = None,
) -> Event:
    """A request to an API Gateway REST API, whose headers keep their case."""
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in (headers or {}).items()} or None,
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": {"proxy": path.removeprefix("/")},
        "stageVariables": None,
        "requestContext": {
            "resourcePath": "/{proxy+}",
            "httpMethod": method,
            "path": f"/prod{path}",
            "stage": "prod",
            "requestId": "5f0c2a1e-0000-4000-8000-000000000002",
            "identity": {"sourceIp": "198.51.100.7", "userAgent": "curl/8.5.0"},
        },
        "body": None,
        **_body(body),
    }


HTTP_SHAPES = {"function_url": function_url, "http_api": http_api, "rest_api": rest_api}


def s3_record(
    bucket: str, key: str, etag: str, size: int, name: str = "ObjectCreated:Put"
) -> Event:
    """One record of a notification; the key is encoded as S3 does it."""
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "eu-central-1",
        "eventTime": "2026-02-01T10:20:30.000Z",
        "eventName": name,
        "userIdentity": {"principalId": "AWS:AIDAEXAMPLE"},
        "requestParameters": {"sourceIPAddress": "198.51.100.7"},
        "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810"},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "pictures",
            "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
            "object": {
                "key": quote_plus(key, safe="/"),
                "size": size,
                "eTag": etag,
                "sequencer": "0055AED6DCD90281E5",
            },
        },
    }


def s3_event(*records: Event) -> Event:
    """A notification of S3."""
    return {"Records": list(records)}


def schedule() -> Event:
    """What an EventBridge rule sends by the clock."""
    return {
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": "2026-02-01T10:20:30Z",
        "region": "eu-central-1",
        "resources": ["arn:aws:events:eu-central-1:123456789012:rule/warm"],
        "detail": {},
    }


UNKNOWN: dict[str, Any] = {
    "load balancer": {
        "requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:..."}},
        "httpMethod": "GET",
        "path": "/",
        "headers": {"host": "example.org"},
        "body": "",
        "isBase64Encoded": False,
    },
    "web socket": {
        "requestContext": {"routeKey": "$connect", "connectionId": "L0SM9cOFvHcCIhw="},
        "isBase64Encoded": False,
    },
    "S3 through EventBridge": {
        "version": "0",
        "detail-type": "Object Created",
        "source": "aws.s3",
        "detail": {"bucket": {"name": "photos"}, "object": {"key": "cat.jpg", "size": 5}},
    },
    "queue": {"Records": [{"eventSource": "aws:sqs", "messageId": "1", "body": "{}"}]},
    "topic": {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": "{}"}}]},
    "queue and S3": {
        "Records": [s3_record("photos", "cat.jpg", "0" * 32, 5), {"eventSource": "aws:sqs"}]
    },
    "S3 without a record": {"Records": []},
    "another clock": {"source": "aws.events", "detail-type": "EC2 Instance State-change"},
    "ping without truth": {"ping": "yes"},
    "context of another type": {"version": "2.0", "requestContext": []},
    "a later version": {"version": "3.0", "requestContext": {"http": {"method": "GET"}}},
    "nothing": {},
    "null": None,
    "text": "ping",
    "number": 7,
    "list": [{"ping": True}],
}
"""Events that the service does not know, by what they are."""
