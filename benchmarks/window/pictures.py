"""Pictures to time the window with: many small ones, many photographs, and one that takes long."""

from pathlib import Path

FOLDER = 500

PHOTOS = 100

SCANS = 400  # of the slow picture


def write_pictures(folder: Path) -> list[Path]:
    """500 PNG pictures of 640x480, noise on a coarse grid."""
    import cv2
    import numpy as np

    rng = np.random.default_rng(0)
    files = [folder / f"{number:03}.png" for number in range(FOLDER)]
    for file in files:
        coarse = rng.integers(0, 256, (12, 16, 3), np.uint8)
        cv2.imwrite(str(file), cv2.resize(coarse, (640, 480), interpolation=cv2.INTER_CUBIC))
    return files


def write_photos(folder: Path) -> list[Path]:
    """100 JPEG photographs of 4000x3000: one, copied."""
    import cv2
    import numpy as np

    coarse = np.random.default_rng(1).integers(0, 256, (30, 40, 3), np.uint8)
    files = [folder / f"{number}.jpg" for number in range(PHOTOS)]
    cv2.imwrite(str(files[0]), cv2.resize(coarse, (4000, 3000), interpolation=cv2.INTER_CUBIC))
    for file in files[1:]:
        file.write_bytes(files[0].read_bytes())
    return files


def write_slow(file: Path) -> None:
    """A progressive JPEG of 64 megapixels whose last scan comes again and again."""
    import io

    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (8000, 8000)).save(made, "JPEG", progressive=True)
    content = made.getvalue()
    scan = content.rfind(b"\xff\xda")
    file.write_bytes(content[:scan] + content[scan:-2] * SCANS + content[-2:])
