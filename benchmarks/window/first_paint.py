"""From starting the classifier to its painted window: `python -m benchmarks.window.first_paint BUNDLES` starts it."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTS = 5


def first_paint(bundles: Path) -> None:
    """Child process: open the window, print the time at which it is painted, and close."""
    from PyQt5.QtCore import QEvent, QObject, QTimer

    from classifier_gui import start
    from classifier_gui.command_line import Classification
    from classifier_gui.preferences import Preferences

    class Watch(QObject):
        painted = False

        def eventFilter(self, _item: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
            if event is not None and event.type() == QEvent.Paint and not self.painted:
                self.painted = True
                QTimer.singleShot(0, done)
            return False

    def done() -> None:
        print(time.time())
        window.close()
        app.quit()

    app = start.application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        window = start.build(Classification(bundles=bundles), Preferences(Path(folder) / "preferences.ini"))
        watch = Watch()
        window.main_panel.answer_panel.bars.installEventFilter(watch)  # the last thing to be painted
        window.show()
        app.exec_()


def start_times(bundles: Path) -> list[float]:
    """Seconds from starting the process to the painted window."""
    words = [sys.executable, "-m", "benchmarks.window.first_paint", str(bundles.resolve())]
    seconds = []
    for _ in range(STARTS):
        before = time.time()
        done = subprocess.run(words, stdout=subprocess.PIPE, check=True, cwd=ROOT)
        seconds.append(float(done.stdout) - before)
    return seconds


if __name__ == "__main__":
    first_paint(Path(sys.argv[1]))
