"""The delegate that paints a picture of the gallery as a card."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.services.photo import Photo
from desktop.widgets import words
from desktop.widgets.card_text import answer_of, badge_text, certainty_text, stands_in
from desktop.widgets.gallery_model import PhotoRole
from desktop.widgets.glyphs import draw_glyph
from desktop.widgets.pixmaps import Pixmaps
from desktop.widgets.theme import Tones, badge_of, tones_of
from petsight.labels import NOT_SURE

GAP: Final = 6
"""Free on each side of a card."""
PAD: Final = 10
RADIUS: Final = 12.0
GLYPH: Final = 15.0
DOT: Final = 3.2

_ALL: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class CardDelegate(QStyledItemDelegate):
    """Paints the thumbnail, the answer, how sure it is, who gave it, and the file's name."""

    def __init__(self, pixmaps: Pixmaps, parent: QObject | None = None) -> None:
        """Draw with thumbnails from `pixmaps`."""
        super().__init__(parent)
        self._pixmaps = pixmaps

    @staticmethod
    def height_for(width: int, font: QFont) -> int:
        """Return the height of a cell of a given width, in pixels."""
        line = QFontMetricsF(font).height()
        text = PAD + _badge_height(line) + PAD / 2 + line + PAD
        return round((width - 2 * GAP) * 0.75 + text) + 2 * GAP

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the cell, whose size the view has chosen."""
        return option.rect.size()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one card into `option.rect`."""
        photo: Photo | None = index.data(PhotoRole)
        if photo is None:
            return
        tones = tones_of(option.palette)
        card = QRectF(option.rect).adjusted(GAP, GAP, -GAP, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.wash if selected else tones.surface))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        top = QRectF(card.left(), card.top(), card.width(), card.width() * 0.75)
        self._paint_thumbnail(painter, top, photo, tones)
        _paint_frame(painter, card, option.state, tones)
        line = option.fontMetrics.height()
        row = QRectF(
            card.left() + PAD, top.bottom() + PAD, card.width() - 2 * PAD, _badge_height(line)
        )
        right = _paint_source(painter, row, photo, option)
        _paint_badge(
            painter, QRectF(row.left(), row.top(), right - row.left(), row.height()), photo, option
        )
        name = QRectF(row.left(), row.bottom() + PAD / 2, row.width(), line)
        painter.setPen(QColor(tones.muted))
        painter.setFont(option.font)
        text = option.fontMetrics.elidedText(
            photo.name, Qt.TextElideMode.ElideMiddle, int(name.width())
        )
        painter.drawText(name, _ALL, text)
        painter.restore()

    def _paint_thumbnail(self, painter: QPainter, rect: QRectF, photo: Photo, tones: Tones) -> None:
        shape = _round_top(rect, RADIUS)
        pixmap = self._pixmaps.get(photo)
        if pixmap is not None and not pixmap.isNull():
            painter.fillPath(shape, _covering(pixmap, rect))
            return
        painter.fillPath(shape, QColor(tones.sunken))
        if photo.failure is None:
            draw_glyph(painter, "photo", _middle(rect, 0.5), QColor(tones.muted), 1.2)
            return
        draw_glyph(painter, "warning", _middle(rect, 0.32), QColor(tones.muted), 1.4)
        painter.setPen(QColor(tones.muted))
        below = rect.adjusted(PAD, rect.height() * 0.5, -PAD, -4)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(below, int(flags), words.failure(photo.failure))


def _middle(rect: QRectF, height: float) -> QRectF:
    """Return the square for a drawing in the middle of a width, at a share of the height."""
    side = rect.height() * 0.28
    place = QRectF(0, 0, side, side)
    place.moveCenter(QPointF(rect.center().x(), rect.top() + rect.height() * height))
    return place


def _badge_height(line: float) -> float:
    return line + 6


def _paint_frame(painter: QPainter, card: QRectF, state: QStyle.StateFlag, tones: Tones) -> None:
    selected = bool(state & QStyle.StateFlag.State_Selected)
    width = 2.0 if selected else 1.0
    inset = width / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tones.accent if selected else tones.border), width))
    painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(tones.accent), 1.5))
        painter.drawRoundedRect(card.adjusted(-3, -3, 3, 3), RADIUS + 3, RADIUS + 3)


def _paint_source(
    painter: QPainter, row: QRectF, photo: Photo, option: QStyleOptionViewItem
) -> float:
    """Paint confidence and who answered at the right end; return where the free room ends."""
    prediction = photo.prediction
    if prediction is None:
        return row.right()
    place = QRectF(0, 0, GLYPH, GLYPH)
    place.moveCenter(row.center())
    place.moveRight(row.right())
    muted = QColor(tones_of(option.palette).muted)
    draw_glyph(painter, prediction.source, place, muted)
    if stands_in(photo):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(badge_of(NOT_SURE, option.palette).text)
        painter.drawEllipse(place.topRight() + QPointF(-DOT / 2, DOT / 2), DOT, DOT)
    text = certainty_text(photo)
    if not text:
        return place.left() - 6
    width = QFontMetricsF(option.font).horizontalAdvance(text)
    room = QRectF(place.left() - 5 - width, row.top(), width + 1, row.height())
    painter.setFont(option.font)
    painter.setPen(muted)
    painter.drawText(room, _ALL, text)
    return room.left() - 6


def _paint_badge(
    painter: QPainter, room: QRectF, photo: Photo, option: QStyleOptionViewItem
) -> None:
    colours = badge_of(answer_of(photo), option.palette)
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    corrected = photo.correction is not None
    inset = 8.0
    mark = GLYPH + 1 if corrected else 0.0
    text = metrics.elidedText(
        badge_text(photo), Qt.TextElideMode.ElideRight, room.width() - 2 * inset - mark
    )
    pill = QRectF(room)
    pill.setWidth(min(room.width(), metrics.horizontalAdvance(text) + 2 * inset + mark + 1))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.ground)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    if corrected:
        place = QRectF(pill.left() + inset - 2, 0, GLYPH, GLYPH)
        place.moveCenter(QRectF(place.left(), pill.top(), GLYPH, pill.height()).center())
        draw_glyph(painter, "check", place, colours.text, 2.4)
    painter.setFont(font)
    painter.setPen(colours.text)
    painter.drawText(pill.adjusted(inset + mark, 0, -inset + 2, 0), _ALL, text)


def _round_top(rect: QRectF, radius: float) -> QPainterPath:
    """Return a rectangle whose upper corners are round."""
    path = QPainterPath()
    path.moveTo(rect.bottomLeft())
    path.lineTo(rect.left(), rect.top() + radius)
    path.arcTo(QRectF(rect.left(), rect.top(), 2 * radius, 2 * radius), 180, -90)
    path.lineTo(rect.right() - radius, rect.top())
    path.arcTo(QRectF(rect.right() - 2 * radius, rect.top(), 2 * radius, 2 * radius), 90, -90)
    path.lineTo(rect.bottomRight())
    path.closeSubpath()
    return path


def _covering(pixmap: QPixmap, rect: QRectF) -> QBrush:
    """Return a brush that fills a rectangle with a picture, cropped evenly on both sides."""
    scale = max(rect.width() / pixmap.width(), rect.height() / pixmap.height())
    transform = QTransform()
    transform.translate(
        rect.center().x() - pixmap.width() * scale / 2,
        rect.center().y() - pixmap.height() * scale / 2,
    )
    transform.scale(scale, scale)
    brush = QBrush(pixmap)
    brush.setTransform(transform)
    return brush
