"""Scalars are packed without Protobuf, to the bytes that it writes."""

import math
import struct

import pytest
from tensorboard.compat.proto.event_pb2 import Event

from studies.views.event_files import packed, scalars

TAGS = ("epoch_accuracy", "epoch_loss", "epoch_learning_rate")
LARGEST = struct.unpack("<f", b"\xff\xff\x7f\x7f")[0]  # of 32 bits


def by_protobuf(when: float, epoch: int, tags: tuple[str, ...], values: tuple[float, ...]) -> bytes:
    event = Event(wall_time=when, step=epoch)
    for tag, value in zip(tags, values, strict=True):
        event.summary.value.add(tag=tag, simple_value=value)
    return packed(event)


@pytest.mark.parametrize("when", [1.5, 1795805740.4365346, -1.0])
@pytest.mark.parametrize("epoch", [0, 1, 127, 128, 300, 1_000_000])
def test_scalars_are_the_bytes_that_protobuf_writes(when: float, epoch: int) -> None:
    assert scalars(when, epoch, TAGS, (0.1, 2.5, 1e-3)) == by_protobuf(when, epoch, TAGS, (0.1, 2.5, 1e-3))


@pytest.mark.parametrize(
    "value",
    [
        *(0.0, -0.0, -1.5e38, math.inf, -math.inf, math.nan, 1e-45, 1e-60, LARGEST, -LARGEST),
        *(1e39, -1e39, 1e308, 3.4028235677973362e38, 3.4028235677973366e38, 3.4028235677973370e38),  # beyond it
    ],
)
def test_so_are_those_that_32_bits_do_not_hold(value: float) -> None:
    assert scalars(2.0, 7, TAGS, (value, 1.0, value)) == by_protobuf(2.0, 7, TAGS, (value, 1.0, value))


def test_a_tag_may_be_any_text_and_there_may_be_one_or_none() -> None:
    for tags in (("gradient/c1/kernel",), ("ä" * 200, "β"), ()):
        values = tuple(0.5 + number for number in range(len(tags)))
        assert scalars(3.0, 2, tags, values) == by_protobuf(3.0, 2, tags, values)
