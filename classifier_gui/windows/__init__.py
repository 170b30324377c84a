"""The windows beside the main one: a folder's results, a card's page.

Imports `widgets` and the rooms below it. `side_windows` opens them; they tell the main window by signals.
"""
