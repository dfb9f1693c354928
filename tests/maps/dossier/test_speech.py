"""One structure and two sets of words: the same keys, and nothing said by neither."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import maps.dossier
from maps.dossier import sheet_words_en, sheet_words_nl, words_en, words_nl
from maps.dossier.speech import EN, NL

FOLDER = Path(maps.dossier.__file__).parent
SAYING = [
    *(path for path in FOLDER.glob("*.py") if "words_" not in path.name),
    *(FOLDER.parent / name for name in ("tongue.py", "sources.py", "figures.py")),
    *(FOLDER.parent / name for name in ("axes.py", "outlook_figure.py")),
    FOLDER.parents[1] / "api" / "dossier_files.py",
]
SETS = [(words_nl.WORDS, words_en.WORDS), (sheet_words_nl.WORDS, sheet_words_en.WORDS)]


def test_both_languages_have_the_same_keys() -> None:
    assert NL.words.keys() == EN.words.keys()
    for dutch, english in SETS:
        assert list(dutch) == list(english)


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_both_languages_fill_in_the_same() -> None:
    for key, words in NL.words.items():
        assert blanks(words) == blanks(EN.words[key]), key


def literals(path: Path) -> tuple[set[str], set[str]]:
    """Return the words that a file writes out, and how its made-up ones begin."""
    whole, begun = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            first = node.values[0] if node.values else None
            if isinstance(first, ast.Constant):
                begun.add(str(first.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
    return whole, begun


def test_no_word_is_kept_that_nobody_says() -> None:
    read = [literals(path) for path in SAYING]
    whole = set().union(*(one for one, _ in read))
    begun = tuple(word for _, some in read for word in some if word.endswith("_"))
    started = tuple(f"{key}_one" for key in whole)
    unsaid = [
        key
        for key in NL.words
        if key not in whole and not key.startswith(begun) and key not in started
    ]
    assert unsaid == []


def test_what_is_said_in_the_code_has_words() -> None:
    for path in SAYING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called, first = node.func, node.args[0]
            if not (isinstance(called, ast.Name) and called.id == "say"):
                continue
            for key in ast.walk(first):
                if isinstance(key, ast.Constant) and key is first:
                    assert key.value in NL.words, path.name
