"""What `make bench` measures: a module a scenario of `python -m benchmarks`, and who else is in the race."""
