"""The same drawing in fewer bytes.

`drawing` does it: `tree` reads what Matplotlib wrote and writes what is left of it, `shapes` says what is painted,
`groups` says once what neighbours share, `paths` writes a path short.

Pure. May import: nothing of the project.
"""
