"""This machine: its files, processors, GPUs, streams, variables; names, errors and numbers as text.

Knows no study: it imports nothing of the project but `hypermodels.errors`. Every other room may import it.
"""
