"""What lies beside a run's history: its answers by picture, and what was measured in its layers.

May import `history` and `run_json` of the store, `plan` and `system`.
"""
