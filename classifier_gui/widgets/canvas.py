"""Pictures on the screen: the photograph as it is, and the pixels that the network sees."""

import cv2
import numpy as np
from PyQt5.QtCore import QPoint, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import (
    QColor,
    QFont,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PyQt5.QtWidgets import QSizePolicy, QWidget

from classifier_gui.appearance.theme import LIGHT, Theme
from classifier_gui.pictures.crop import CENTRE, Crop

RADIUS = 8  # logical pixels
CLEAR = 0.4  # of the strongest drop: below it the veil darkens, above it it glows


def to_image(pixels: np.ndarray) -> QImage:
    """uint8 RGB `(H, W, 3)` or RGBA `(H, W, 4)` -> an image with its own memory."""
    pixels = np.ascontiguousarray(pixels)
    height, width, channels = pixels.shape
    kind = QImage.Format_RGB888 if channels == 3 else QImage.Format_RGBA8888
    return QImage(pixels.data, width, height, channels * width, kind).copy()


def heat(drops: np.ndarray) -> QImage:
    """An occlusion map `(side, side)` as a veil: orange where the network looked, dark where it did not."""
    smooth = cv2.GaussianBlur(np.clip(drops, 0, None), (0, 0), len(drops) / 16)  # the patches' edges mean nothing
    strength = cv2.resize(smooth, (128, 128), interpolation=cv2.INTER_CUBIC)
    strength = np.clip(strength / max(float(strength.max()), 1e-9), 0, 1)
    veil = np.zeros((128, 128, 4), np.uint8)
    veil[:, :, 3] = np.round(np.clip(1 - strength / CLEAR, 0, 1) * 170)
    warm = strength > CLEAR
    veil[warm, :3] = (255, 130, 0)
    veil[warm, 3] = np.round((strength[warm] - CLEAR) / (1 - CLEAR) * 130)
    return to_image(veil)


class Canvas(QWidget):
    """Shows a picture as large as fits, with a veil over the part the network sees.

    Where that is a square, it is dragged with the mouse, zoomed with the wheel, and put back by a double click.
    """

    crop_chosen = pyqtSignal(object)  # Crop

    def __init__(self, smooth: bool) -> None:
        super().__init__()
        self.theme = LIGHT
        self._smooth = smooth  # or every pixel a square
        self._image: QImage | None = None
        self._scaled: QImage | None = None  # the image at the size it was last painted: smoothing is slow
        self._veil: QImage | None = None
        self._fit, self._crop = "whole", CENTRE
        self._dragged: QPoint | None = None  # where the mouse was last, while it holds the square
        self._hint = ""
        self._target = False
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
        self.setMinimumSize(72, 72)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(360, 280)

    def set_image(self, image: QImage | None) -> None:
        self._image, self._scaled = image, None
        self.update()

    def show_state(self, theme: Theme, hint: str, veil: QImage | None, fit: str = "whole", crop: Crop = CENTRE) -> None:
        """`hint` is what an empty canvas says; the network sees the square of `crop`, where `fit` is "crop"."""
        self.theme, self._hint, self._veil, self._fit, self._crop = theme, hint, veil, fit, crop
        movable = self._movable and self._image is not None and self._seen(self.place()) != self.place()
        self.setCursor(Qt.SizeAllCursor if movable else Qt.ArrowCursor)
        self.update()

    def set_target(self, target: bool) -> None:
        """Mark that a picture held over it may be dropped."""
        self._target = target
        self.update()

    def place(self) -> QRect:
        """Where the picture lies."""
        if self._image is None:
            return self.rect()
        size = self._image.size().scaled(self.size(), Qt.KeepAspectRatio)
        place = QRect(0, 0, max(1, size.width()), max(1, size.height()))
        place.moveCenter(self.rect().center())
        return place

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.fillPath(ground, QColor(self.theme.sunken))
        painter.setClipPath(ground)
        if self._image is None:
            self._paint_hint(painter)
        else:
            self._paint_picture(painter)
        if self._target or self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.accent), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), RADIUS, RADIUS)
        painter.end()

    def _paint_hint(self, painter: QPainter) -> None:
        if not self._hint:
            return
        painter.setPen(QPen(QColor(self.theme.border), 2, Qt.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(10, 10, -10, -10), RADIUS, RADIUS)
        font = QFont(self.font())
        painter.setFont(font)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(self.rect().adjusted(24, 24, -24, -24), Qt.AlignCenter | Qt.TextWordWrap, self._hint)

    def _paint_picture(self, painter: QPainter) -> None:
        place = self.place()
        ratio = self.devicePixelRatioF()
        size = QSize(round(place.width() * ratio), round(place.height() * ratio))
        if self._scaled is None or self._scaled.size() != size:
            assert self._image is not None
            mode = Qt.SmoothTransformation if self._smooth else Qt.FastTransformation
            self._scaled = self._image.scaled(size, Qt.IgnoreAspectRatio, mode)
        painter.drawImage(place, self._scaled)
        seen = self._seen(place)
        if self._veil is not None:
            painter.save()
            painter.setClipRect(place, Qt.IntersectClip)
            painter.setRenderHint(QPainter.SmoothPixmapTransform)
            painter.drawImage(seen, self._veil)
            painter.restore()
        if self._fit == "crop" and seen != place:
            self._paint_square(painter, place, seen)

    def _paint_square(self, painter: QPainter, place: QRect, seen: QRect) -> None:
        """Darken what is not seen; an edge of two colours is seen on any picture."""
        shade, hole = QPainterPath(), QPainterPath()
        shade.addRect(QRectF(place))
        hole.addRect(QRectF(seen))
        painter.fillPath(shade.subtracted(hole), QColor(0, 0, 0, 110))
        painter.setBrush(Qt.NoBrush)
        for width, colour in ((3, QColor(0, 0, 0, 160)), (1, QColor(255, 255, 255))):
            painter.setPen(QPen(colour, width))
            painter.drawRect(seen.adjusted(1, 1, -2, -2))

    def _seen(self, place: QRect) -> QRect:
        """The part of the picture that the network sees; padded, more than the picture."""
        if self._fit == "crop":
            left, top, side = self._crop.square(place.width(), place.height())
            return QRect(place.left() + left, place.top() + top, side, side)
        if self._fit == "pad":
            side = max(place.width(), place.height())
            seen = QRect(0, 0, side, side)
            seen.moveCenter(place.center())
            return seen
        return place

    # ---- the square, moved by hand

    @property
    def _movable(self) -> bool:
        return self._fit == "crop" and self._image is not None

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and event.button() == Qt.LeftButton and self._movable:
            self._dragged = event.pos()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self._dragged is not None and self._movable:
            way, place = event.pos() - self._dragged, self.place()
            self._dragged = event.pos()
            self._choose(self._crop.moved(way.x(), way.y(), place.width(), place.height()))

    def mouseReleaseEvent(self, _event: QMouseEvent | None) -> None:  # noqa: N802
        self._dragged = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent | None) -> None:  # noqa: N802
        self._choose(CENTRE)

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802
        if event is not None and self._movable:
            assert self._image is not None
            steps = event.angleDelta().y() / 120  # of a usual wheel's notch
            self._choose(self._crop.zoomed(steps, self._image.width(), self._image.height()))

    def _choose(self, crop: Crop) -> None:
        if self._movable and crop != self._crop:
            self.crop_chosen.emit(crop)
