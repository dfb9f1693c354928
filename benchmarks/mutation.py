"""One-line mutants of a module: its text with a single operator or number changed."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPERATORS: Final[dict[type[ast.AST], tuple[str, str]]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
}
_FUNCTIONS: Final = {
    "minimum": "maximum",
    "maximum": "minimum",
    "fmin": "fmax",
    "fmax": "fmin",
    "nanargmin": "argmin",
    "argmin": "argmax",
    "argmax": "argmin",
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "ceil": "floor",
    "floor": "ceil",
}
_NO_SITES: Final = (ast.JoinedStr, ast.Raise, ast.ImportFrom, ast.Import)
_NOT_RUN: Final = ("annotation", "returns", "decorator_list")


@dataclass(frozen=True)
class Mutant:
    """A change of one place of a module.

    Parameters
    ----------
    line
        Line of the change, from 1.
    kind
        `comparison`, `arithmetic`, `logic`, `constant`, `not`, `return`, `function` or
        `statement`.
    before, after
        The line before and after, without its indentation.
    text
        The whole module, changed.
    """

    line: int
    kind: str
    before: str
    after: str
    text: str


def mutants_of(text: str) -> list[Mutant]:
    """Return every mutant of a module, in the order of its lines."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode()))
    raw = text.encode()
    found = []
    for kind, begin, end, new in _changes(ast.parse(text), raw, starts):
        changed = (raw[:begin] + new.encode() + raw[end:]).decode()
        number = sum(1 for start in starts[1:] if start <= begin) + 1
        before, after = lines[number - 1], changed.splitlines()[number - 1]
        if changed != text and _is_sound(changed):
            found.append(Mutant(number, kind, before.strip(), after.strip(), changed))
    return sorted(found, key=lambda one: (one.line, one.kind, one.after))


def _is_sound(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


_Change = tuple[str, int, int, str]
"""Kind, first and last byte of what is replaced, and by what."""


def _changes(tree: ast.Module, raw: bytes, starts: list[int]) -> Iterator[_Change]:
    for node in _sites(tree):
        for kind, sign, sides in _signs(node):
            yield from _between(kind, sign, sides, raw, starts)
        yield from _values(node, starts)
        yield from _deeds(node, starts)


def _signs(node: ast.AST) -> Iterator[tuple[str, ast.AST, list[ast.expr]]]:
    """Return the signs of a node, each with the expressions at its sides."""
    match node:
        case ast.Compare():
            sides = [node.left, *node.comparators]
            for k, sign in enumerate(node.ops):
                yield "comparison", sign, sides[k : k + 2]
        case ast.BinOp():
            yield "arithmetic", node.op, [node.left, node.right]
        case ast.AugAssign():
            yield "arithmetic", node.op, [node.target, node.value]
        case ast.BoolOp():
            for k in range(len(node.values) - 1):
                yield "logic", node.op, node.values[k : k + 2]


def _values(node: ast.AST, starts: list[int]) -> Iterator[_Change]:
    """Change a number, a truth value or the name of a function."""
    begin, end = _span(node, starts)
    match node:
        case ast.Constant(value=bool() as truth):
            yield "constant", begin, end, str(not truth)
        case ast.Constant(value=int() | float() as number):
            yield "constant", begin, end, repr(number + 1)
        case ast.Attribute(attr=name) if name in _FUNCTIONS:
            yield "function", end - len(name), end, _FUNCTIONS[name]
        case ast.Call(func=ast.Name(id=name) as called) if name in _FUNCTIONS:
            yield "function", *_span(called, starts), _FUNCTIONS[name]


def _deeds(node: ast.AST, starts: list[int]) -> Iterator[_Change]:
    """Drop a `not`, what is returned, or a whole statement."""
    begin, end = _span(node, starts)
    match node:
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            yield "not", begin, _span(node.operand, starts)[0], ""
        case ast.Return(value=ast.expr() as given):
            yield "return", *_span(given, starts), "None"
        case ast.Expr(value=ast.Call()):
            yield "statement", begin, end, "pass"
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield "statement", begin, end, "pass"


def _between(
    kind: str,
    sign: ast.AST,
    sides: list[ast.expr],
    raw: bytes,
    starts: list[int],
) -> Iterator[_Change]:
    """Change the sign between two expressions."""
    if type(sign) not in _OPERATORS:
        return
    old, new = _OPERATORS[type(sign)]
    first, last = _span(sides[0], starts)[1], _span(sides[1], starts)[0]
    found = re.search(re.escape(old).replace(r"\ ", r"\s+").encode(), raw[first:last])
    if found:
        yield kind, first + found.start(), first + found.end(), new


def _span(node: ast.AST, starts: list[int]) -> tuple[int, int]:
    """Return the first byte of a node and the one after its last."""
    if not isinstance(node, ast.expr | ast.stmt):
        return 0, 0
    end_line, end_column = node.end_lineno or 0, node.end_col_offset or 0
    return starts[node.lineno - 1] + node.col_offset, starts[end_line - 1] + end_column


def _sites(node: ast.AST) -> Iterator[ast.AST]:
    """Walk over what runs: no annotations, decorators, messages or imports."""
    if isinstance(node, _NO_SITES):
        return
    yield node
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return
    for name, value in ast.iter_fields(node):
        if name in _NOT_RUN:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _sites(child)
