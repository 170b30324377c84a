"""Where the checkout is, and what lies in it for tests."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
STORED_EARLIER = ROOT / "tests" / "fixtures" / "store"  # tests/fixtures/README.md says how it was made
