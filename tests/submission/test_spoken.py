"""The language that a file speaks."""

import time

import pytest

from autograder.paths import ASSIGNMENT, LANGUAGES, notebook_name
from seminar.submission.read import read_submission
from seminar.submission.spoken import language_of_notebook, language_of_script
from tests.submission.files import ANSWERS, cell, notebook

PROSE = {
    "ru": "Свёрточная сеть с одним блоком и двумя полносвязными слоями",
    "en": "A network of one block and two layers",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("keep", [True, False], ids=["as handed out", "without its import cell"])
def test_notebook_speaks_the_language_of_its_text(language: str, keep: bool) -> None:
    """Also where the cell that sets it is lost."""
    content = (ASSIGNMENT / notebook_name(language)).read_text(encoding="utf-8")
    content = content if keep else content.replace("use_language", "nothing")
    assert read_submission("work.ipynb", content.encode()).language == language


@pytest.mark.parametrize("prefix", ["", "    ", "seminar.", "seminar.language."])
@pytest.mark.parametrize("language", LANGUAGES)
def test_code_that_sets_a_language_decides(prefix: str, language: str) -> None:
    """Whatever the prose is written in."""
    source = f"import seminar\n{prefix}use_language('{language}')\n"
    for prose in PROSE.values():
        assert read_submission("work.ipynb", notebook(source, cell(prose, "markdown"))).language == language
        assert language_of_script(f'"""{prose}"""\n{source}') == language


@pytest.mark.parametrize("source", ["# use_language('ru')", "use_language('fr')", "use_language(LANGUAGE)", ""])
def test_nothing_is_said_where_nothing_tells(source: str) -> None:
    """A comment sets nothing, and an unknown language is none."""
    assert read_submission("work.ipynb", notebook(source, ANSWERS)).language is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_docstring_of_a_script_tells(language: str) -> None:
    """After comments and empty lines."""
    assert language_of_script(f'# coding: utf-8\n\n"""{PROSE[language]}"""\n{ANSWERS}') == language


def test_comments_of_a_script_tell_only_russian() -> None:
    """English comments are written everywhere; the stubs' docstring is in both languages."""
    both = f'"""{PROSE["ru"]}\n{PROSE["en"]}"""\n'
    assert language_of_script(f"{both}# {PROSE['ru']}\n{ANSWERS}") == "ru"
    assert language_of_script(f"{both}# {PROSE['en']}\n{ANSWERS}") is None


@pytest.mark.parametrize("source", ["\n" * 1_000_000, "a." * 500_000, "#" * 1_000_000, "'''" * 300_000])
def test_language_is_told_in_time(source: str) -> None:
    """No pattern takes time that grows with the square."""
    started = time.process_time()
    language_of_script(source)
    language_of_notebook(source, source)
    assert time.process_time() - started < 5
