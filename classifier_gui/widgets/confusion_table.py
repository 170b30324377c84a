"""How often each class was taken for each: a table whose cells can be pressed."""

from collections.abc import Sequence

import numpy as np
from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QResizeEvent
from PyQt5.QtWidgets import QHeaderView, QTableView

from classifier_gui.appearance.theme import LIGHT, Theme, mixed, readable
from classifier_gui.appearance.tips import tip

LOOKED_AT = 50  # rows that decide how wide a column is
MOST_FITTED = 60  # classes; more take long to measure, and are scrolled through anyway
SMALLEST = 36  # logical pixels of a cell that shows a count


class _Counts(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self._counts = np.zeros((0, 0), np.int64)
        self._names: Sequence[str] = ()
        self._most = 1

    def show(self, counts: np.ndarray, names: Sequence[str], theme: Theme) -> None:
        self.beginResetModel()
        self._counts, self._names, self.theme = counts, names, theme
        self._most = max(1, int(counts.max(initial=0)))
        self.endResetModel()

    def rowCount(self, _parent: QModelIndex | None = None) -> int:  # noqa: N802
        return len(self._counts)

    def columnCount(self, _parent: QModelIndex | None = None) -> int:  # noqa: N802
        return len(self._counts)

    def headerData(self, section: int, _way: Qt.Orientation, role: int = Qt.DisplayRole) -> object:  # noqa: N802
        name = self._names[section]
        return {Qt.DisplayRole: name, Qt.ToolTipRole: tip(name)}.get(role)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        row, column = index.row(), index.column()
        count = int(self._counts[row, column])
        if role == Qt.DisplayRole:
            return str(count) if count else "·"
        if role == Qt.TextAlignmentRole:
            return Qt.AlignCenter
        if role == Qt.BackgroundRole:
            return self._ground(count, row == column)
        if role == Qt.ForegroundRole:
            return readable(self.theme, self._ground(count, row == column), quiet=not count)
        if role == Qt.ToolTipRole:
            return tip(f"{self._names[row]} → {self._names[column]}: {count:,}")
        return None

    def _ground(self, count: int, right: bool) -> QColor:
        """The more pictures, the darker; right answers in one colour, wrong ones in another."""
        ink = self.theme.accent if right else self.theme.warning
        return mixed(ink, self.theme.surface, 0.7 * count / self._most)


class ConfusionTable(QTableView):
    """Rows: the true class; columns: the answer. `chosen` is told the row and column of a cell that was pressed."""

    chosen = pyqtSignal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._counts = _Counts(self)
        self.setModel(self._counts)
        self.setSelectionMode(QTableView.SingleSelection)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            assert header is not None
            header.setResizeContentsPrecision(LOOKED_AT)
            header.setTextElideMode(Qt.ElideRight)
            header.setMinimumSectionSize(20)
        for signal in (self.clicked, self.activated):
            signal.connect(lambda index: self.chosen.emit(index.row(), index.column()))

    def show_counts(self, counts: np.ndarray, names: Sequence[str], theme: Theme) -> None:
        """`counts[i, j]`: pictures of class i taken for class j."""
        self._counts.show(counts, names, theme)
        self._fill()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Cells that fill the table, where all of them can be seen; else as large as their texts."""
        across, down = self.horizontalHeader(), self.verticalHeader()
        assert across is not None
        assert down is not None
        room = self.size() - QSize(down.sizeHint().width(), across.sizeHint().height())
        for header, place in ((across, room.width()), (down, room.height())):
            header.setSectionResizeMode(QHeaderView.Interactive)
            if header.count() > MOST_FITTED:
                continue
            header.resizeSections(QHeaderView.ResizeToContents)
            if header.length() < place or header.count() * SMALLEST < place:
                header.setSectionResizeMode(QHeaderView.Stretch)
