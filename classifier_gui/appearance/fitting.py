"""The window's place on the screen there is."""

from PyQt5.QtWidgets import QApplication, QFrame, QMainWindow, QScrollArea, QWidget

FRAME = 40  # logical pixels that the window's title may take
LEAST_WIDTH, LEAST_HEIGHT = 820, 560  # logical pixels; on a screen with less height the content is scrolled


def scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.NoFrame)
    return area


def fit_screen(window: QMainWindow, content: QWidget) -> None:
    """At 200 % a usual laptop has 960x540 to give: the window is never larger than what there is."""
    screen = QApplication.screenAt(window.geometry().center()) or QApplication.primaryScreen()
    assert screen is not None
    there = screen.availableGeometry()
    height = there.height() - FRAME
    if window.centralWidget() is None:
        window.setCentralWidget(scrolled(content) if height < LEAST_HEIGHT else content)
    window.setMinimumSize(min(LEAST_WIDTH, there.width()), min(LEAST_HEIGHT, height))
    window.resize(min(window.width(), there.width()), min(window.height(), height))
    if not there.contains(window.geometry()):
        window.move(there.topLeft())
