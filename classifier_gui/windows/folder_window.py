"""A folder to a CSV file: progress, cancel, and the results to look through, the wrong ones first."""

import threading
from collections.abc import Callable
from pathlib import Path

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QCloseEvent
from PyQt5.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from analysis.bundles.classifier import Classifier
from classifier_gui.answers.folder import Results, Tally, classify_folder
from classifier_gui.answers.table import Cancelled
from classifier_gui.appearance.fitting import FRAME
from classifier_gui.appearance.theme import LIGHT, Theme
from classifier_gui.appearance.tips import tip
from classifier_gui.pictures.reader import Reader
from classifier_gui.tasks import Tasks
from classifier_gui.text.language import Words
from classifier_gui.widgets.picture_panel import FIT_NAMES
from classifier_gui.windows.results_browser import ResultsBrowser

Said = Callable[[Words], str]  # a sentence, said again in another language
REDRAW = 100  # milliseconds between looks at the progress


class FolderWindow(QDialog):
    """Asks where the CSV goes (`open`), or takes it (`start`)."""

    chosen = pyqtSignal(object, object)  # a picture's path, and those it is among

    def __init__(
        self, parent: QWidget | None, classifiers: list[Classifier], folder: Path, fit: str, words: Words
    ) -> None:
        super().__init__(parent)
        self._classifiers, self._folder, self._fit, self.words = classifiers, folder, fit, words
        self._found: list[Results] = []
        self._tasks, self._reader = Tasks(self), Reader()
        self._stop = threading.Event()
        self._theme: Theme = getattr(parent, "theme", LIGHT)
        self._progress = (0, 0)  # pictures done, of how many; set by the task, shown by the timer
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_progress)
        self.running = self._ended = False
        self.setAttribute(Qt.WA_DeleteOnClose)
        self._said: Said = lambda _: str(folder)
        self._remarked: Said = lambda _: ""
        self.resize(620, 200)
        self.status, self.detail, self.bar = QLabel(), QLabel(), QProgressBar()
        self.detail.setObjectName("muted")
        for label in (self.status, self.detail):
            label.setWordWrap(True)
            label.setTextFormat(Qt.PlainText)
        self.bar.setTextVisible(False)
        self.browser = ResultsBrowser(words, self._theme)
        self.browser.chosen.connect(self.chosen)
        self.browser.hide()
        self.button = QPushButton()
        self.button.clicked.connect(self.reject)
        self._arrange()
        self.retranslate(words, self._theme)

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        for item in (self.status, self.bar, self.detail):
            layout.addWidget(item)
        layout.addWidget(self.browser, 1)
        layout.addStretch(0)
        layout.addLayout(foot)

    def retranslate(self, words: Words, theme: Theme) -> None:
        """After a change of language or theme."""
        self.words, self._theme = words, theme
        titles = words.names([one.bundle.card.title for one in self._classifiers])
        self.setWindowTitle(f"{words('folder_title')} · {titles} · {words(FIT_NAMES[self._fit])}")
        self.button.setText(words("close" if self._ended else "cancel"))
        self._say(self._said)
        self._remark(self._remarked)
        self.browser.retranslate(words, theme)

    def _say(self, said: Said) -> None:
        self._said = said
        self.status.setText(said(self.words))

    def _remark(self, said: Said) -> None:
        self._remarked = said
        self.detail.setText(said(self.words))
        self.detail.setVisible(bool(self.detail.text()))

    def open(self) -> None:
        name = f"{self._classifiers[0].bundle.card.network if len(self._classifiers) == 1 else 'all'}.csv"
        target, _ = QFileDialog.getSaveFileName(
            self.parentWidget(), self.words("write_table_to"), str(self._folder / name), "CSV (*.csv)"
        )
        if target:
            self.start(Path(target))

    def start(self, target: Path) -> None:
        self.running = True
        self._say(lambda words: words("searching", folder=self._folder))
        self.bar.setRange(0, 0)
        self._timer.start(REDRAW)
        self.show()

        def work() -> list[Results]:
            return classify_folder(
                self._classifiers,
                self._folder,
                target,
                self._fit,
                self._note,
                self._stop.is_set,
                lambda looked: self._note(looked, 0),
                self._reader,
            )

        self._tasks.run(work, lambda found, error: self._finish(found, error, target))

    def _note(self, done: int, total: int) -> None:
        self._progress = (done, total)

    def _show_progress(self) -> None:
        done, total = self._progress
        if total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self._say(lambda words: words("progress", done=done, total=total))
        elif done:
            self._say(lambda words: words("searching", folder=self._folder) + f" ({done:,})")

    def _finish(self, found: list[Results] | None, error: Exception | None, target: Path) -> None:
        self._timer.stop()
        self._tasks.run(self._reader.stop, lambda *_: None)
        self.running = False
        self._ended = True
        self.bar.hide()
        self._remark(lambda _: "")
        self.button.setEnabled(True)
        self.button.setText(self.words("close"))
        if found is None:
            assert error is not None
            stopped, cause = isinstance(error, Cancelled), error
            self._say(lambda words: words("cancelled") if stopped else words.error(cause))
            return
        tally = found[0].tally
        self._say(lambda words: words("written", count=tally.pictures, file=target))
        self._show_detail(tally)
        if tally.pictures:
            self.browser.show_results(found)
            self.browser.show()
            self._grow()

    def _show_detail(self, tally: Tally) -> None:
        if tally.unreadable:
            self._remark(lambda words: words("unreadable_count", count=len(tally.unreadable)))
        self.detail.setToolTip(tip("\n".join(tally.unreadable[:20])))

    def _grow(self) -> None:
        screen = self.screen()
        there = screen.availableGeometry().size() if screen else self.size()
        self.resize(min(1160, there.width()), min(700, there.height() - FRAME))

    def reject(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        """While the task runs, closing cancels it; the window stays until it has."""
        if self.running:
            self._stop.set()
            self._reader.give_up()
            self.button.setEnabled(False)
            self._remark(lambda words: words("cancelling"))
            if event is not None:
                event.ignore()
        else:
            self._tasks.stop()
            self.browser.stop()
            super().closeEvent(event)

    def abandon(self) -> None:
        """Cancel and wait: the program ends."""
        self._stop.set()
        self._reader.give_up()
        self._tasks.stop()
        self._reader.stop()
        self.browser.stop()
