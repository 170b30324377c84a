"""A test's case that is computed in half precision."""

from typing import Any

import pytest

from studies.system import machine


def half(precision: str, *more: object) -> Any:
    """A case in half precision, where oneDNN computes it: not if ONEDNN_MAX_CPU_ISA keeps it below the processor."""
    refused = pytest.mark.skipif(machine.refuses(precision), reason=f"oneDNN is kept from {precision}")
    return pytest.param(precision, *more, marks=refused)
