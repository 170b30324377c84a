"""A folder's results to look through: the wrong answers first; a cell of the confusion shows its pictures."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from classifier_gui.answers.folder import Results, Seen
from classifier_gui.appearance.theme import Theme
from classifier_gui.pictures.thumbnails import Thumbnails
from classifier_gui.text.language import Words
from classifier_gui.widgets.combo_box import ComboBox
from classifier_gui.widgets.confusion_table import ConfusionTable
from classifier_gui.widgets.elided_label import ElidedLabel
from classifier_gui.widgets.thumbnail_list import Entry, sheet
from studies.system.formats import percent

MOST_LISTED = 5000  # pictures; to list more would keep the window waiting


class ResultsBrowser(QWidget):
    """One network's results at a time; `chosen` is told a picture's path, and those it is shown among."""

    chosen = pyqtSignal(object, object)

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words, self._theme = words, theme
        self._found: list[Results] = []
        self._listed: list[Seen] = []
        self.networks, self.summary, self.listed = ComboBox(), ElidedLabel("strong"), ElidedLabel("muted")
        self._cell: tuple[int, int] | None = None  # of the confusion, whose pictures are listed
        self.all, self.legend = QPushButton(words("show_all")), QLabel(words("confusion_legend"))
        self.confusion, self.thumbnails = ConfusionTable(), Thumbnails(self)
        self.sheet = sheet(self.thumbnails)
        self.networks.activated[int].connect(lambda number: self._show_network(number))
        self.all.clicked.connect(lambda: self._show_list(None))
        self.confusion.chosen.connect(lambda row, column: self._show_list((row, column)))
        self.sheet.chosen.connect(self._choose)
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.networks)
        head.addWidget(self.summary, 1)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.confusion, 1)
        left.addWidget(self.legend)
        right = QWidget()
        listed = QVBoxLayout(right)
        listed.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self.listed, 1)
        line.addWidget(self.all)
        listed.addLayout(line)
        listed.addWidget(self.sheet, 1)
        halves = QSplitter(Qt.Horizontal)
        halves.addWidget(self._left)
        halves.addWidget(right)
        halves.setSizes([560, 440])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(halves, 1)

    def retranslate(self, words: Words, theme: Theme) -> None:
        """After a change of language or theme."""
        self._words, self._theme = words, theme
        self.all.setText(words("show_all"))
        self.legend.setText(words("confusion_legend"))
        if self._found:
            self._show_network(self.networks.currentIndex(), self._cell)

    def show_results(self, found: list[Results]) -> None:
        self._found = found
        self.networks.clear()
        self.networks.addItems([one.classifier.bundle.card.title for one in found])
        self.networks.setVisible(len(found) > 1)
        self._show_network(0)

    @property
    def _results(self) -> Results:
        return self._found[self.networks.currentIndex()]

    def _show_network(self, number: int, cell: tuple[int, int] | None = None) -> None:
        self.networks.setCurrentIndex(number)
        tally = self._results.tally
        title = self._results.classifier.bundle.card.title
        right = self._words(
            "right_of",
            right=tally.right,
            labelled=tally.labelled,
            accuracy=percent(tally.accuracy),
        )
        unknown = self._words("classes_unknown")
        self.summary.setText(f"{title}: {right if tally.labelled else unknown}")
        self._left.setVisible(bool(tally.labelled))
        self.confusion.show_counts(tally.confusion, [self._words.name(name) for name in tally.classes], self._theme)
        self._show_list(cell)

    def _show_list(self, cell: tuple[int, int] | None) -> None:
        """All pictures, or those of a class (row) taken for a class (column)."""
        self._cell = cell
        classes, seen = self._results.tally.classes, self._results.seen
        if cell is None:
            found = sorted(seen, key=lambda one: one.interest)
            said = self._order(sum(one.wrong for one in found))
        else:
            pair = classes[cell[0]], classes[cell[1]]
            found = [one for one in seen if (one.true_class, one.answer) == pair]
            found.sort(key=lambda one: -one.probability)
            true, answer = (self._words.name(name) for name in pair)
            said = self._words("confused", true=true, answer=answer, count=len(found))
        self._listed = found[:MOST_LISTED]
        if len(found) > MOST_LISTED:
            said += " · " + self._words("first_listed", count=f"{MOST_LISTED:,}")
        self.listed.setText(said)
        self.all.setEnabled(cell is not None)
        self.sheet.show_entries([self._entry(one) for one in self._listed], None, self._theme)

    def _order(self, wrong: int) -> str:
        if wrong:
            return self._words("wrong_first", count=wrong)
        return self._words("least_sure_first")

    def _entry(self, one: Seen) -> Entry:
        answer = self._words.name(one.answer)
        said = f"{self._words.name(one.true_class)} → {answer}" if one.wrong else answer
        return Entry(one.file, f"{said}\n{percent(one.probability, 0)}", one.wrong)

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._listed[number].file, tuple(one.file for one in self._listed))

    def stop(self) -> None:
        self.thumbnails.stop()
