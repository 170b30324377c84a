"""Plans, trains and stores studies."""

import os

# TensorFlow's fast kernels, which it leaves off by itself on processors without AVX-512; they are as exact (tested).
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
