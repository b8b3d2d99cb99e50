"""The style sheet: rounded buttons, fields and menus on top of Qt's Fusion style."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.widgets.theme import Tones


def style_sheet(tones: Tones) -> str:
    """Write the style sheet of the whole app.

    Buttons with the property `primary` are filled with the accent; `quiet` ones show no frame
    until they are pointed at. Labels with the property `muted` or `title` are text of less or more
    weight.

    Args:
        tones: The colours.

    Returns:
        The text for `QApplication.setStyleSheet`.
    """
    return f"""
QPushButton, QToolButton {{
    background: {tones.surface}; color: {tones.text};
    border: 1px solid {tones.border}; border-radius: 8px; padding: 5px 12px; min-height: 20px;
}}
QPushButton:hover, QToolButton:hover {{ background: {tones.sunken}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:open {{ background: {tones.wash}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {tones.accent}; padding: 4px 11px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {tones.faint}; background: transparent; }}
QPushButton:checked, QToolButton:checked {{
    background: {tones.wash}; border-color: {tones.accent};
}}
QPushButton[primary="true"], QPushButton:default {{
    background: {tones.accent}; color: {tones.on_accent}; border-color: {tones.accent};
}}
QPushButton[primary="true"]:focus, QPushButton:default:focus {{
    border: 2px solid {tones.wash}; padding: 4px 11px;
}}
QPushButton[primary="true"]:disabled, QPushButton:default:disabled {{
    background: {tones.sunken}; color: {tones.muted}; border-color: {tones.border};
}}
QToolButton[quiet="true"], QPushButton[quiet="true"] {{
    background: transparent; border-color: transparent;
}}
QToolButton[quiet="true"]:hover, QPushButton[quiet="true"]:hover {{ background: {tones.sunken}; }}
QToolButton[quiet="true"]:focus, QPushButton[quiet="true"]:focus {{
    border-color: {tones.accent};
}}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton[popupMode="2"] {{ padding-right: 6px; }}
EndpointChip {{ padding: 5px 8px; }}
EndpointChip:focus {{ padding: 4px 7px; }}
QLineEdit {{
    background: {tones.surface}; color: {tones.text};
    border: 1px solid {tones.border}; border-radius: 8px; padding: 0 9px; min-height: 30px;
    selection-background-color: {tones.accent}; selection-color: {tones.on_accent};
}}
QLineEdit QToolButton {{
    background: transparent; border: none; padding: 0; min-height: 0;
}}
QLineEdit:focus {{ border: 2px solid {tones.accent}; padding: 0 8px; min-height: 28px; }}
QSpinBox {{
    background: {tones.surface}; color: {tones.text};
    border: 1px solid {tones.border}; border-radius: 8px; min-height: 27px;
    selection-background-color: {tones.accent}; selection-color: {tones.on_accent};
}}
QSpinBox:focus {{ border: 2px solid {tones.accent}; min-height: 25px; }}
QSpinBox::up-button, QSpinBox::down-button {{
    subcontrol-origin: padding; width: 24px; border: none; background: transparent;
}}
QSpinBox::up-arrow, QSpinBox::down-arrow {{
    image: none; width: 0; height: 0;
    border-left: 4px solid {tones.surface}; border-right: 4px solid {tones.surface};
}}
QSpinBox::up-arrow {{ border-bottom: 5px solid {tones.muted}; }}
QSpinBox::down-arrow {{ border-top: 5px solid {tones.muted}; }}
QSpinBox::up-arrow:hover {{ border-bottom-color: {tones.text}; }}
QSpinBox::down-arrow:hover {{ border-top-color: {tones.text}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; }}
QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked {{
    background: {tones.surface}; border: 1px solid {tones.muted}; width: 12px; height: 12px;
}}
QCheckBox::indicator:unchecked {{ border-radius: 3px; }}
QRadioButton::indicator:unchecked {{ border-radius: 7px; }}
QRadioButton::indicator:checked {{
    background: {tones.on_accent}; border: 4px solid {tones.accent}; border-radius: 7px;
    width: 6px; height: 6px;
}}
QRadioButton::indicator:checked:disabled {{ border-color: {tones.muted}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {tones.accent}; }}
QCheckBox::indicator:unchecked:focus, QRadioButton::indicator:unchecked:focus {{
    border-color: {tones.accent};
}}
QCheckBox::indicator:unchecked:disabled, QRadioButton::indicator:unchecked:disabled {{
    border-color: {tones.border};
}}
Findings {{ background: {tones.sunken}; border-radius: 8px; }}
GalleryView {{ activate-on-singleclick: 0; }}
QMenu {{
    background: {tones.surface}; color: {tones.text};
    border: 1px solid {tones.border}; padding: 6px;
}}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 6px; }}
QMenu::item:selected {{ background: {tones.wash}; color: {tones.text}; }}
QMenu::item:disabled {{ color: {tones.muted}; }}
QMenu::separator {{ height: 1px; background: {tones.border}; margin: 6px 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 4px; }}
QToolTip {{
    background: {tones.surface}; color: {tones.text};
    border: 1px solid {tones.border}; padding: 5px;
}}
QSplitter::handle {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{
    background: {tones.border}; border-radius: 4px; min-height: 32px; margin: 2px;
}}
QScrollBar::handle:vertical:hover {{ background: {tones.muted}; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle:horizontal {{
    background: {tones.border}; border-radius: 4px; min-width: 32px; margin: 2px;
}}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QLabel[muted="true"] {{ color: {tones.muted}; }}
QProgressBar {{
    background: {tones.sunken}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
}}
QProgressBar::chunk {{ background: {tones.accent}; border-radius: 3px; }}
"""
