"""The options of the command line, and the help that explains them."""

from __future__ import annotations

import argparse
from pathlib import Path

from petsight import __version__
from petsight.cli import help_texts


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
        help_texts.TOP,
    )
    parser.add_argument("--version", action="version", version=f"petsight {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_classify(commands.add_parser("classify", help="say what pictures show"))
    _add_sort(commands.add_parser("sort", help="put pictures into one folder per answer"))
    _add_model(commands.add_parser("model", help="show what a model says about itself"))
    _add_self_test(commands.add_parser("self-test", help="check petsight on this computer"))
    _add_endpoint(commands.add_parser("endpoint", help="check an endpoint before you rely on it"))
    return parser


def _add_classify(parser: argparse.ArgumentParser) -> None:
    _describe(parser, "Say what pictures show.", help_texts.CLASSIFY)
    parser.set_defaults(command="classify")
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a picture, a folder with pictures, or - for a picture on standard input",
    )
    _add_recursive_option(parser)
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
    parser.add_argument_group("why").add_argument(
        "--explain",
        type=Path,
        metavar="OUT.png",
        help="draw where in the one picture the evidence lies, see below",
    )
    _add_answerer_options(parser)


def _add_sort(parser: argparse.ArgumentParser) -> None:
    _describe(parser, "Put pictures into one folder per answer.", help_texts.SORT)
    parser.set_defaults(command="sort")
    parser.usage = "%(prog)s [options] SOURCE... DESTINATION\n       %(prog)s --undo JOURNAL"
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="SOURCE... DESTINATION",
        help="pictures and folders with pictures, and the folder to sort them into",
    )
    _add_recursive_option(parser)
    what = parser.add_argument_group("what is done (default: pictures are copied)")
    kind = what.add_mutually_exclusive_group()
    kind.add_argument("--move", action="store_true", help="move them")
    kind.add_argument(
        "--undo", type=Path, metavar="JOURNAL", help="bring back what was before a sort"
    )
    what.add_argument("--dry-run", action="store_true", help="only say what would be done")
    _add_answerer_options(parser)


def _add_recursive_option(parser: argparse.ArgumentParser) -> None:
    which = parser.add_argument_group("which pictures")
    which.add_argument(
        "-r", "--recursive", action="store_true", help="look into sub-folders of folders too"
    )


def _add_answerer_options(parser: argparse.ArgumentParser) -> None:
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
    _describe(
        parser, "Check that petsight works on this computer, and how fast.", help_texts.SELF_TEST
    )
    parser.set_defaults(command="self_test")
    _add_model_option(parser)
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def _add_endpoint(parser: argparse.ArgumentParser) -> None:
    _describe(parser, "Look at an endpoint that answers pictures.", None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = commands.add_parser("check", help="does it work, does it agree, how fast is it")
    _describe(
        check, "Check an endpoint with petsight's own golden pictures.", help_texts.ENDPOINT_CHECK
    )
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
