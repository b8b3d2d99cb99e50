"""What is offered to whoever turns to the cloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.preferences import EndpointSettings
from lambda_service.local import LocalServer
from petsight.mode import Mode
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.person import Person
from tests.lambda_service.calling import application
from tests.support_model import TINY

OFFER = "2 pictures have this device's answer."


@pytest.fixture
def endpoint(person: Person, folder: Path) -> Iterator[str]:
    """An endpoint that somebody with two answered pictures has agreed to."""
    service = application(model=TINY)
    with LocalServer(handler=lambda event, context: dict(service.handle(event, context))) as server:
        settings = person.desk.settings
        settings.change(endpoint=EndpointSettings(server.url), agreed_origin=server.url)
        person.add(pictures(folder, "cat", "dog"))
        yield server.url
        settings.change(mode=Mode.DEVICE)


def sources(person: Person) -> Counter[str]:
    photos = person.desk.library.photos()
    return Counter(photo.prediction.source for photo in photos if photo.prediction)


@pytest.mark.usefixtures("endpoint")
def test_the_cloud_is_asked_about_what_is_there_already(person: Person):
    person.click("Cloud")
    assert person.notices() == [OFFER]
    assert sources(person) == {"device": 2}
    person.click("Answer again")
    person.until(lambda: sources(person) == {"cloud": 2})
    assert person.notices() == []
    person.click("Device")
    person.click("Cloud")
    assert person.notices() == []


@pytest.mark.usefixtures("endpoint")
def test_nothing_is_offered_where_the_cloud_is_not_asked_about_everything(person: Person):
    person.click("Auto")
    assert person.notices() == []


def test_the_offer_waits_for_the_agreement(person: Person, endpoint: str):
    person.desk.settings.change(agreed_origin=None)
    person.desk.settings.change(mode=Mode.CLOUD)
    assert person.notices() == []
    person.desk.settings.change(agreed_origin=endpoint)
    assert person.notices() == [OFFER]
