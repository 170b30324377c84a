"""The report's page in Chromium: how large it is, how soon it shows, how fast it answers."""
