"""What is said once a batch ends for which the cloud gave no answers."""

from __future__ import annotations

from pathlib import Path

from desktop.services.preferences import EndpointSettings
from lambda_service.local import LocalServer
from petsight.mode import Mode
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.doing import do
from tests.desktop.widgets.person import Person
from tests.lambda_service.calling import application
from tests.support_model import TINY


def test_pictures_that_keep_the_clouds_answer_are_counted_once(person: Person, folder: Path):
    service = application(model=TINY)
    answered, new = pictures(folder, "cat", "dog"), pictures(folder / "new", "bird")
    settings = person.desk.settings
    with LocalServer(handler=lambda event, context: dict(service.handle(event, context))) as server:
        endpoint = EndpointSettings(server.url, timeout_s=5.0)
        settings.change(mode=Mode.CLOUD, endpoint=endpoint, agreed_origin=server.url)
        person.add(answered)
    assert person.notices() == []
    person.add(new)
    do(person, "Answer all again")
    said = "The cloud gave no answer (no connection); 2 pictures keep its former ones."
    person.until(lambda: said in person.notices())
    photos = person.desk.library.photos()
    sources = [photo.prediction.source for photo in photos if photo.prediction]
    assert sources == ["cloud", "cloud", "device"]
    assert sum("former" in notice for notice in person.notices()) == 1
    settings.change(mode=Mode.DEVICE)
