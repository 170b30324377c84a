"""This machine: its files, processors, GPUs, streams, environment; names, errors and numbers as text.

Knows no study: it imports nothing of the project but `hypermodels.errors`. Every other room may import it.
"""
