"""Count calls as CloudWatch metrics in embedded metric format (EMF).

A log line in this format becomes metrics without a call to AWS and without a right to make one:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from __future__ import annotations

import time
from typing import Any, Final

from lambda_service.call import Call
from petsight.labels import NOT_SURE

NAMESPACE: Final = "petsight"
DIMENSION: Final = "function"

_UNITS: Final = {
    "Duration": "Milliseconds",
    "Calls": "Count",
    "ColdStarts": "Count",
    "NotSure": "Count",
    "ClientErrors": "Count",
    "ServerErrors": "Count",
}


def metric_fields(call: Call, function: str, duration_ms: float) -> dict[str, Any]:
    """Return what makes a log line count.

    Args:
        call: The call, at its end.
        function: The function's name.
        duration_ms: How long the call took.

    Returns:
        Fields for the top level of the line: the values, and `_aws`, which says that they are
        metrics.
    """
    values = {
        "Duration": round(duration_ms, 2),
        "Calls": 1,
        "ColdStarts": int(call.cold_start),
        "NotSure": int(call.label == NOT_SURE),
        "ClientErrors": int(400 <= call.status < 500),
        "ServerErrors": int(call.status >= 500),
    }
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [[DIMENSION]],
        "Metrics": [{"Name": name, "Unit": unit} for name, unit in _UNITS.items()],
    }
    return {
        DIMENSION: function,
        **values,
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]},
    }
