"""How fast the classifier is, and whether its window ever freezes.

    python -m benchmarks.window.latency [--bundles bundles]

Prints, with the machine and the versions: from start to window (targets: below 1 s), from choosing a picture to
its bars with warm networks (below 0.2 s), and the longest time the event loop was not served (below 50 ms) while
five networks are loaded, pictures are classified, an occlusion map is drawn, a folder of 500 is written, a key is held
on 100 photographs of 12 megapixels, and one slow picture (a JPEG of hundreds of scans) is in work. Gaps are counted
from the moment the window is on the screen. Quitting in the midst of the slow picture is timed too (below 1 s).
Beside each gap stands how long the main thread itself computed between two turns of the loop: on a busy machine the
rest of a gap is other programs' time.
Where `--bundles` holds no cifar10 bundle, it runs on small linear networks and says so. It needs a screen; without
one, `QT_QPA_PLATFORM=offscreen` or `xvfb-run` gives it one.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.window.first_paint import STARTS, start_times
from benchmarks.window.heartbeat import Heartbeat, pause, wait
from benchmarks.window.pictures import FOLDER, write_photos, write_pictures, write_slow

if TYPE_CHECKING:
    from classifier_gui.window import Window

ROOT = Path(__file__).resolve().parents[2]

PICTURES = 30
HELD, REPEAT = 10.0, 0.033  # seconds a key is held; seconds between its repetitions


@dataclass(frozen=True)
class Figures:
    """Longest gap and longest work of each step in ms; seconds to bars, for the folder, to quit; pictures seen."""

    gaps: dict[str, float]
    work: dict[str, float]
    bars: list[float]
    folder: float
    turned: int
    quitting: float
    screen: str


def hold_key(window: "Window", photos: list[Path]) -> int:
    """Turn pages for a while as a held key does; how many pictures were seen meanwhile."""
    seen: list[object] = []
    window.open_path(photos[0])
    wait(lambda: not window.session.busy)
    window.session.opened.connect(seen.append)
    end = time.perf_counter() + HELD
    while time.perf_counter() < end:
        window.session.opening.next()
        pause(REPEAT)
    shown = len(seen)
    wait(lambda: not window.session.busy)
    return shown


def measure(bundles: Path, folder: Path) -> Figures:
    """Everything that is measured in one window."""
    from classifier_gui import start
    from classifier_gui.command_line import Classification
    from classifier_gui.preferences import Preferences
    from classifier_gui.windows.folder_window import FolderWindow

    files = write_pictures(folder)
    app = start.application(sys.argv[:1])
    window = start.build(Classification(bundles=bundles), Preferences(folder / "preferences.ini"))
    session, heart = window.session, Heartbeat()
    networks = session.networks
    window.show()
    app.processEvents()
    heart.begin("start and load the networks")
    wait(lambda: bool(networks.classifiers) and all(one.warm for one in networks.classifiers.values()))
    heart.begin("classify")
    seconds = []

    def named(file: Path) -> bool:
        return session.picture is not None and session.picture.path == file and networks.chosen in session.answers

    for file in files[:PICTURES]:
        window.open_path(file)
        seconds.append(wait(partial(named, file)))
        wait(lambda: len(session.answers) == len(networks.classifiers))
    heart.begin("occlusion map")
    window.session.look(True)
    wait(lambda: session.map is not None)
    window.session.look(False)
    heart.begin(f"folder of {FOLDER}")
    assert networks.chosen  # it has answered
    job = FolderWindow(window, [networks.classifiers[networks.chosen]], folder, "crop", window.words)
    job.start(folder / "out.csv")
    whole = wait(lambda: not job.running)
    job.close()
    (folder / "photos").mkdir()
    photos = write_photos(folder / "photos")
    write_slow(folder / "slow.jpg")
    heart.begin("a key held on photographs")
    turned = hold_key(window, photos)
    heart.begin("a slow picture")
    window.open_path(folder / "slow.jpg")
    pause(2)
    before = time.perf_counter()
    window.close()
    return Figures(heart.gaps, heart.work, seconds, whole, turned, time.perf_counter() - before, app.platformName())


def ready_bundles(root: Path, folder: Path) -> Path:
    if any(root.glob("cifar10/*/card.json")):
        return root
    print(f"No cifar10 bundle in {root}: measured on small linear networks instead.")
    from hypermodels import NETWORKS
    from tests.support.linear_bundles import write_bundle

    for seed, network in enumerate(NETWORKS):
        write_bundle(folder / "bundles", network, seed)
    return folder / "bundles"


def main() -> None:
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--bundles", type=Path, default=ROOT / "bundles")
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as pictures:
        bundles = ready_bundles(options.bundles, Path(one))
        starts = start_times(bundles)
        found = measure(bundles, Path(pictures))
    heavy = sorted({"tensorflow", "keras", "keras_tuner"} & {name.split(".")[0] for name in sys.modules})
    print(f"start to window       {statistics.median(starts):.2f} s (median of {STARTS}; worst {max(starts):.2f})")
    print(
        f"picture to bars       {1000 * statistics.median(found.bars):.0f} ms (median of {PICTURES}; "
        f"worst {1000 * max(found.bars):.0f})"
    )
    print(f"folder of {FOLDER}         {found.folder:.1f} s")
    print(f"a key held {HELD:.0f} s       {found.turned} pictures of 12 megapixels seen")
    print(f"quitting              {found.quitting:.2f} s, a slow picture in work")
    for step, gap in found.gaps.items():
        print(f"event-loop gap        {gap:.0f} ms at most, {found.work[step]:.0f} ms of work: {step}")
    print(f"heavy modules loaded  {', '.join(heavy) or 'none'}")
    print(machine(found.screen))


def machine(screen: str) -> str:
    import cv2
    from PyQt5.QtCore import QT_VERSION_STR

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, {platform.system()}, Python "
        f"{platform.python_version()}, Qt {QT_VERSION_STR} ({screen}), OpenCV {cv2.__version__}"
    )


if __name__ == "__main__":
    main()
