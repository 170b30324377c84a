"""Scikit-learn's bundled handwritten digits (Alpaydin, Kaynak 1998): 1,797 pictures of 8x8, shown as 32x32 RGB."""

import cv2
import numpy as np

from hypermodels import SIDE
from studies.data.sources.source import Parts, Source, squares


def source() -> Source:
    return Source("digits", tuple("0123456789"), "digits 1", _read, own_side=SIDE)


def _read(side: int) -> Parts:
    from sklearn.datasets import load_digits

    bundle = load_digits()
    grey = np.round(bundle.images * (255 / 16)).astype(np.uint8)
    large = (cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC) for picture in grey)
    pictures = squares((np.repeat(picture[..., None], 3, axis=2) for picture in large), len(grey), side)
    return Parts((pictures, bundle.target.astype(np.int64)))
