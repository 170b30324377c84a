"""Commands in processes of their own, and what happens to these."""
