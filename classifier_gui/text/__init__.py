"""What the window says: a file a language, and `Words`, which speaks one of them.

Imports no other room of the classifier and no Qt. No number is worked out here, but for its form.
"""
