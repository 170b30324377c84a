"""What probes cost: `python -m benchmarks.probes`."""
