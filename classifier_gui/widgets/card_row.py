"""The row of networks: a card for each of the five, and for each user's network that has a bundle."""

from collections.abc import Mapping

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QWidget

from analysis.bundles.bundle import Bundle, title
from classifier_gui.widgets.network_card import NetworkCard
from hypermodels import NETWORKS

MOST = 8  # cards side by side; of more networks those by name that come first have one


class CardRow(QWidget):
    """`cards` are the networks' by name. Where users' networks are shown, the five without a bundle leave them room."""

    chosen = pyqtSignal(str)
    details = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, NetworkCard] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        for network, name in NETWORKS.items():
            self._add(network, name)

    def show_networks(self, found: Mapping[str, Bundle | Exception]) -> None:
        """A card for each network there is now."""
        there = sum(network in found for network in NETWORKS)
        own = [network for network in found if network not in NETWORKS][: MOST - there]
        names = {network: title(network, found[network]) for network in own}
        for network in [one for one in self.cards if one not in NETWORKS]:
            if self.cards[network].title != names.get(network):
                gone = self.cards.pop(network)
                self._layout.removeWidget(gone)
                gone.deleteLater()
        for network in own:
            if network not in self.cards:
                self._add(network, names[network])
        for network in NETWORKS:
            self.cards[network].setVisible(not own or network in found)

    def _add(self, network: str, name: str) -> None:
        card = self.cards[network] = NetworkCard(network, name)
        card.chosen.connect(self.chosen)
        card.details.connect(self.details)
        self._layout.addWidget(card, 1)
