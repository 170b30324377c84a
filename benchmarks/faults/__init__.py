"""A fault at each file-system call of some commands: `python -m benchmarks.faults`."""
