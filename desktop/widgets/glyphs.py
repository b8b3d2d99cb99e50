"""Small line drawings, made for this app: in menus, on buttons and on cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

GRID: Final = 24.0
"""Every drawing lies in a square of this side."""


def _polyline(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _cloud(path: QPainterPath) -> None:
    path.moveTo(7, 18.5)
    path.arcTo(QRectF(3, 10.5, 8, 8), 270, -180)
    path.arcTo(QRectF(6.5, 5.5, 10, 10), 165, -150)
    path.arcTo(QRectF(14, 10.5, 7.5, 8), 90, -180)
    path.closeSubpath()


def _device(path: QPainterPath) -> None:
    path.addRoundedRect(QRectF(4, 5, 16, 11), 2, 2)
    _polyline(path, (2, 19), (22, 19))


def _photo(path: QPainterPath) -> None:
    path.addRoundedRect(QRectF(3, 4.5, 18, 15), 3, 3)
    path.addEllipse(QPointF(8.5, 9.5), 1.6, 1.6)
    _polyline(path, (4, 18), (10, 13), (13, 15.5), (16.5, 11.5), (20.5, 15.5))


def _add(path: QPainterPath) -> None:
    _polyline(path, (12, 5), (12, 19))
    _polyline(path, (5, 12), (19, 12))


def _search(path: QPainterPath) -> None:
    path.addEllipse(QPointF(10.5, 10.5), 6, 6)
    _polyline(path, (15, 15), (20, 20))


def _more(path: QPainterPath) -> None:
    for y in (5.5, 12.0, 18.5):
        path.addEllipse(QPointF(12, y), 0.9, 0.9)


def _back(path: QPainterPath) -> None:
    _polyline(path, (10.5, 6), (4.5, 12), (10.5, 18))
    _polyline(path, (4.5, 12), (20, 12))


def _close(path: QPainterPath) -> None:
    _polyline(path, (6, 6), (18, 18))
    _polyline(path, (18, 6), (6, 18))


def _filter(path: QPainterPath) -> None:
    _polyline(path, (4, 7), (20, 7))
    _polyline(path, (7, 12), (17, 12))
    _polyline(path, (10, 17), (14, 17))


def _sort(path: QPainterPath) -> None:
    _polyline(path, (8, 5), (8, 19))
    _polyline(path, (4.5, 15.5), (8, 19), (11.5, 15.5))
    _polyline(path, (16, 19), (16, 5))
    _polyline(path, (12.5, 8.5), (16, 5), (19.5, 8.5))


def _warning(path: QPainterPath) -> None:
    _polyline(path, (12, 4), (21.5, 19.5), (2.5, 19.5), (12, 4))
    _polyline(path, (12, 10), (12, 14))
    path.addEllipse(QPointF(12, 16.8), 0.4, 0.4)


def _check(path: QPainterPath) -> None:
    _polyline(path, (5, 12.5), (10, 17.5), (19, 7))


def _drop(path: QPainterPath) -> None:
    _polyline(path, (12, 3.5), (12, 14))
    _polyline(path, (7.5, 9.5), (12, 14), (16.5, 9.5))
    _polyline(path, (3.5, 14.5), (3.5, 20), (20.5, 20), (20.5, 14.5))


_DRAWINGS: Final[dict[str, Callable[[QPainterPath], None]]] = {
    "add": _add,
    "back": _back,
    "check": _check,
    "close": _close,
    "cloud": _cloud,
    "device": _device,
    "drop": _drop,
    "filter": _filter,
    "more": _more,
    "photo": _photo,
    "search": _search,
    "sort": _sort,
    "warning": _warning,
}
_paths: Final[dict[str, QPainterPath]] = {}


def draw_glyph(
    painter: QPainter, name: str, rect: QRectF, colour: QColor, width: float = 1.8
) -> None:
    """Draw a glyph into a square.

    Args:
        painter: Where to; its state is left as it was.
        name: One of the drawings.
        rect: The square, in the painter's units.
        colour: Of the lines.
        width: Of the lines, in units of `GRID`.
    """
    if name not in _paths:
        _DRAWINGS[name](_paths.setdefault(name, QPainterPath()))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_paths[name])
    painter.restore()


def glyph_icon(name: str, colour: QColor, ratio: float = 2.0, side: int = 18) -> QIcon:
    """Make an icon of a glyph.

    Args:
        name: One of the drawings.
        colour: Of the lines.
        ratio: Device pixels a unit of length.
        side: Length of a side.

    Returns:
        The icon, sharp up to that ratio.
    """
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_glyph(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    return QIcon(pixmap)
