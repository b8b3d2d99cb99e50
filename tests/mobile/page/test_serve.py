"""`make mobile` tells an address that a browser can open."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request

import pytest

from lambda_service.page import FOLDER, LIST
from tests.conftest import REPOSITORY
from tests.mobile import node

pytestmark = pytest.mark.slow


def test_the_address_is_the_page_s_own() -> None:
    if not (FOLDER / LIST).exists():
        node.packages()
        node.run(["npm", "run", "--silent", "build"])
    # A shell's background job, which this test may be, would have its children ignore Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, "-m", "tools.serve_page"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        signal.signal(signal.SIGINT, before)
        assert server.stdout is not None
        found = re.fullmatch(
            r"The page for phones: (\S+) \(Ctrl-C ends\)\n", server.stdout.readline()
        )
        assert found
        with urllib.request.urlopen(found[1]) as page:
            assert "<title>petsight</title>" in page.read().decode()
        server.send_signal(signal.SIGINT)
        _, complaints = server.communicate(timeout=60)
    assert (server.returncode, complaints) == (0, "")
