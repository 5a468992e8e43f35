"""Why: curators check a pack before anybody reads it. These commands print one line a finding, so
that editors and CI can use them, and exit 1 if there is one. They must change no fact."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import Fault, PackError, SetupError
from bot.knowledge.evidence import fingerprint, paragraphs
from bot.knowledge.export import fact_json, pack_json, schemas
from bot.knowledge.loader import load, load_with_places
from bot.knowledge.nodes import read_document
from bot.knowledge.shapes import nearest
from bot.knowledge.verify import coverage, verify_faults
from bot.knowledge.view import View
from bot.rendering import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bot.knowledge.model import Source

_FOLDER = click.option(
    "--sources",
    "folder",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of the documents.",
)


@click.group()
def facts() -> None:
    """Check, list and show the facts of a pack."""


@facts.command()
@click.pass_obj
def check(root: Callable[[], Path]) -> None:
    """Refuse a pack that answers could not stand on, naming all faults."""
    library = load(root())
    _check_index(root(), library.pack.territories)
    counts = f"{len(library.facts)} facts, {len(library.sources)} sources"
    click.echo(f"{library.pack.id} {library.pack.version}: {counts}, no faults")


def _check_index(root: Path, territories: str | None) -> None:
    """Refuse an index of territories that its generator would write otherwise, where it is here."""
    if territories is None:
        return
    try:
        from bot.knowledge.cldr import is_fresh  # noqa: PLC0415 - babel is a curator's extra
    except ImportError:
        click.echo("the index of territories was not made anew: babel is not installed", err=True)
        return
    if not is_fresh(root / territories):
        text = "is not what its generator writes now (expected that; run `axis facts index`)"
        raise PackError((Fault(str(root / territories), 1, 1, text),))


@facts.command()
@click.pass_obj
def index(root: Callable[[], Path]) -> None:
    """Write the index of territory names anew (needs the extra `curate`)."""
    try:
        from bot.knowledge.cldr import generate  # noqa: PLC0415 - babel is a curator's extra
    except ImportError:
        msg = "babel is not installed. Install axis-brief[curate] to write the index."
        raise SetupError(msg) from None
    # The pack may not load while its index is missing, so only its first file is read.
    pack = read_document(root() / "pack.yaml", "pack.yaml").data
    name = (pack.get("territories") if isinstance(pack, dict) else None) or "territories.tsv"
    (root() / name).write_text(generate(), encoding="utf-8")
    click.echo(f"wrote {name}")


@facts.command()
@_FOLDER
@click.pass_obj
def verify(root: Callable[[], Path], folder: Path) -> None:
    """Hold every fact and denial against the paragraphs that it cites."""
    loaded = load_with_places(root())
    faults = tuple(verify_faults(loaded, folder))
    if faults:
        raise PackError(faults)
    pieces = sum(len(fact.evidence) for fact in loaded.library.facts.values())
    click.echo(f"{len(loaded.library.facts)} facts, {pieces} pieces of evidence, all borne out")


@facts.command(name="coverage")
@_FOLDER
@click.pass_context
def cover(context: click.Context, folder: Path) -> None:
    """Print each paragraph of each document with its facts; exit 1 if one is unaccounted for."""
    library = load(context.obj())
    for source in library.sources.values():
        _lines(source, folder)
    missing = 0
    for line, accounted in coverage(library, folder):
        click.echo(line)
        missing += not accounted
    context.exit(1 if missing else 0)


def _lines(source: Source, folder: Path) -> tuple[str, ...]:
    """Return the paragraphs of a source's document; none where no copy of it is held."""
    if source.document is None:
        return ()
    try:
        return paragraphs(folder / source.document)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        msg = (
            f'"{source.document}", the document of {source.id}, cannot be read in {folder}: '
            f"{reason}. Name the folder of the documents with --sources."
        )
        raise SetupError(msg) from None


@facts.command(name="list")
@click.option("--json", "as_program", is_flag=True, help="Print the whole pack as one object.")
@click.pass_obj
def list_facts(root: Callable[[], Path], *, as_program: bool) -> None:
    """List the facts by id."""
    library = load(root())
    if as_program:
        today = datetime.now(UTC).date()
        click.echo(json.dumps(pack_json(library, today), ensure_ascii=False, indent=1))
        return
    for fact in library.facts.values():
        click.echo(f"{fact.id}  {fact.short}")


@facts.command()
@click.argument("fact_id")
@click.option("--json", "as_program", is_flag=True, help="Print every field, derived ones too.")
@click.pass_obj
def show(root: Callable[[], Path], fact_id: str, *, as_program: bool) -> None:
    """Show one fact's card."""
    from bot.app import App  # noqa: PLC0415 - only this command answers questions

    app = App(root())
    fact = app.library.facts.get(fact_id.casefold())
    if fact is None:
        raise SetupError(_unknown("fact", fact_id, app.library.facts))
    today = datetime.now(UTC).date()
    if as_program:
        shown = fact_json(fact, View(app.library), today)
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        click.echo(plain_text(app.ask(f"fact {fact.id}", today)))


def _unknown(what: str, one: str, known: Collection[str]) -> str:
    near = nearest(one, known)
    hint = f'Did you mean "{near}"?' if near else f"The first of {len(known)} is {min(known)}."
    return f'No {what} has the id "{one}". {hint}'


@facts.command()
def schema() -> None:
    """Print a JSON Schema for each kind of file, for editors."""
    click.echo(json.dumps(schemas(), indent=1))


@facts.command(name="fingerprint")
@click.argument("source")
@click.argument("paragraph", type=click.IntRange(min=1))
@_FOLDER
@click.pass_obj
def print_fingerprint(root: Callable[[], Path], source: str, paragraph: int, folder: Path) -> None:
    """Print the fingerprint of a SOURCE's PARAGRAPH, to be written into a fact's evidence."""
    library = load(root())
    found: Source | None = library.sources.get(source)
    if found is None or found.document is None:
        held = [one.id for one in library.sources.values() if one.document]
        raise SetupError(_unknown("document", source, held))
    lines = _lines(found, folder)
    if paragraph > len(lines):
        msg = f"Paragraph {paragraph} is past the end of {source} (expected 1 to {len(lines)})."
        raise SetupError(msg)
    click.echo(fingerprint(lines[paragraph - 1]))
