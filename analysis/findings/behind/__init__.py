"""Rules about what lies behind a study's results: its curves, and its answers by picture."""
