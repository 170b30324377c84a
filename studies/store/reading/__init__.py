"""Runs, read from the disk: each once in a process, for as long as its files stay as they are."""
