"""The same drawing in fewer bytes: `drawing` leaves out what an SVG need not say, `paths` writes a path short.

Pure. May import: nothing of the project.
"""
