"""What networks say of pictures, and where it is written: lines, JSON, a table, a folder's results.

Imports `pictures`; no Qt, and no words of a language: the window says what is found here.
"""
