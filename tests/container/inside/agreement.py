"""Print how this installation compares with the golden vectors, and what it consists of."""

import json
import platform
import sys
from importlib.metadata import distributions

from petsight.golden import check_golden

golden = {
    result.name: "exact" if result.exact else f"{result.rgb} {result.tensors} {result.error}"
    for result in check_golden()
    if not result.missing_plugin
}
versions = {found.metadata["Name"].lower(): found.version for found in distributions()}
document = {"golden": golden, "versions": versions, "machine": platform.machine()}
json.dump(document, sys.stdout)
