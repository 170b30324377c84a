"""The engine on a Ray cluster: `cluster` joins one and says what fits, `engine` is the engine, `actor` a worker.

`ray` itself is imported inside functions: most machines do not have it.
"""
