"""The program itself on a real X server. Offscreen never shows what OpenCV's or Qt's plugins do under xcb."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from pathlib import Path
from PyQt5.QtCore import QTimer
from classifier_gui import start
from classifier_gui.command_line import Classification
from classifier_gui.preferences import Preferences

bundles, samples, picture, folder = sys.argv[1:]
app = start.application(sys.argv[:1])
window = start.build(Classification((picture,), bundles=Path(bundles), samples=Path(samples)),
                     Preferences(Path(folder) / "preferences.ini"))
window.show()

def look():
    if len(window.session.answers) < 5:
        return
    shot = app.primaryScreen().grabWindow(window.winId()).toImage()
    colours = {shot.pixelColor(x, y).name() for x in range(0, shot.width(), 3) for y in range(0, shot.height(), 3)}
    print(app.platformName(), len(window.session.answers), len(colours) > 20, window.theme.accent in colours)
    heavy = {"tensorflow", "keras", "keras_tuner"} & {name.split(".")[0] for name in sys.modules}
    print("heavy:", sorted(heavy))
    window.close()
    app.quit()

ticks = QTimer()
ticks.timeout.connect(look)
ticks.start(200)
QTimer.singleShot(30000, app.quit)
app.exec_()
"""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="Xvfb is not installed (apt-get install xvfb xauth)")
def test_the_window_opens_under_xcb_and_classifies(bundles: Path, samples: Path, tmp_path: Path) -> None:
    picture = next((samples / "cifar10" / "dog").glob("*.png"))
    words = [sys.executable, "-c", SCRIPT, *map(str, (bundles, samples, picture, tmp_path))]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(tmp_path)}
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1280x1024x24 -dpi 96"]
    tmp_path.chmod(0o700)  # what Qt asks of the runtime folder
    done = subprocess.run([*screen, *words], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["xcb 5 True True", "heavy: []"], done.stderr
