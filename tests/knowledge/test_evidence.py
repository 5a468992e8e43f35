"""Why: a fingerprint has to outlast whatever a program does to a document when it saves it anew,
and nothing else."""

from __future__ import annotations

import unicodedata
from hashlib import sha256 as hash_of
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.knowledge.evidence import fingerprint, paragraphs, sha256

# Letters of the scripts that have a case, without the one that Unicode cannot fold both ways.
letters = st.characters(categories=["L"], exclude_characters="ı")
signs = st.characters(categories=["L", "N"])
words = st.lists(st.text(signs, min_size=1, max_size=5), min_size=1, max_size=5)
blanks = st.lists(
    st.sampled_from([" ", "\t", "\u00a0", "\u2009", "\u3000"]), min_size=1, max_size=3
)
visible = st.characters(exclude_categories=["C", "Z"])
QUOTES = "\"'‘’‚‛“”„‟«»‹›`′"
DASHES = "-‐‑‒–—―−"


def test_a_fingerprint_is_the_one_that_packs_hold() -> None:
    """A fingerprint is the first 16 digits of SHA-256 over the folded text."""
    folded = 'alder "takes" a toll - of 40'
    assert (
        fingerprint("Alder  “takes” a\u00a0toll – of ４０")
        == hash_of(folded.encode()).hexdigest()[:16]
    )
    assert fingerprint(folded) == "5f271fd15f9a015b"


@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_normal_forms_keep_the_fingerprint(text: str, form: str) -> None:
    """A text keeps its fingerprint in every normal form of Unicode."""
    assert fingerprint(unicodedata.normalize(form, text)) == fingerprint(text)  # type: ignore[arg-type]


# Some Greek letters come apart in capitals; the order of the steps is fixed, so they may differ.
plain_letters = st.characters(max_codepoint=0x24F) | st.characters(
    min_codepoint=0x400, max_codepoint=0x4FF
)


@given(st.text(plain_letters))
def test_case_keeps_the_fingerprint(text: str) -> None:
    """A text keeps its fingerprint in capitals and in small letters."""
    assume(text.upper().casefold() == text.casefold())
    assert fingerprint(text.upper()) == fingerprint(text)
    assert fingerprint(text.lower()) == fingerprint(text)


@given(words, blanks, blanks)
def test_white_space_keeps_the_fingerprint(
    parts: list[str], one: list[str], other: list[str]
) -> None:
    """A text keeps its fingerprint however its words are spaced."""
    spaced = f"{''.join(one)}{''.join(other).join(parts)}{''.join(one)}"
    assert fingerprint(spaced) == fingerprint(" ".join(parts))


@pytest.mark.parametrize(
    ("signs", "sign"), [(QUOTES, '"'), (DASHES, "-")], ids=["quotes", "dashes"]
)
def test_quotes_and_dashes_keep_the_fingerprint(signs: str, sign: str) -> None:
    """A text keeps its fingerprint whatever quotes and dashes it is set with."""
    same = {one: fingerprint(f"He {one}said{one} so") for one in signs}
    assert same == dict.fromkeys(signs, fingerprint(f"He {sign}said{sign} so"))


@given(words, words)
def test_other_words_have_another_fingerprint(one: list[str], other: list[str]) -> None:
    """Texts that differ in a word or its place have different fingerprints."""
    texts = [unicodedata.normalize("NFKC", " ".join(part)).casefold() for part in (one, other)]
    assume(texts[0] != texts[1])
    assert fingerprint(" ".join(one)) != fingerprint(" ".join(other))


@given(st.lists(st.text(visible, min_size=1, max_size=5), max_size=5), st.data())
def test_paragraphs_are_the_lines_that_are_not_blank(lines: list[str], data: st.DataObject) -> None:
    """Blank lines are no paragraphs, and a paragraph is without the blanks at its ends."""
    blank = st.lists(st.sampled_from(["", " ", "\t"]), max_size=2)
    spread = [part for line in lines for part in (*data.draw(blank), f" {line}\t")]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "document.txt"
        path.write_text("\r\n".join([*spread, *data.draw(blank)]), encoding="utf-8", newline="")
        assert paragraphs(path) == tuple(lines)


def test_a_document_is_recognised_by_its_bytes(tmp_path: Path) -> None:
    """A document's SHA-256 is over its bytes as they are, line ends included."""
    (tmp_path / "a.txt").write_bytes(b"a\r\n")
    (tmp_path / "b.txt").write_bytes(b"a\n")
    assert sha256(tmp_path / "a.txt") == hash_of(b"a\r\n").hexdigest()
    assert sha256(tmp_path / "b.txt") == hash_of(b"a\n").hexdigest()
