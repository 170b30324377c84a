"""Where the seconds of a command go: `python -m benchmarks.commands.start_and_end`."""
