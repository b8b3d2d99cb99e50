"""Check this installation, and say what each model makes of some pictures.

python core.py < {"self_test": PATH, "models": [PATH...], "pictures": [PATH...]}
"""

import json
import platform
import sys
from pathlib import Path

from petsight.classifier import DeviceClassifier, classify_source
from petsight.model import Model
from petsight.selftest import run_self_test

asked = json.load(sys.stdin)
self_test = run_self_test(lambda: Model(Path(asked["self_test"]))).to_dict()
answers: dict[str, list[object]] = {}
for path in asked["models"]:
    # The emulated processor is hundreds of times slower than a real one.
    classifier = DeviceClassifier(Model(Path(path), threads=2))
    answers[path] = []
    for picture in asked["pictures"]:
        answers[path].append(classify_source(classifier, picture).to_dict())
        sys.stderr.write(f"{Path(path).name} answered {picture}\n")
document = {"machine": platform.machine(), "self_test": self_test, "answers": answers}
json.dump(document, sys.stdout)
