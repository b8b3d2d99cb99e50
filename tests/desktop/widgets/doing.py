"""What tests do with the window's actions, menus and dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QMenu

from desktop.widgets.actions import Actions
from tests.desktop.widgets.person import Person


def do(person: Person, text: str) -> None:
    """Trigger an action of the window, which must be offered at that moment."""
    person.settle()
    (action,) = [action for action in person.window.actions() if action.text() == text]
    assert action.isEnabled(), f"{text} is not offered"
    action.trigger()


def enabled(person: Person) -> set[str]:
    person.settle()
    return {action.text() for action in person.window.actions() if action.isEnabled()}


def dialog_of(person: Person, kind: type[QDialog]) -> QDialog:
    def shown() -> list[QDialog]:
        widgets = QApplication.topLevelWidgets()
        return [widget for widget in widgets if isinstance(widget, kind) and widget.isVisible()]

    person.until(lambda: len(shown()) == 1)
    return shown()[0]


def offers_correction(person: Person) -> bool:
    """Open the menu of the selected pictures and look."""
    context_menu(person).aboutToShow.emit()
    return correction_menu(person).menuAction().isEnabled()


def context_menu(person: Person) -> QMenu:
    """The menu of the selected pictures."""
    menu = correction_menu(person).menuAction()
    (context,) = [owner for owner in menu.associatedObjects() if isinstance(owner, QMenu)]
    return context


def correction_menu(person: Person) -> QMenu:
    person.settle()
    (actions,) = person.window.findChildren(Actions)
    return actions.correct
