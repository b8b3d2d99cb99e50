"""Let `python -m desktop` do what the command `petsight-desktop` does."""

from __future__ import annotations

import sys

from desktop.main import main

sys.exit(main())
