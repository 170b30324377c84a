"""Pictures on the screen: the photograph as it is, and the 32x32 pixels the network sees."""

import cv2
import numpy as np
from PyQt5.QtCore import QRect, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PyQt5.QtWidgets import QSizePolicy, QWidget

from classifier_gui.widgets.theme import LIGHT, Theme

RADIUS = 8  # logical pixels
CLEAR = 0.4  # of the strongest drop: below it the veil darkens, above it it glows


def to_image(pixels: np.ndarray) -> QImage:
    """uint8 RGB `(H, W, 3)` or RGBA `(H, W, 4)` -> an image with its own memory."""
    pixels = np.ascontiguousarray(pixels)
    height, width, channels = pixels.shape
    kind = QImage.Format_RGB888 if channels == 3 else QImage.Format_RGBA8888
    return QImage(pixels.data, width, height, channels * width, kind).copy()


def heat(drops: np.ndarray) -> QImage:
    """An occlusion map `(32, 32)` as a veil: orange where the network looked, dark where it did not."""
    smooth = cv2.GaussianBlur(np.clip(drops, 0, None), (0, 0), 2)  # the patches' edges mean nothing
    strength = cv2.resize(smooth, (128, 128), interpolation=cv2.INTER_CUBIC)
    strength = np.clip(strength / max(float(strength.max()), 1e-9), 0, 1)
    veil = np.zeros((128, 128, 4), np.uint8)
    veil[:, :, 3] = np.round(np.clip(1 - strength / CLEAR, 0, 1) * 170)
    warm = strength > CLEAR
    veil[warm, :3] = (255, 130, 0)
    veil[warm, 3] = np.round((strength[warm] - CLEAR) / (1 - CLEAR) * 130)
    return to_image(veil)


class Canvas(QWidget):
    """Shows a picture as large as fits, with a veil over the part the network sees."""

    def __init__(self, smooth: bool) -> None:
        super().__init__()
        self.theme = LIGHT
        self._smooth = smooth  # or every pixel a square
        self._image: QImage | None = None
        self._scaled: QImage | None = None  # the image at the size it was last painted: smoothing is slow
        self._veil: QImage | None = None
        self._crop = False
        self._hint = ""
        self._target = False
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
        self.setMinimumSize(72, 72)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(360, 280)

    def set_image(self, image: QImage | None) -> None:
        self._image, self._scaled = image, None
        self.update()

    def show_state(self, theme: Theme, hint: str, veil: QImage | None, crop: bool) -> None:
        """`hint` is what an empty canvas says; `crop`, whether the network sees the centre square only."""
        self.theme, self._hint, self._veil, self._crop = theme, hint, veil, crop
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
        if seen != place:
            shade = QPainterPath()
            shade.addRect(QRectF(place))
            hole = QPainterPath()
            hole.addRect(QRectF(seen))
            painter.fillPath(shade.subtracted(hole), QColor(0, 0, 0, 90))
        if self._veil is not None:
            painter.setRenderHint(QPainter.SmoothPixmapTransform)
            painter.drawImage(seen, self._veil)

    def _seen(self, place: QRect) -> QRect:
        """The part of the picture that the network sees."""
        if not self._crop:
            return place
        side = min(place.width(), place.height())
        seen = QRect(0, 0, side, side)
        seen.moveCenter(place.center())
        return seen
