"""Let `python -m petsight` do what the command `petsight` does."""

from __future__ import annotations

import sys

from petsight.cli import main

sys.exit(main())
