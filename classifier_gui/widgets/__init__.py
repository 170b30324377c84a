"""What the main window is made of, a file each; `main_panel` lays it out.

A widget is told what to show (`show_...`) and tells what was done by signals. It asks no network and opens no file, and
imports `session` and the rooms below it; never `windows` or `window`.
"""
