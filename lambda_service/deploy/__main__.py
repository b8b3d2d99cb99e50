"""`python -m lambda_service.deploy`."""

import sys

from lambda_service.deploy.cli import main

sys.exit(main())
