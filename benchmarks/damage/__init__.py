"""Damaged state files: `python -m benchmarks.damage`."""
