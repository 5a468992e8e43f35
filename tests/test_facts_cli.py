"""Why: curators work with these commands, and editors and CI read their lines. They run here on the
lake, a small pack with its documents; the shipped pack serves where territories count."""

from __future__ import annotations

import json
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from bot.app import App
from bot.cli import today
from bot.knowledge.loader import load
from bot.rendering import plain_text
from tests.packs import ALDER_BIRCH, DOCUMENTS, Change, write_documents, write_lake
from tests.terminal.running import Ran, called, place

if TYPE_CHECKING:
    from collections.abc import Callable

    Axis = Callable[..., Ran]

SHIPPED = Path(__file__).parent.parent / "facts"


@pytest.fixture
def axis(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Axis:
    """Return a way to call the command in a folder with the lake and its documents."""
    write_lake(tmp_path)
    write_documents(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AXIS_PACK", "lake")
    return lambda *args: called(monkeypatch, capsys, "facts", *map(str, args))


def change(*changes: Change) -> None:
    """Write the lake anew with something wrong in it."""
    shutil.rmtree("lake")
    write_lake(Path.cwd(), *changes)


def test_check_counts_a_sound_pack(axis: Axis) -> None:
    """`check` says in one line that a pack has no faults, and how much it holds."""
    assert axis("check") == Ran("lake 1.0: 4 facts, 3 sources, no faults\n", "", 0)


def test_check_refuses_an_index_that_was_edited(
    axis: Axis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` refuses an index of territories that its generator would write otherwise."""
    monkeypatch.setenv("AXIS_PACK", str(SHIPPED))
    monkeypatch.setattr("bot.knowledge.cldr.is_fresh", lambda _path: False)
    text = "is not what its generator writes now (expected that; run `axis facts index`)"
    assert axis("check") == Ran("", f"{SHIPPED / 'territories.tsv'}:1:1 {text}\n", 1)


def test_check_without_babel_says_what_was_left_out(
    axis: Axis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the curators' extra `check` says that the index was not made anew, and passes."""
    monkeypatch.setenv("AXIS_PACK", str(SHIPPED))
    monkeypatch.setitem(sys.modules, "bot.knowledge.cldr", None)
    ran = axis("check")
    text = "the index of territories was not made anew: babel is not installed\n"
    assert (ran.out.endswith("no faults\n"), ran.err, ran.code) == (True, text, 0)


def test_index_is_written_where_the_pack_keeps_it(
    axis: Axis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`index` writes what the generator makes into the pack."""
    monkeypatch.setattr("bot.knowledge.cldr.generate", lambda: "ÅLA\n")
    assert axis("index") == Ran("wrote territories.tsv\n", "", 0)
    assert Path("lake/territories.tsv").read_bytes() == "ÅLA\n".encode()


def test_index_needs_the_curators_extra(axis: Axis, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without babel `index` names the extra to install."""
    monkeypatch.setitem(sys.modules, "bot.knowledge.cldr", None)
    text = "babel is not installed. Install axis-brief[curate] to write the index.\n"
    assert axis("index") == Ran("", text, 1)


def test_verify_counts_what_is_borne_out(axis: Axis) -> None:
    """`verify` says in one line how much evidence the documents bear out."""
    text = "4 facts, 4 pieces of evidence, all borne out\n"
    assert axis("verify", "--sources", "documents") == Ran(text, "", 0)


def test_verify_prints_every_fault_with_its_place(axis: Axis) -> None:
    """`verify` prints each piece of evidence that is not borne out, with its place, and exits 1."""
    change(
        Change(ALDER_BIRCH, "source: gazette, paragraph: 2", "source: gazette, paragraph: 8"),
        Change(ALDER_BIRCH, "source: gazette, paragraph: 4", "source: gazette, paragraph: 9"),
    )
    lines = [
        f"{place(Path('lake'), ALDER_BIRCH, f'paragraph: {number}')} "
        f'facts[{fact}].evidence[0].paragraph: "{number}" is past the end (expected 1 to 4)\n'
        for fact, number in ((0, 8), (2, 9))
    ]
    assert axis("verify", "--sources", "documents") == Ran("", "".join(lines), 1)


def test_verify_refuses_another_document(axis: Axis) -> None:
    """`verify` refuses a document that is not the one that the pack was made from."""
    leaflet = Path("documents/leaflet.txt")
    cited = sha256(leaflet.read_bytes()).hexdigest()
    leaflet.write_text("The Cedars had 1,501 guests.\n", encoding="utf-8")
    now = sha256(leaflet.read_bytes()).hexdigest()
    where = place(Path("lake"), "sources.yaml", f"leaflet.txt\n    sha256: {cited[0]}")
    text = f'sources[1].sha256: "{cited}" is not the document\'s SHA-256 (expected {now})'
    assert axis("verify", "--sources", "documents") == Ran("", f"{where} {text}\n", 1)


def test_coverage_accounts_for_every_paragraph(axis: Axis) -> None:
    """`coverage` prints a line for each paragraph, with its facts or why it is not used."""
    lines = [
        "gazette:1 not used: The heading.",
        "gazette:2 pier",
        "gazette:3 toll, alder-denies-toll",
        "gazette:4 ferry",
        "leaflet:1 guests",
    ]
    text = "".join(f"{line}\n" for line in lines)
    assert axis("coverage", "--sources", "documents") == Ran(text, "", 0)


def test_coverage_fails_for_a_paragraph_without_either(axis: Axis) -> None:
    """`coverage` exits 1 where a paragraph has neither facts nor a reason, and says which."""
    unused = "    not_used:\n      - {paragraph: 1, why: The heading.}\n"
    change(Change("sources.yaml", unused, ""))
    ran = axis("coverage", "--sources", "documents")
    assert ran.out.splitlines()[0] == "gazette:1 neither cited nor listed as not used"
    assert (ran.err, ran.code) == ("", 1)


@pytest.mark.parametrize(
    ("command", "document"),
    [(("coverage",), "gazette"), (("fingerprint", "leaflet", "1"), "leaflet")],
    ids=["coverage", "fingerprint"],
)
def test_missing_document_is_named(axis: Axis, command: tuple[str, ...], document: str) -> None:
    """A document that is not in the folder, or is no text, is named with the mend."""
    text = f'"{document}.txt", the document of {document}, cannot be read in documents: %s. '
    text += "Name the folder of the documents with --sources.\n"
    path = Path(f"documents/{document}.txt")
    path.write_bytes(b"\xff\n")
    args = (*command, "--sources", "documents")
    assert axis(*args) == Ran("", text % "it is not UTF-8 text", 1)
    path.unlink()
    assert axis(*args) == Ran("", text % "No such file or directory", 1)


def test_folder_of_documents_must_be_one(axis: Axis) -> None:
    """A folder of documents that is not there is refused before anything is read."""
    ran = axis("verify", "--sources", "elsewhere")
    text = "Error: Invalid value for '--sources': Directory 'elsewhere' does not exist.\n"
    assert (ran.out, ran.err.splitlines(keepends=True)[-1], ran.code) == ("", text, 2)


def test_list_prints_a_fact_a_line(axis: Axis) -> None:
    """`list` prints every fact's id and claim, in the order of ids."""
    facts = load(Path("lake")).facts
    assert list(facts) == ["ferry", "guests", "pier", "toll"]
    text = "".join(f"{fact.id}  {fact.short}\n" for fact in facts.values())
    assert axis("list") == Ran(text, "", 0)


def test_list_as_json_is_the_whole_pack(axis: Axis) -> None:
    """`list --json` prints one object: the pack, and all else as arrays in the order of ids."""
    ran = axis("list", "--json")
    pack = json.loads(ran.out)
    arrays = ["facts", "sources", "actors", "topics", "relations", "denials", "questions"]
    assert (list(pack), ran.err, ran.code) == (["pack", *arrays], "", 0)
    assert (pack["pack"]["id"], pack["pack"]["version"]) == ("lake", "1.0")
    for name in arrays:
        ids = [one["id"] for one in pack[name]]
        assert ids == sorted(ids)
    assert [one["document"] for one in pack["sources"]] == [*DOCUMENTS, None]
    toll = next(one for one in pack["facts"] if one["id"] == "toll")
    assert (toll["standing"], toll["disputed"], toll["joined"]) == ("alleged", True, ["ferry"])


def test_show_prints_the_card(axis: Axis) -> None:
    """`show` prints a fact's card as a question for it does; its id may be in capitals."""
    expected = f"{plain_text(App(Path('lake')).ask('fact toll', today()))}\n"
    assert axis("show", "toll") == Ran(expected, "", 0)
    assert axis("show", "TOLL") == Ran(expected, "", 0)


def test_show_as_json_is_the_fact_as_listed(axis: Axis) -> None:
    """`show --json` prints the same object that `list --json` has for the fact."""
    listed = {one["id"]: one for one in json.loads(axis("list", "--json").out)["facts"]}
    ran = axis("show", "--json", "pier")
    assert (json.loads(ran.out), ran.err, ran.code) == (listed["pier"], "", 0)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("tolls", 'No fact has the id "tolls". Did you mean "toll"?'),
        ("lighthouse", 'No fact has the id "lighthouse". The first of 4 is ferry.'),
    ],
)
@pytest.mark.parametrize("option", [(), ("--json",)], ids=["text", "json"])
def test_show_names_the_nearest_fact(
    axis: Axis, asked: str, text: str, option: tuple[str, ...]
) -> None:
    """An id that no fact has is answered with the nearest one, on standard error."""
    assert axis("show", *option, asked) == Ran("", f"{text}\n", 1)


def test_schema_describes_every_kind_of_file(axis: Axis) -> None:
    """`schema` prints a valid JSON Schema for each kind of file of a pack."""
    ran = axis("schema")
    schemas = json.loads(ran.out)
    assert sorted(schemas) == [
        "actors.yaml",
        "denials.yaml",
        "pack.yaml",
        "questions.yaml",
        "relations/*.yaml",
        "sources.yaml",
        "topics.yaml",
    ]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert (ran.err, ran.code) == ("", 0)


def test_fingerprint_is_what_the_fact_cites(axis: Axis) -> None:
    """`fingerprint` prints what a fact's evidence has for that paragraph."""
    cited = json.loads(axis("show", "--json", "ferry").out)["evidence"][0]
    ran = axis("fingerprint", cited["source"], cited["paragraph"], "--sources", "documents")
    assert ran == Ran(f"{cited['fingerprint']}\n", "", 0)


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (("gazete", 1), 'No document has the id "gazete". Did you mean "gazette"?'),
        (("register", 1), 'No document has the id "register". The first of 2 is gazette.'),
        (("gazette", 5), "Paragraph 5 is past the end of gazette (expected 1 to 4)."),
    ],
    ids=["unknown", "public record", "past the end"],
)
def test_fingerprint_of_nothing(axis: Axis, args: tuple[object, ...], text: str) -> None:
    """A document or paragraph that is not there is named with what is."""
    assert axis("fingerprint", *args, "--sources", "documents") == Ran("", f"{text}\n", 1)


def test_unknown_subcommand_names_the_nearest(axis: Axis) -> None:
    """A subcommand that is not known is answered with the nearest one."""
    ran = axis("verfy")
    text = "Error: No such command 'verfy'. Did you mean 'verify'?\n"
    assert (ran.out, ran.err.splitlines(keepends=True)[-1], ran.code) == ("", text, 2)
