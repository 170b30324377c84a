"""Large pictures are decoded smaller, or refused before they take too much memory."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studies.data import large_pictures
from studies.data.pictures import UnreadablePicture, read
from studies.data.pixels import rgb

# Not `ru_maxrss`, which a program inherits from the tests' own process that started it.
PEAK = """
import sys
from pathlib import Path
from studies.data.pictures import read
print(read(sys.argv[1], lean=True).size)
(peak,) = [line.split()[1] for line in Path("/proc/self/status").read_text("utf-8").splitlines() if "VmHWM" in line]
print(int(peak) // 1024)
"""


@pytest.fixture
def photo() -> Image.Image:
    """A soft pattern, so that shrinking in one or in two steps may differ by rounding only."""
    across, down = np.meshgrid(np.linspace(0, 255, 96), np.linspace(0, 255, 64))
    return Image.fromarray(np.stack([across, down, 255 - across], axis=2).astype(np.uint8))


@pytest.mark.parametrize(
    ("kind", "options"), [("PNG", {}), ("JPEG", {"quality": 95}), ("TIFF", {}), ("JPEG2000", {"num_resolutions": 6})]
)
def test_a_large_picture_keeps_its_colours_and_says_its_size(
    photo: Image.Image, kind: str, options: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_pictures, "SHARP", 600)
    monkeypatch.setattr(large_pictures, "BUDGET", 60_000)
    photo.save(tmp_path / "large", kind, **options)
    picture = read(tmp_path / "large", lean=True)
    height, width = picture.pixels.shape[:2]
    assert picture.size == (96, 64)
    assert height * width <= 700
    whole = np.asarray(photo.resize((width, height), Image.Resampling.BOX)).astype(int)
    assert np.abs(picture.pixels - whole).max() <= 6
    assert read(tmp_path / "large").pixels.shape == (64, 96, 3)  # training sees every pixel


@pytest.mark.parametrize("shrink", [1, 2, 3, 7])
def test_shrinking_by_bands_is_shrinking_at_once(shrink: int, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (84, 126, 3), np.uint8)
    at_once, _ = rgb(Image.fromarray(noise), shrink)
    monkeypatch.setattr("studies.data.pixels.BAND", 126 * 20)
    by_bands, _ = rgb(Image.fromarray(noise), shrink)
    assert by_bands.shape == (84 // shrink, 126 // shrink, 3)
    np.testing.assert_array_equal(by_bands, at_once)


@pytest.mark.parametrize(("kind", "megapixels"), [("WEBP", 18), ("AVIF", 32), ("PNG", 71)])
def test_what_would_take_too_much_memory_is_refused(kind: str, megapixels: int, tmp_path: Path) -> None:
    """By its size in the header, for a file too small to hold the pixels."""
    Image.new("RGB", (8, 8)).save(tmp_path / "small", kind)
    with Image.open(tmp_path / "small") as image:
        assert (megapixels - 2) * 1e6 < large_pictures.most_pixels(image) < megapixels * 1e6


def test_a_progressive_jpeg_pays_for_its_coefficients(tmp_path: Path) -> None:
    limits = {}
    for subsampling in (0, 2):
        Image.new("RGB", (64, 64)).save(tmp_path / "p.jpg", progressive=True, subsampling=subsampling)
        with Image.open(tmp_path / "p.jpg") as image:
            limits[subsampling] = large_pictures.most_pixels(image)
    assert limits[0] < 50e6 < limits[2] < 100e6


def test_64_megapixels_take_less_than_400_megabytes(tmp_path: Path) -> None:
    Image.new("RGB", (8000, 8000), (9, 90, 200)).save(tmp_path / "large.jpg")
    words = [sys.executable, "-c", PEAK, str(tmp_path / "large.jpg")]
    size, megabytes = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    assert size == "(8000, 8000)"
    assert int(megabytes) < 400


def test_the_limit_is_in_the_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_pictures, "BUDGET", 4_000_000)
    Image.new("RGB", (2000, 1000)).save(tmp_path / "large.png")
    with pytest.raises(UnreadablePicture, match=r"large\.png has 2 megapixels; the limit is 1: shrink it first\."):
        read(tmp_path / "large.png", lean=True)
