"""What the session remembers, and what it forgets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.services.asks import Asks
from desktop.services.photo import Comparison, Failure, Found, Photo
from desktop.services.session import Session, SessionError
from tests.desktop.services.making import DIGEST, MODEL, answer, answered, photo

FAILURE = Failure("truncated", "the picture is cut short or damaged")
LATE = Failure("cloud_error", "the endpoint did not answer in time", "timeout")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "session.sqlite"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    session = Session(path)
    yield session
    session.close()


def reopened(session: Session, path: Path) -> list[Photo]:
    session.close()
    again = Session(path)
    try:
        assert again.notice is None
        return again.load()
    finally:
        again.close()


def count(path: Path, table: str) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize(
    "kept",
    [
        photo(),
        answered(),
        photo(failure=FAILURE),
        photo(digest=DIGEST, failure=LATE),
        photo(prediction=answer("neither"), correction=("cat", "dog")),
        photo(prediction=answer("neither"), correction=()),
        photo(
            prediction=answer(
                source="cloud", reason="unsure", device=answer("not sure", reason=None)
            )
        ),
        photo(prediction=answer(reason="cloud unreachable", detail="offline")),
        photo(prediction=answer(), comparison=Comparison(answer("dog"), LATE)),
        photo(prediction=answer(), comparison=Comparison(FAILURE, answer(source="cloud"))),
        photo(prediction=answer(), asked=Asks.CLOUD),
    ],
)
def test_a_photo_comes_back_as_it_was(session, path, kept):
    session.save([kept])
    assert reopened(session, path) == [kept]


@pytest.mark.parametrize(
    "name", ["/a b/ü 猫.jpg", "/a/\udcff\udcfe.jpg", "/line\nbreak.jpg", "/" + "x" * 4000]
)
def test_any_path_comes_back(session, path, name):
    session.save([photo(path=name)])
    assert [kept.path for kept in reopened(session, path)] == [name]


@pytest.mark.parametrize(
    "found", [Found("/gone.jpg"), Found("/of the year 2400.jpg", 2**62, 13_569_465_600 * 10**9)]
)
def test_odd_sizes_and_times(session, path, found):
    session.save([Photo(1, found)])
    assert reopened(session, path) == [Photo(1, found)]


def test_photos_come_in_the_order_of_their_numbers(session, path):
    session.save([photo(3), photo(1)])
    session.flush()
    session.save([photo(2)])
    assert [kept.id for kept in reopened(session, path)] == [1, 2, 3]


def test_the_latest_counts(session, path):
    session.save([photo(1)])
    session.flush()
    session.save([photo(1, failure=FAILURE)])
    session.save([answered(1)])
    assert reopened(session, path) == [answered(1)]


def test_removed_photos_stay_away(session, path):
    session.save([answered(1), answered(2), answered(3)])
    session.flush()
    session.remove([2])
    session.save([answered(4)])
    session.remove([4, 99])
    assert [kept.id for kept in reopened(session, path)] == [1, 3]


def test_a_removed_number_that_comes_back(session, path):
    session.save([answered(1)])
    session.flush()
    session.remove([1])
    session.save([photo(1)])
    assert reopened(session, path) == [photo(1)]


def test_a_fresh_session_is_empty(session, path):
    assert session.load() == []
    assert session.recall(DIGEST, MODEL) is None
    assert session.thumbnail(DIGEST) is None
    assert session.notice is None


def test_an_answer_is_recalled_by_content_and_model(session):
    session.save([answered(1, DIGEST)])
    session.flush()
    assert session.recall(DIGEST, MODEL) == answer()
    assert session.recall(DIGEST, "cd" * 32) is None
    assert session.recall("0" * 64, MODEL) is None


def test_answers_of_several_models_are_recalled(session):
    other = answer("dog", model_sha256="cd" * 32)
    session.save([photo(1, digest=DIGEST, prediction=answer())])
    session.flush()
    session.save([photo(1, digest=DIGEST, prediction=other)])
    session.flush()
    assert session.recall(DIGEST, MODEL) == answer()
    assert session.recall(DIGEST, "cd" * 32) == other


def test_only_what_this_device_said_is_recalled_and_without_its_reason(session):
    cloud = answer(source="cloud", model_sha256="cd" * 32)
    unsure = answer("not sure")
    session.save(
        [
            photo(1, digest="1" * 64, prediction=cloud),
            photo(2, digest="2" * 64, prediction=replace(cloud, reason="unsure", device=unsure)),
            photo(3, digest="3" * 64, prediction=answer(reason="not confirmed", detail="offline")),
        ]
    )
    session.flush()
    assert session.recall("1" * 64, "cd" * 32) is None
    assert session.recall("2" * 64, "cd" * 32) is None
    assert session.recall("2" * 64, MODEL) == unsure
    assert session.recall("3" * 64, MODEL) == answer()


def test_thumbnails(session, path):
    session.save([answered(1, DIGEST)])
    session.save_thumbnails({DIGEST: b"jpeg"})
    session.flush()
    assert session.thumbnail(DIGEST) == b"jpeg"
    assert session.thumbnail("0" * 64) is None


def test_what_belongs_to_a_content_goes_with_its_last_photo(session, path):
    session.save([answered(1, DIGEST), answered(2, DIGEST)])
    session.save_thumbnails({DIGEST: b"jpeg"})
    session.remove([1])
    session.flush()
    assert (session.recall(DIGEST, MODEL), session.thumbnail(DIGEST)) == (answer(), b"jpeg")
    session.remove([2])
    session.flush()
    assert (session.recall(DIGEST, MODEL), session.thumbnail(DIGEST)) == (None, None)
    assert [count(path, table) for table in ("photos", "answers", "thumbnails")] == [0, 0, 0]


def test_what_belongs_to_an_old_content_goes_when_the_file_changes(session, path):
    session.save([answered(1, DIGEST)])
    session.save_thumbnails({DIGEST: b"jpeg"})
    session.flush()
    session.save([photo(1)])
    session.flush()
    assert count(path, "thumbnails") == count(path, "answers") == 0


def test_a_thumbnail_without_a_photo_goes_at_the_next_start(session, path):
    session.save([answered(1, DIGEST)])
    session.save_thumbnails({DIGEST: b"jpeg", "0" * 64: b"of a photo that was removed"})
    assert reopened(session, path) == [answered(1, DIGEST)]
    assert count(path, "thumbnails") == 1


def test_clear_leaves_nothing_in_the_file(session, path):
    session.save([answered(1, DIGEST), photo(2, path="/secret/name.jpg")])
    session.save_thumbnails({DIGEST: b"THUMBNAIL" * 100_000})
    session.close()  # from now on it lies in the file itself
    assert b"THUMBNAIL" in path.read_bytes()
    session = Session(path)
    session.clear()
    session.save([photo(5)])
    assert reopened(session, path) == [photo(5)]
    assert path.stat().st_size < 100_000
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"THUMBNAIL" not in content
    assert b"secret" not in content


def test_after_close_nothing_is_saved_and_nothing_fails(session, path):
    session.save([photo(1)])
    session.close()
    session.save([photo(2)])
    session.flush()
    assert session.thumbnail(DIGEST) is None
    assert reopened(session, path) == [photo(1)]


@pytest.mark.parametrize(
    "record",
    [
        "",
        "[]",
        "7",
        "{}",
        '{"file": [1]}',
        '{"file": [1, 2], "answer": 7}',
        '{"file": [1, 2], "answer": {"schema": 2}}',
        '{"file": [1, 2], "failure": {}}',
        '{"file": [1, 2], "comparison": [{}]}',
        '{"file": [1, 2], "comparison": [{}, {}]}',
        '{"file": [1, 2], "correction": 7}',
    ],
)
def test_a_record_that_makes_no_sense_is_a_photo_without_answer(session, path, record):
    session.save([answered(1), answered(2)])
    session.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE photos SET record = ? WHERE id = 1", (record,))
    connection.commit()
    connection.close()
    one, two = reopened(session, path)
    assert one == Photo(1, Found(answered(1).path), answered(1).digest)
    assert two == answered(2)


def test_an_answer_that_makes_no_sense_is_not_recalled(session, path):
    session.save([answered(1, DIGEST)])
    session.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE answers SET answer = '{'")
    connection.commit()
    connection.close()
    again = Session(path)
    try:
        assert again.recall(DIGEST, MODEL) is None
    finally:
        again.close()


def test_many_photos_at_once(session, path):
    photos = [answered(number) for number in range(1, 5001)]
    session.save(photos)
    assert reopened(session, path) == photos


def test_the_folder_is_private(session, path):
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_newer_schema_is_refused_and_left_alone(path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(SessionError, match="newer petsight"):
        Session(path)
    assert path.read_bytes() == before
