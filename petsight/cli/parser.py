"""The options of the command line, and the help that explains them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from petsight import __version__

_TOP: Final = """\
examples:
  petsight classify photo.jpg           what does this photo show?
  petsight classify -r ~/Pictures       every photo in a folder and below
  petsight classify --csv *.jpg > a.csv a table for a spreadsheet
  petsight model                        which model answers, and how good it is
  petsight self-test                    does everything work on this computer?
  petsight endpoint check URL           does an endpoint work, and how fast?

Answers come from a model on this device; no picture leaves it unless you say
--mode auto or --mode cloud.
"""

_CLASSIFY: Final = """\
examples:
  petsight classify photo.jpg
  petsight classify cats/ dogs/ one-more.png
  petsight classify --recursive --jsonl ~/Pictures > answers.jsonl
  curl -s https://example.com/cat.jpg | petsight classify -
  petsight classify -- -name-with-a-dash.jpg
  petsight classify --mode auto --endpoint https://pets.example.com photo.jpg

modes:
  device    this device answers; no picture leaves it
  auto      this device answers, and where it is not sure, the endpoint does
  cloud     the endpoint answers, and where it fails, this device does
What is uploaded is the picture shrunk to the few hundred pixels that the
endpoint's model takes: no file name, no position, no date. Its key is read from
PETSIGHT_API_KEY or the system's key store, never from the command line.

answers:
  a label         such as "cat", or several: "cat and dog"
  neither         nothing that the model knows
  not sure        a score between the model's two thresholds

columns of --csv (the same for every row; empty where nothing applies):
  path, label, sure, score_<label> for each label, source, reason, detail,
  model, model_sha256, preprocess_id, open_ms, resize_ms, invoke_ms,
  network_ms, total_ms, error_code, error_message

exit status:
  0  every picture was answered       2    bad usage, model or runtime
  1  some pictures were not           130  stopped with Ctrl-C
"""

_SELF_TEST: Final = """\
Pictures made for this purpose are decoded and compared, byte by byte, with
what they must become; the model is loaded, its hash is verified, and it is
timed.

exit status:
  0  everything works
  1  something does not
"""

_ENDPOINT_CHECK: Final = """\
The endpoint is asked which model it has, and about some fifty made-up pictures
that this device answers too. With the same model the scores must agree; with
another one you are told how many answers do.

example:
  petsight endpoint check https://pets.example.com

exit status:
  0  it works
  1  it does not, or disagrees where it must not
  2  bad usage, address, key, model or runtime
"""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps examples as they are and gives the names of options room enough."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26)
        self._action_max_length = 14  # argparse forgets that it indents the commands' names


def make_parser() -> argparse.ArgumentParser:
    """Return the parser; its result names the module of the command in `command`."""
    parser = _describe(
        argparse.ArgumentParser(prog="petsight"),
        "Tell cats from dogs in your own photos, on your own device.",
        _TOP,
    )
    parser.add_argument("--version", action="version", version=f"petsight {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_classify(commands.add_parser("classify", help="say what pictures show"))
    _add_model(commands.add_parser("model", help="show what a model says about itself"))
    _add_self_test(commands.add_parser("self-test", help="check petsight on this computer"))
    _add_endpoint(commands.add_parser("endpoint", help="check an endpoint before you rely on it"))
    return parser


def _add_classify(parser: argparse.ArgumentParser) -> None:
    _describe(parser, "Say what pictures show.", _CLASSIFY)
    parser.set_defaults(command="classify")
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a picture, a folder with pictures, or - for a picture on standard input",
    )
    which = parser.add_argument_group("which pictures")
    which.add_argument(
        "-r", "--recursive", action="store_true", help="look into sub-folders of folders too"
    )
    output = parser.add_argument_group("form of the answers (default: a table)")
    form = output.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="one array")
    form.add_argument(
        "--jsonl", dest="form", action="store_const", const="jsonl", help="one object a line"
    )
    form.add_argument(
        "--csv", dest="form", action="store_const", const="csv", help="comma-separated, see below"
    )
    output.add_argument(
        "-q", "--quiet", action="store_true", help="neither progress nor a closing summary"
    )
    how = parser.add_argument_group("who answers")
    how.add_argument(
        "--mode",
        choices=("device", "auto", "cloud"),
        default="device",
        metavar="MODE",
        help="device (default), auto or cloud, see below",
    )
    _add_model_option(how)
    how.add_argument(
        "--workers",
        type=_positive,
        metavar="N",
        help="pictures worked on at a time (default: one for each processor)",
    )
    how.add_argument("--endpoint", metavar="URL", help="whom to ask (default: PETSIGHT_ENDPOINT)")
    how.add_argument(
        "--concurrency",
        type=_positive,
        metavar="N",
        help="pictures that the endpoint works on at a time (default: 8; a local emulator: 1)",
    )
    _add_sign_option(how)


def _add_model(parser: argparse.ArgumentParser) -> None:
    _describe(parser, "Show what a model file says about itself.", None)
    parser.set_defaults(command="model_card")
    parser.add_argument(
        "model", nargs="?", type=Path, metavar="FILE", help="default: the model in use"
    )
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def _add_self_test(parser: argparse.ArgumentParser) -> None:
    _describe(parser, "Check that petsight works on this computer, and how fast.", _SELF_TEST)
    parser.set_defaults(command="self_test")
    _add_model_option(parser)
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def _add_endpoint(parser: argparse.ArgumentParser) -> None:
    _describe(parser, "Look at an endpoint that answers pictures.", None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = commands.add_parser("check", help="does it work, does it agree, how fast is it")
    _describe(check, "Check an endpoint with petsight's own golden pictures.", _ENDPOINT_CHECK)
    check.set_defaults(command="endpoint")
    check.add_argument(
        "endpoint", nargs="?", metavar="URL", help="whom to ask (default: PETSIGHT_ENDPOINT)"
    )
    _add_sign_option(check)
    _add_model_option(check)
    check.add_argument("--json", action="store_true", help="as one JSON object")


def _add_sign_option(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--sign",
        action="store_true",
        help="sign for AWS_IAM, whatever key there is (default: where there is none)",
    )


def _add_model_option(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--model", type=Path, metavar="FILE", help="a .tflite file (default: the one in petsight)"
    )


def _describe(
    parser: argparse.ArgumentParser, description: str, epilog: str | None
) -> argparse.ArgumentParser:
    parser.description = description
    parser.epilog = epilog
    parser.formatter_class = _Formatter
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)
