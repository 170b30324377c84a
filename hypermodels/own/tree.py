"""What the syntax tree of a network's file says: its title, its paper and its dimensions, and what it lacks. Pure.

What is read must be written out with plain values: that is what makes it readable without running it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from hypermodels.dimensions import Dimension
from hypermodels.errors import InvalidValue
from hypermodels.own import imports, rows

SUFFIX = ".py"
WHY = "and a network is one file, so that what was trained can be stored: put it into this file"


class BrokenFile(InvalidValue):
    """A network's file that cannot be used: the file, the line, and the cause."""


def parsed(path: Path, text: str) -> ast.Module:
    """The tree of a network's file.

    Raises:
        BrokenFile: it is no Python, is not whole by itself, or has no function `network`; with the line at fault.
    """
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        raise broken(path, line, f"this is no Python ({getattr(error, 'msg', None) or error})") from None
    _refuse_what_is_not_installed(path, tree)
    _refuse_without_function(path, tree)
    return tree


def _refuse_what_is_not_installed(path: Path, tree: ast.Module) -> None:
    """What was trained is stored whole: a network is one file."""
    for line, module in _imports(tree):
        place = imports.outside(module, path.parent) if module else "its folder"
        if place is not None:
            raise broken(path, line, f"it imports {module or 'what lies beside it'} from {place}, {WHY}")


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The modules that are imported anywhere, by line; an empty name for one of the file's own folder."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.lineno, "" if node.level else node.module or ""


def _refuse_without_function(path: Path, tree: ast.Module) -> None:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "network":
            taken = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
            if len(taken) - len(node.args.defaults) > 3 or len(taken) < 3:
                raise broken(path, node.lineno, "network takes other arguments than (x, classes, layers)")
            return
    raise broken(path, 1, "there is no function network(x, classes, layers) in it")


def assigned(tree: ast.Module) -> dict[str, ast.expr]:
    """What the file's own lines assign to a name, unread."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            found.update({target.id: node.value for target in node.targets if isinstance(target, ast.Name)})
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found[node.target.id] = node.value
    return found


def said(path: Path, found: dict[str, ast.expr], name: str, longest: int) -> str:
    """The line of text that the file calls `name`; empty without it.

    Raises:
        BrokenFile: it is something else.
    """
    if name not in found:
        return ""
    value = found[name]
    line = value.value if isinstance(value, ast.Constant) else None
    if not isinstance(line, str) or len(line) > longest or not line.isprintable():
        raise broken(
            path, value.lineno, f'{name} must be one line of text, such as {name} = "…", of at most {longest} letters'
        )
    return line.strip()


def dimensions(path: Path, found: dict[str, ast.expr]) -> tuple[Dimension, ...]:
    """The rows of DIMENSIONS.

    Raises:
        BrokenFile: they are not written out, or no study could vary one.
    """
    if "DIMENSIONS" not in found:
        return ()
    value = found["DIMENSIONS"]
    listed = value.elts if isinstance(value, ast.Tuple | ast.List) else [value]
    read: list[Dimension] = []
    for node in listed:
        try:
            read.append(_row(node))
            rows.checked(read)
        except InvalidValue as error:
            raise broken(path, node.lineno, str(error).rstrip(".")) from None
    return rows.checked(read)


def _row(node: ast.expr) -> Dimension:
    called = node.func if isinstance(node, ast.Call) else None
    name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
    if not isinstance(node, ast.Call) or name != "Dimension":
        raise InvalidValue('DIMENSIONS must be rows such as (Dimension("depth", values=(1, 2, 3), baseline=2),)')
    try:
        words = {str(one.arg): ast.literal_eval(one.value) for one in node.keywords if one.arg != "built_with"}
        return Dimension(*map(ast.literal_eval, node.args), **words)
    except ValueError:
        raise InvalidValue("write the values of a Dimension out, as numbers and texts") from None
    except TypeError as error:
        said = str(error).replace("Dimension.__init__()", "Dimension")
        raise InvalidValue(f'{said}; write Dimension("depth", values=(1, 2, 3), baseline=2)') from None


def broken(path: Path, line: int, cause: str) -> BrokenFile:
    """The refusal of a file."""
    return BrokenFile(f"{path}, line {line}: {cause}.")
