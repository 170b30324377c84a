"""Words that several verbs have in common, and what they become together.

May import: `parser`, `options`, `kinds`. Imported by the verbs' files.
"""
