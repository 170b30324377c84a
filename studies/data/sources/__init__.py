"""Where pictures come from: what is built in or a user's own gives whole arrays, split only where it is itself.

`lookup` finds the source that a name or a path means. May import the rest of `data` that reads pictures, and `system`.
"""
