"""Records to hand on: studies with their runs, but no weights, in one file; and back into a store.

Works on what `studies.store` reads and knows nothing of training. A file from a stranger holds data only: nothing in it
runs, and nothing of it lands outside the store.
"""
