"""The command line: `sweepbook VERB`, which make wraps.

`door` finds the verb. Each verb's file says which words it takes and what it does; `options` parses every word, once,
into a value of a frozen request. Nothing behind this room sees argparse. Only `training` and the functions that do a
verb's work may import what is heavy: `--help` must not wait for NumPy.
"""
