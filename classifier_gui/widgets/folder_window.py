"""A folder to a CSV file: progress, cancel, and how many answers were right."""

import threading
from pathlib import Path

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtGui import QCloseEvent
from PyQt5.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from analysis.bundles.classifier import Classifier
from classifier_gui.answers.folder import Tally, classify_folder
from classifier_gui.answers.table import Cancelled
from classifier_gui.pictures.reader import Reader
from classifier_gui.tasks import Tasks
from classifier_gui.text.language import Words
from classifier_gui.widgets.theme import LIGHT, Theme, mixed, readable
from classifier_gui.widgets.tips import tip

REDRAW = 100  # milliseconds between looks at the progress


class FolderWindow(QDialog):
    """Asks where the CSV goes (`open`), or takes it (`start`)."""

    def __init__(self, parent: QWidget | None, classifier: Classifier, folder: Path, fit: str, words: Words) -> None:
        super().__init__(parent)
        self._classifier, self._folder, self._fit, self.words = classifier, folder, fit, words
        self._tasks, self._reader = Tasks(self), Reader()
        self._stop = threading.Event()
        self._theme: Theme = getattr(parent, "theme", LIGHT)
        self._progress = (0, 0)  # pictures done, of how many; set by the task, shown by the timer
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_progress)
        self.running = False
        self.setAttribute(Qt.WA_DeleteOnClose)
        seen = words("Whole picture") if fit == "whole" else words("Centre square")
        self.setWindowTitle(f"{words('Classify a folder')} · {classifier.bundle.card.title} · {seen}")
        self.resize(620, 200)
        self.status, self.detail, self.bar = QLabel(str(folder)), QLabel(), QProgressBar()
        self.detail.setObjectName("muted")
        for label in (self.status, self.detail):
            label.setWordWrap(True)
            label.setTextFormat(Qt.PlainText)
        self.bar.setTextVisible(False)
        self.table = QTableWidget()
        self.table.setEditTriggers(QTableWidget.NoEditTriggers)
        self.table.hide()
        self.button = QPushButton(words("Cancel"))
        self.button.clicked.connect(self.reject)
        self._arrange()

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        for item in (self.status, self.bar, self.detail):
            layout.addWidget(item)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        layout.addLayout(foot)

    def open(self) -> None:
        name = f"{self._classifier.bundle.card.network}.csv"
        target, _ = QFileDialog.getSaveFileName(
            self.parentWidget(), self.words("Write the table to"), str(self._folder / name), "CSV (*.csv)"
        )
        if target:
            self.start(Path(target))

    def start(self, target: Path) -> None:
        self.running = True
        self.status.setText(self.words("Looking for pictures in {folder}", folder=self._folder))
        self.bar.setRange(0, 0)
        self._timer.start(REDRAW)
        self.show()

        def work() -> Tally:
            return classify_folder(
                self._classifier,
                self._folder,
                target,
                self._fit,
                self._note,
                self._stop.is_set,
                lambda looked: self._note(looked, 0),
                self._reader,
            )

        self._tasks.run(work, lambda tally, error: self._finish(tally, error, target))

    def _note(self, done: int, total: int) -> None:
        self._progress = (done, total)

    def _show_progress(self) -> None:
        done, total = self._progress
        if total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.status.setText(self.words("{done} of {total} pictures", done=done, total=total))
        elif done:
            self.status.setText(self.words("Looking for pictures in {folder}", folder=self._folder) + f" ({done:,})")

    def _finish(self, tally: Tally | None, error: Exception | None, target: Path) -> None:
        self._timer.stop()
        self._tasks.run(self._reader.stop, lambda *_: None)
        self.running = False
        self.bar.hide()
        self.detail.clear()
        self.button.setEnabled(True)
        self.button.setText(self.words("Close"))
        if tally is None:
            assert error is not None
            stopped = isinstance(error, Cancelled)
            self.status.setText(self.words("Cancelled; nothing was written.") if stopped else self.words.error(error))
            return
        self.status.setText(
            self.words("{count} pictures classified, written to {file}", count=tally.pictures, file=target)
        )
        remarks = []
        if tally.labelled:
            remarks.append(
                self.words(
                    "{right} of {labelled} right: {accuracy:.1f} %",
                    right=round(tally.accuracy * tally.labelled),
                    labelled=tally.labelled,
                    accuracy=100 * tally.accuracy,
                )
            )
            remarks.append(self.words("Rows: the true class. Columns: the answer."))
            self._show_confusion(tally)
        if tally.unreadable:
            remarks.append(self.words("{count} files could not be read", count=len(tally.unreadable)))
        self.detail.setText(" · ".join(remarks))
        self.detail.setToolTip(tip("\n".join(tally.unreadable[:20])))

    def _show_confusion(self, tally: Tally) -> None:
        """Rows: the true class; columns: the answer."""
        names = [self.words.name(name) for name in tally.classes]
        self.table.setRowCount(len(names))
        self.table.setColumnCount(len(names))
        self.table.setVerticalHeaderLabels(names)
        self.table.setHorizontalHeaderLabels(names)
        most = max(1, int(tally.confusion.max()))
        for row in range(len(names)):
            for column in range(len(names)):
                item = QTableWidgetItem(str(tally.confusion[row, column]) if tally.confusion[row, column] else "·")
                item.setTextAlignment(Qt.AlignCenter)
                self._shade(item, tally.confusion[row, column] / most, row == column)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        self.table.show()
        self.resize(760, 520)

    def _shade(self, item: QTableWidgetItem, share: float, right: bool) -> None:
        """The more pictures, the darker; right answers in one colour, wrong ones in another."""
        ground = mixed(self._theme.accent if right else self._theme.warning, self._theme.surface, 0.7 * share)
        item.setBackground(ground)
        item.setForeground(readable(self._theme, ground, quiet=not share))

    def reject(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        """While the task runs, closing cancels it; the window stays until it has."""
        if self.running:
            self._stop.set()
            self._reader.give_up()
            self.button.setEnabled(False)
            self.detail.setText(self.words("Cancelling…"))
            if event is not None:
                event.ignore()
        else:
            super().closeEvent(event)

    def abandon(self) -> None:
        """Cancel and wait: the program ends."""
        self._stop.set()
        self._reader.give_up()
        self._tasks.stop()
        self._reader.stop()
