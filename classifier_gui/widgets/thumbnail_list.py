"""Pictures as a list of small ones: a strip beside the picture, or a sheet of results."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PyQt5.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from classifier_gui.appearance.theme import LIGHT, Theme
from classifier_gui.appearance.tips import tip
from classifier_gui.pictures.thumbnails import PictureSource, Thumbnails
from classifier_gui.widgets.canvas import to_image
from studies.system.escapes import plain

MARGIN = 4  # logical pixels around a picture
CAPTION_LINES = 2
ENTRY = Qt.UserRole


@dataclass(frozen=True)
class Entry:
    """A picture of the list, the lines below it, and whether these are bad news."""

    source: PictureSource
    caption: str = ""
    wrong: bool = False

    @property
    def name(self) -> str:
        return plain(str(self.source)) if isinstance(self.source, Path) else ""


class _Entries(QAbstractListModel):
    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self._thumbnails = thumbnails

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.AccessibleTextRole:
            return f"{entry.name} {entry.caption}".strip()
        if role == Qt.ToolTipRole:
            return tip("\n".join(filter(None, (entry.name, entry.caption))))
        if role == Qt.DecorationRole:
            pixels = self._thumbnails.get(entry.source)
            return None if pixels is None else to_image(pixels)
        return None


class _Painter(QStyledItemDelegate):
    """Paints a small picture with its caption; the current one has a frame."""

    def __init__(self, size: QSize, captions: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self._size, self._captions = size, captions

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:  # noqa: N802
        lines = CAPTION_LINES * option.fontMetrics.height() + 2 if self._captions else 0
        return QSize(self._size.width() + 2 * MARGIN, self._size.height() + 2 * MARGIN + lines)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        assert painter is not None
        place = option.rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        picture = QRect(place.topLeft(), self._size)
        image, entry = index.data(Qt.DecorationRole), index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.SmoothPixmapTransform)
        if isinstance(image, QImage):
            where = QRect(picture.topLeft(), image.size().scaled(self._size, Qt.KeepAspectRatio))
            where.moveCenter(picture.center())
            painter.drawImage(where, image)
        else:
            painter.fillRect(picture, QColor(self.theme.sunken))
        if self._captions:
            painter.setPen(QColor(self.theme.warning if entry.wrong else self.theme.text))
            height = option.fontMetrics.height()
            line = QRect(place.left(), picture.bottom() + 1, place.width(), height)
            for text in entry.caption.split("\n")[:CAPTION_LINES]:
                painter.drawText(line, Qt.AlignCenter, option.fontMetrics.elidedText(text, Qt.ElideRight, line.width()))
                line.translate(0, height)
        if option.state & QStyle.State_Selected:
            painter.setPen(QPen(QColor(self.theme.accent), 3))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()


class ThumbnailList(QListView):
    """`chosen` is told the number of a picture that was pressed, or moved to with a key."""

    chosen = pyqtSignal(int)

    def __init__(
        self, thumbnails: Thumbnails, size: QSize, captions: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails, self._entries = thumbnails, _Entries(thumbnails, self)
        self._painter = _Painter(size, captions, self)
        self._told = True  # whether a move is the user's, with a key
        self.setModel(self._entries)
        self.setItemDelegate(self._painter)
        self.setFlow(QListView.LeftToRight)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.NoEditTriggers)
        self.setFrameShape(QListView.NoFrame)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        thumbnails.came.connect(lambda _: self.viewport().update())  # type: ignore[union-attr]

    @property
    def entries(self) -> Sequence[Entry]:
        return self._entries.entries

    def show_entries(self, entries: Sequence[Entry], current: int | None, theme: Theme) -> None:
        """`current` is the number of the one that is marked."""
        self._painter.theme = theme
        self._told = False
        if entries != self._entries.entries:
            self._entries.show(entries)
        index = self._entries.index(-1 if current is None else current)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index, QListView.PositionAtCenter)
        self._told = True
        self.viewport().update()  # type: ignore[union-attr]

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        """What is seen is asked for while it is painted."""
        viewport = self.viewport()
        if event is not None and viewport is not None and event.rect() == viewport.rect():
            self._thumbnails.forget()
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        """What is pressed is told by `clicked`, also where it is the current one already."""
        self._told = False
        super().mousePressEvent(event)
        self._told = True

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        if self._told and current.isValid():
            self.chosen.emit(current.row())


def strip(thumbnails: Thumbnails) -> ThumbnailList:
    """The list as one row, which scrolls sideways."""
    size = QSize(60, 44)
    row = ThumbnailList(thumbnails, size)
    row.setVerticalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
    row.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
    row.setFixedHeight(size.height() + 2 * MARGIN)
    return row


def sheet(thumbnails: Thumbnails) -> ThumbnailList:
    """The list as rows with captions, which scroll down."""
    rows = ThumbnailList(thumbnails, QSize(124, 96), captions=True)
    rows.setWrapping(True)
    rows.setResizeMode(QListView.Adjust)
    return rows
