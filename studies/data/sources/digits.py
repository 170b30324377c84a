"""Scikit-learn's bundled handwritten digits (Alpaydin, Kaynak 1998): 1,797 pictures of 8x8, shown as 32x32 RGB."""

import cv2
import numpy as np

from hypermodels import SIDE
from studies.data.sources.source import Arrays, Source


def source() -> Source:
    return Source("digits", tuple("0123456789"), "digits 1", _read)


def _read() -> tuple[Arrays, None]:
    from sklearn.datasets import load_digits

    bundle = load_digits()
    grey = np.round(bundle.images * (255 / 16)).astype(np.uint8)
    large = [cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC) for picture in grey]
    return (np.repeat(np.stack(large)[..., None], 3, axis=3), bundle.target.astype(np.int64)), None
