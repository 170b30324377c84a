"""The learning rate range test: `steps` trains with a rate that grows, `reading` says what that shows.

Nothing of it is stored.
"""
