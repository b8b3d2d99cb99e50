"""Write the documents that go out (`docs/cloud.md`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lambda_service.call import Call
from lambda_service.failures import Failure
from lambda_service.settings import MAX_IMAGE_BYTES, Settings
from petsight import __version__
from petsight.model import Model
from petsight.prediction import Prediction

Document = dict[str, Any]


def prediction_document(prediction: Prediction, call: Call) -> Document:
    """Return the answer to a picture."""
    return {**prediction.to_dict(), "request_id": call.request_id, "cold_start": call.cold_start}


def information_document(model: Model, settings: Settings, call: Call) -> Document:
    """Return what a client has to know before it sends pictures."""
    described = model.info.to_dict()
    fields = ("name", "version", "tier", "input", "preprocess_id", "labels")
    return {
        "schema": 1,
        "service": "petsight",
        "service_version": __version__,
        "model": {field: described[field] for field in fields},
        "model_sha256": model.sha256,
        "limits": {"bytes": MAX_IMAGE_BYTES, "pixels": settings.max_pixels},
        "url_fetching": bool(settings.url_hosts),
        "request_id": call.request_id,
        "cold_start": call.cold_start,
    }


def failure_document(failure: Failure, call: Call) -> Document:
    """Return what is said instead of an answer."""
    return {
        "error": {"code": failure.code, "message": failure.message},
        "status": failure.status,
        "request_id": call.request_id,
    }


def http_response(
    status: int, document: Document | None, headers: Mapping[str, str], call: Call
) -> Document:
    """Wrap a document in the response that Function URLs and both API Gateways take.

    Args:
        status: HTTP status.
        document: The body; None for no content.
        headers: What is said beside the usual, names in lower case.
        call: Its id goes into the headers.

    Returns:
        The response.
    """
    usual = {
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-request-id": call.request_id,
    }
    if document is not None:
        usual["content-type"] = "application/json"
    return {
        "statusCode": status,
        "headers": {**usual, **headers},
        "body": "" if document is None else json.dumps(document),
        "isBase64Encoded": False,
    }
