"""How the window looks on this screen: its colours, its place, its tool tips, the language of Qt's own dialogs.

Imports `text`; knows no picture, no network and no widget of ours.
"""
