"""How fast the classifier's window is: `python -m benchmarks.window.latency`."""
