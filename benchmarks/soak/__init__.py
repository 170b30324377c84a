"""A study whose processes are killed again and again: `python -m benchmarks.soak`."""
