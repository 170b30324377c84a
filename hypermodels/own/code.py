"""Runs the file of a user's network. It is code of the user's own: only what trains, builds or checks it comes here."""

import re
import sys
import textwrap
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from hypermodels.errors import UsageError
from hypermodels.own.file import BrokenFile, OwnNetwork

MOST_SAID = 300  # letters of what a library says
VANISHED = "Computed output size would be zero or negative"  # as Keras says that a layer leaves nothing of its input
TAKEN = re.compile(r"inputs[. ]shape=[\[(]None,? (\d+),? (\d+)")  # there: the height and width that the layer takes
TOO_LARGE = re.compile(r"shape ?\[([\d,]+)\]")  # as TensorFlow says of what there is no memory for
COLOURS = re.compile("\x1b\\[[0-9;]*m")  # Keras' in what it says


def module_name(own: OwnNetwork) -> str:
    """What the file's module is called among those that are loaded."""
    return f"own_network_{own.digest}"


def function(own: OwnNetwork) -> Callable[..., Any]:
    """The function `network` of the file, as its text has it.

    Raises:
        BrokenFile: the file fails when it is run; with the line at fault.
    """
    name = module_name(own)
    module = sys.modules.get(name)
    if module is None:
        module = ModuleType(name)
        module.__file__ = own.file
        sys.modules[name] = module  # dataclasses and Keras look a class's module up by its name
        try:
            with explained(own):
                exec(compile(own.text, own.file, "exec"), module.__dict__)
        except BaseException:
            del sys.modules[name]
            raise
    found = module.__dict__.get("network")
    if not callable(found):
        raise BrokenFile(f"{own.file}: its lines leave no function network(x, classes, layers).")
    return found  # type: ignore[no-any-return]


def probabilities(own: OwnNetwork, x: Any, classes: int, layers: Any) -> Any:
    """What `network(x, classes, layers)` returns: probabilities `(B, classes)`.

    Raises:
        BrokenFile: it fails, or returns something else.
    """
    called = function(own)
    with explained(own), _vanishing(own, int(x.shape[1])):
        found = called(x, classes, layers)
    shape = getattr(found, "shape", None)
    if shape is None or tuple(shape) != (None, classes):
        kind = "nothing" if found is None else f"a {type(found).__name__}"
        what = kind if shape is None else f"shape {tuple(shape)}".replace("None", "batch")
        raise BrokenFile(
            f"{own.file}, line {called.__code__.co_firstlineno}: network returns {what}, and must return probabilities "
            f"of shape (batch, {classes}): end it with `return layers.classifier(x, classes)`."
        )
    if found.dtype == "float32":
        return found
    import keras

    return keras.ops.cast(found, "float32")  # in half precision: small probabilities need its range


@contextmanager
def _vanishing(own: OwnNetwork, side: int) -> Iterator[None]:
    """Say of pictures that layers shrink to nothing which layer it is, and what helps.

    Raises:
        BrokenFile: that happened.
    """
    import keras

    from hypermodels import SIDES

    hidden = keras.config.is_traceback_filtering_enabled()
    keras.config.disable_traceback_filtering()  # the layer at fault is found in the frames of Keras
    try:
        yield
    except ValueError as error:
        if VANISHED not in str(error):
            raise
        frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
        at_fault = [one for one in (frame.f_locals.get("self") for frame in frames) if isinstance(one, keras.Layer)]
        layer = f"layer {at_fault[-1].name} ({type(at_fault[-1]).__name__})" if at_fault else "a layer"
        taken = TAKEN.search(str(error))
        left = f", where {taken[1]}x{taken[2]} is left of them" if taken else ""
        greater = f"give a greater size (--size), such as {min(2 * side, SIDES[1])}, or " if side < SIDES[1] else ""
        raise BrokenFile(
            f"{_place(own, error)}: pictures of {side}x{side} are too small for {layer}{left}: {greater}leave layers "
            "out that shrink them."
        ) from None
    finally:
        if hidden:
            keras.config.enable_traceback_filtering()


@contextmanager
def explained(own: OwnNetwork) -> Iterator[None]:
    """Say of what fails inside the block which line of the file it came from.

    Raises:
        BrokenFile: something failed.
    """
    try:
        yield
    except (BrokenFile, MemoryError):
        raise
    except UsageError as error:  # such as a dimension that there is not
        raise BrokenFile(f"{_place(own, error)}: {error}") from None
    except (Exception, SystemExit) as error:
        _refuse_too_large(own, error)
        said = textwrap.shorten(COLOURS.sub("", str(error)), MOST_SAID, placeholder=" …").rstrip(".")
        raise BrokenFile(f"{_place(own, error)}: {type(error).__name__}{': ' * bool(said)}{said}.") from None


def _refuse_too_large(own: OwnNetwork, error: BaseException) -> None:
    """TensorFlow says of want of memory where in its kernels it happened, and the size alone helps."""
    if type(error).__name__ != "ResourceExhaustedError":
        return
    shape = TOO_LARGE.search(str(error))
    size = f" for numbers of shape ({shape[1].replace(',', ', ')})" if shape else ""
    raise BrokenFile(f"{_place(own, error)}: there is not enough memory{size}: make the layer smaller.") from None


def _place(own: OwnNetwork, error: BaseException) -> str:
    line, at = None, error.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename == own.file:
            line = at.tb_lineno
        at = at.tb_next
    return own.file if line is None else f"{own.file}, line {line}"
