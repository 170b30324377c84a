"""The right half: the answer in words, and a bar for every class or all networks side by side."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
)

from analysis.bundles.bundle import titled
from analysis.bundles.card import Card
from analysis.bundles.classifier import agreement, ranked
from classifier_gui.answers.confidence import expected, record, reliable
from classifier_gui.appearance.fitting import scrolled
from classifier_gui.appearance.theme import Theme
from classifier_gui.text.language import Words
from classifier_gui.widgets.bars import Bars
from classifier_gui.widgets.comparison import ComparisonChart
from classifier_gui.widgets.elided_label import ElidedLabel
from studies.system.formats import percent

TOP = 3  # classes that are said in words


class AnswerPanel(QFrame):
    compare_chosen = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.headline, self.line, self.note = ElidedLabel("headline"), ElidedLabel("muted"), QLabel()
        self.note.setObjectName("note")
        self.note.setTextFormat(Qt.PlainText)
        self.note.setWordWrap(True)
        self.note.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
        self.compare = QPushButton()
        self.compare.setCheckable(True)
        self.compare.clicked.connect(self.compare_chosen.emit)
        self.bars, self.comparison = Bars(), ComparisonChart()
        self._pages = QStackedWidget()
        for page in (self.bars, self.comparison):
            self._pages.addWidget(scrolled(page))
        head = QHBoxLayout()
        head.addWidget(self.headline, 1)
        head.addWidget(self.compare)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 10)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.line)
        layout.addWidget(self.note)
        layout.addSpacing(6)
        layout.addWidget(self._pages, 1)

    def show_answers(
        self,
        card: Card | None,
        found: bool,
        cards: Mapping[str, Card],
        answers: Mapping[str, np.ndarray],
        others: Mapping[str, np.ndarray | None],
        waiting: bool,
        comparing: bool,
        true_class: str,
        words: Words,
        theme: Theme,
    ) -> None:
        """`card` is the chosen network's; `found`, whether there are bundles; `waiting`, whether there is a picture.

        `others` are the answers of further models, by their titles: seen beside the networks', with no vote. The row
        of `true_class` is ticked.
        """
        self._pages.setCurrentIndex(int(comparing))
        self.compare.setText(words("compare_all"))
        self.compare.setChecked(comparing)
        names = [words.name(name) for name in card.classes] if card else []
        answer = answers.get(card.network) if card else None
        marked = [
            f"{said} ✓" if card and name == true_class else said
            for name, said in zip(card.classes if card else [], names, strict=True)
        ]
        self.bars.show_probabilities(marked, answer, theme)
        titles = {network: titled(one) for network, one in cards.items()}
        comparable = {
            network: answers[network]
            for network in cards
            if network in answers and card is not None and cards[network].classes == card.classes
        }
        columns = [*((title, comparable.get(network)) for network, title in titles.items()), *others.items()]
        self.comparison.show_answers(marked, columns, theme)
        self.compare.setVisible(card is not None)  # the headline has its room where there is nothing to compare
        if card is None and found:
            self._say(words("none_usable"), words("cards_say_why"), "")
        elif card is None:
            self._say(words("no_network"), words("cards_say_how"), "")
        elif answer is None:
            self._say(
                "…" if waiting else words("ready"),
                words("thinking", title=card.title) if waiting else words("open_one"),
                "",
            )
        elif comparing and len(comparable) > 1:
            self._say_agreement(cards, comparable, names, words)
        else:
            self._say_answer(card, answer, comparable, names, words)

    def as_text(self) -> str:
        """What is said, to paste into a text."""
        rows = (self.comparison if self._pages.currentIndex() else self.bars).lines()
        return "\n".join(filter(None, [self.headline.text(), self.line.text(), self.note.text(), *rows]))

    def show_reading(self, name: str, words: Words) -> None:
        self._say("…", words("reading", name=name), "")

    def _say_answer(
        self, card: Card, answer: np.ndarray, answers: Mapping[str, np.ndarray], names: list[str], words: Words
    ) -> None:
        best = int(answer.argmax())
        value = float(answer[best])
        sure = words(certainty(expected(card, value)))
        line = words("how_sure", title=card.title, sure=sure, value=percent(value))
        next_ones = [f"{name}: {percent(share)}" for name, share in ranked(answer, names, TOP)[1:]]
        line += " · " + words("next_names", names=words.names(next_ones))
        if len(answers) > 1:
            same = sum(int(other.argmax()) == best for other in answers.values())
            line += " · " + (
                words("networks_say_so", count=same, total=len(answers)) if same > 1 else words("no_other")
            )
        note = " ".join(_reliance(card, value, words))
        self._say(_capital(names[best]), line, note)

    def _say_agreement(
        self, cards: Mapping[str, Card], answers: Mapping[str, np.ndarray], names: list[str], words: Words
    ) -> None:
        winner, agreeing, others = agreed(cards, answers)
        line = words("networks_agree", count=len(agreeing), total=len(answers))
        votes = Counter(int(answers[network].argmax()) for network in others)
        as_many = [names[index] for index, count in votes.items() if count == len(agreeing)]
        if as_many:
            line += " · " + words("as_many_say", names=words.names(as_many))
        apart = [f"{titled(cards[network])}: {names[int(answers[network].argmax())]}" for network in others]
        sure = [reliable(cards[network], float(answers[network].max())) for network in agreeing]
        warning = [words("none_sure")] if not any(one is not False for one in sure) else []
        self._say(_capital(names[winner]), line, " ".join([*warning, words.names(apart)]))

    def _say(self, headline: str, line: str, note: str) -> None:
        self.headline.setText(headline)
        self.line.setText(line)
        self.note.setText(note)
        self.note.setVisible(bool(note))


def agreed(cards: Mapping[str, Card], answers: Mapping[str, np.ndarray]) -> tuple[int, list[str], list[str]]:
    """As `agreement`, each network weighing as much as its card says that such an answer is right."""
    return agreement(answers, {one: expected(cards[one], float(answer.max())) for one, answer in answers.items()})


def certainty(share: float) -> str:
    """The key of the words for an answer of which a `share` is right."""
    return (
        "almost_certain"
        if share >= 0.95
        else "fairly_sure"
        if share >= 0.7
        else "half_sure"
        if share >= 0.5
        else "not_sure"
    )


def _reliance(card: Card, probability: float, words: Words) -> Iterator[str]:
    """What the card knows of answers this sure, where they are not to be relied on."""
    threshold = card.confidence_threshold
    if threshold is None or probability >= threshold:
        return
    known = record(card, probability)
    if known is not None:
        yield words(
            "answers_this_sure",
            share=percent(known.share, 0),
            count=f"{known.pictures:,}",
        )
    if threshold < 1:
        yield words("low_confidence", threshold=percent(threshold, 0))
    elif known is None:
        yield words("low_confidence_too_few")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
