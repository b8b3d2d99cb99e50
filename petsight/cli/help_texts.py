"""What the help says below the options."""

from __future__ import annotations

from typing import Final

TOP: Final = """\
examples:
  petsight classify photo.jpg           what does this photo show?
  petsight classify -r ~/Pictures       every photo in a folder and below
  petsight classify --csv *.jpg > a.csv a table for a spreadsheet
  petsight sort -r ~/Pictures sorted    copies, in one folder for each answer
  petsight model                        which model answers, and how good it is
  petsight self-test                    does everything work on this computer?
  petsight endpoint check URL           does an endpoint work, and how fast?

Answers come from a model on this device; no picture leaves it unless you say
--mode auto or --mode cloud.
"""

CLASSIFY: Final = """\
examples:
  petsight classify photo.jpg
  petsight classify cats/ dogs/ one-more.png
  petsight classify --recursive --jsonl ~/Pictures > answers.jsonl
  petsight classify --explain why.png photo.jpg
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

--explain writes a new PNG file beside the answer: the picture, and for each
label a map of what speaks for it. Whoever answers, it is the map of this
device's model, and --explain itself never uploads anything.

columns of --csv (the same for every row; empty where nothing applies):
  path, label, sure, score_<label> for each label, source, reason, detail,
  model, model_sha256, preprocess_id, open_ms, resize_ms, invoke_ms,
  network_ms, total_ms, error_code, error_message

exit status:
  0  every picture was answered       2    bad usage, model or runtime
  1  some pictures were not           130  stopped with Ctrl-C
"""

SORT: Final = """\
examples:
  petsight sort photos sorted      copies into sorted/cat, sorted/dog and so on
  petsight sort -r --dry-run ~/Pictures sorted
  petsight sort --move holiday/*.jpg sorted
  petsight sort --undo sorted/petsight-sort-1.jsonl

Each picture goes into a folder named after its answer: "cat", "dog",
"cat and dog", "neither", "not sure". Nothing is overwritten: the second
photo.jpg becomes "photo (2).jpg". What was sorted before is left alone, so the
same command takes only what is new, and finishes what was interrupted. A
picture that cannot be answered stays where it is. The modes are those of
classify: petsight classify --help says what is uploaded.

Every step stands in a journal in the destination. --undo moves back what was
moved and removes copies, except what has changed since.

exit status:
  0  everything was sorted, or undone
  1  some pictures were not; they are named
  2  bad usage, model or runtime, or the destination takes nothing more
"""

SELF_TEST: Final = """\
Pictures made for this purpose are decoded and compared, byte by byte, with
what they must become; the model is loaded, its hash is verified, and it is
timed.

exit status:
  0  everything works
  1  something does not
"""

ENDPOINT_CHECK: Final = """\
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
