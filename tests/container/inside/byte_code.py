"""Print the modules below /var/task whose byte code Python would not take as it is."""

import importlib.util
import json
import sys
from pathlib import Path

UNCHECKED_HASH = (1).to_bytes(4, "little")
"""The flags of PEP 552: named by a hash of its source, which nobody compares."""


def is_sound(source: Path) -> bool:
    """Return whether a module's byte code belongs to it and is never held against its source."""
    cached = Path(importlib.util.cache_from_source(str(source)))
    if not cached.is_file():
        return False
    header = cached.read_bytes()[:16]
    hashed = importlib.util.source_hash(source.read_bytes())
    return header == importlib.util.MAGIC_NUMBER + UNCHECKED_HASH + hashed


sources = list(Path("/var/task").rglob("*.py"))
odd = [str(source) for source in sources if not is_sound(source)]
json.dump({"modules": len(sources), "odd": odd}, sys.stdout)
