"""What answers by picture cost: `python -m benchmarks.answers`."""
