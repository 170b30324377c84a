"""Pictures: found, opened, cropped, listed as small ones, and taken from the clipboard.

A picture may be a stranger's: it is decoded in a process of its own (`reader`), never in the window's. Imports `tasks`
and no other room; `opened`, `found`, `crop` and `reader` load no Qt, for the command line uses them.
"""
