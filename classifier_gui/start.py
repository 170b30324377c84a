"""From the command line to a window on the screen."""

import os
import signal
import sys
from pathlib import Path
from types import TracebackType

from PyQt5.QtCore import QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PyQt5.QtWidgets import QApplication

from analysis.bundles.bundle import check_dataset, datasets, meant
from classifier_gui.command_line import Classification
from classifier_gui.preferences import Preferences
from classifier_gui.session import Session
from classifier_gui.window import Window
from studies.system import exits

FATAL: QtMsgType = 3  # type: ignore[assignment]  # QtFatalMsg, which PyQt5's stub lacks
NO_DISPLAY = "error: There is no display to open a window on. Classify without one: `sweepbook classify cat.jpg`."


def _without_display(kind: QtMsgType, _context: QMessageLogContext, _text: str | None) -> None:
    """Qt would abort, with advice to reinstall."""
    if kind == FATAL:
        print(NO_DISPLAY, file=sys.stderr, flush=True)
        os._exit(exits.USAGE)


def application(arguments: list[str]) -> QApplication:
    QApplication.setAttribute(Qt.AA_EnableHighDpiScaling)
    QApplication.setAttribute(Qt.AA_UseHighDpiPixmaps)
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    usual = qInstallMessageHandler(_without_display)
    app = QApplication(arguments)
    qInstallMessageHandler(usual)
    app.setApplicationName("Sweepbook classifier")
    app.setStyle("Fusion")
    return app


def build(request: Classification, preferences: Preferences) -> Window:
    """The window, its bundles being looked for; a picture named on the command line being opened.

    Raises:
        UsageError: nothing is called as the dataset is.
    """
    dataset = meant(request.bundles, request.dataset)
    if dataset is not None and dataset not in datasets(request.bundles):
        check_dataset(request.bundles, dataset)
    session = Session(request.bundles, request.samples)
    session.fit = request.fit
    window = Window(session, preferences)
    session.networks.start(dataset)
    files = [Path(file) for file in request.files]
    if files:
        session.open_path(files[0], siblings=tuple(files) if len(files) > 1 else ())
    return window


def start(request: Classification) -> int:
    """Open the window and stay until it is closed."""
    app = application(sys.argv[:1])
    window = build(request, Preferences())

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error in a slot is shown; by itself PyQt5 would end the program."""
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            window.show_error(error)

    sys.excepthook = report
    signal.signal(signal.SIGINT, lambda *_: window.close())
    ticks = QTimer()
    ticks.timeout.connect(lambda: None)  # Python sees Ctrl-C only when it runs
    ticks.start(300)
    window.show()
    return app.exec_()
