"""The command `python -m lambda_service.deploy`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final

from lambda_service.deploy import down, status, up
from lambda_service.deploy.aws import Aws, connect
from lambda_service.deploy.builder import own_platform
from lambda_service.deploy.errors import explain
from lambda_service.deploy.plan import plan
from lambda_service.deploy.wanted import AUTHS, Wanted, check_stack_name, parse_bucket
from petsight.errors import PetsightError

NO_BUCKET: Final = "none"
FAILED: Final = 2
INTERRUPTED: Final = 130

_EPILOG: Final = """\
The options say the whole wanted state: one that is left out takes its default.
The same command twice changes nothing; after a failure, run it again.
With --auth key, keys come from PETSIGHT_SERVICE_KEYS; without it one is made
and shown once. Costs, rights and threats: lambda_service/DEPLOY.md.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        argv: The arguments; by default those of the process.

    Returns:
        0 when everything is as wanted, 2 when it could not be done, 130 after Ctrl-C.
    """
    try:
        _run(_parser().parse_args(argv))
    except PetsightError as exc:
        return _fail(exc.message)
    except KeyboardInterrupt:
        _fail("stopped; what AWS has begun goes on, and the command can be run again")
        return INTERRUPTED
    except Exception as exc:  # noqa: BLE001 - botocore's, which is imported only where it is used
        if type(exc).__module__.startswith("botocore."):
            return _fail(explain(exc).message)
        return _fail(f"this is a bug, please report it: {exc!r}")
    return 0


def _run(options: argparse.Namespace) -> None:
    name = check_stack_name(options.stack)
    wanted = Wanted(
        stack=name,
        auth=options.auth,
        memory=options.memory,
        concurrency=options.concurrency,
        inputs=parse_bucket(options.bucket) if options.bucket not in (None, NO_BUCKET) else None,
        drop_failures=options.bucket == NO_BUCKET,
        platform=options.platform,
    )
    if options.delete and not options.yes:
        down.confirm(name, options.region)
    aws = connect(options.region)
    if options.delete:
        down.delete(aws, name)
    elif options.status:
        _show(aws, name)
    elif options.dry_run:
        print("\n".join(plan(aws, wanted)))
    else:
        print(up.deploy(aws, wanted))


def _show(aws: Aws, name: str) -> None:
    for key, value in status.facts(aws, name):
        print(f"{key:<16} {value}")


def _fail(sentence: str) -> int:
    print(f"deploy: {sentence}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lambda_service.deploy",
        description="Put petsight on AWS Lambda, change it, or take it away.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--stack", required=True, metavar="NAME", help="what to call it")
    parser.add_argument("--region", required=True, metavar="R", help="such as eu-central-1")
    parser.add_argument(
        "--auth",
        choices=AUTHS,
        default="iam",
        help="who may call: users of your account (iam, the default), who has the key, all",
    )
    parser.add_argument(
        "--memory",
        type=_number(128, 10240),
        default=1769,
        metavar="MB",
        help="default: 1769, which is one vCPU",
    )
    parser.add_argument(
        "--concurrency",
        type=_concurrency,
        default=10,
        metavar="N",
        help="calls at once, the cap on cost (default: 10), or `account` for the account's limit",
    )
    parser.add_argument(
        "--bucket",
        metavar="NAME[/PREFIX/]",
        help="classify what arrives there in S3 (default prefix: pictures/); `none` releases the"
        " bucket of an earlier run even where failed events still wait in its queue",
    )
    parser.add_argument(
        "--platform",
        choices=("linux/amd64", "linux/arm64"),
        default=own_platform(),
        help="what to build for (default here: %(default)s)",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--dry-run", action="store_true", help="say what would be done, change nothing"
    )
    what.add_argument("--status", action="store_true", help="say what is there")
    what.add_argument("--delete", action="store_true", help="take it away; the bucket stays")
    parser.add_argument("--yes", action="store_true", help="delete without a question")
    return parser


def _concurrency(text: str) -> int | None:
    return None if text == "account" else _number(1, 100_000)(text)


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number, {low} to {high}")
        return int(text)

    return parse
