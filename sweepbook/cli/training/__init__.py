"""The verbs that train: what study, chapter and tune do with a request, and what a user sees meanwhile."""
