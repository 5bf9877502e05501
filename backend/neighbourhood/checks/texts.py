"""What residents read: questions that can be answered, tiles that lead somewhere, translations of labels."""

from collections.abc import Iterator

from backend.neighbourhood.faults import Fault
from backend.neighbourhood.model import Category, Neighbourhood
from backend.neighbourhood.sources import Sources


def check(neighbourhood: Neighbourhood, sources: Sources) -> Iterator[Fault]:
    """Choices without options, options without a choice, empty tiles, translations of what nobody says."""
    for number, category in enumerate(neighbourhood.categories):
        for position, question in enumerate(category.questions):
            path = ("categories", number, "questions", position)
            if question.kind == "choice" and len(question.options) < 2:
                yield sources.fault(path, f"The choice {question.slug!r} needs two options or more.")
            if question.kind != "choice" and question.options:
                yield sources.fault(path, f'{question.slug!r} has options; only kind = "choice" takes these.')
    used = {category.tile for category in neighbourhood.categories}
    for number, tile in enumerate(neighbourhood.tiles):
        if tile.slug not in used:
            yield sources.fault(("tiles", number), f"The tile {tile.slug!r} leads nowhere: no category has it.")
    known = set(labels(neighbourhood))
    for language, texts in neighbourhood.translations.items():
        for text in texts.keys() - known:
            yield sources.fault(("texts", language, text), f"No label reads {text!r}: this translates nothing.")


def labels(neighbourhood: Neighbourhood) -> Iterator[str]:
    """Every text of the neighbourhood that people read and that can be translated."""
    yield neighbourhood.name
    yield neighbourhood.municipality
    yield from (area.name for area in neighbourhood.areas)
    for partner in neighbourhood.partners:
        yield from (partner.name, partner.in_sentence, *(team.name for team in partner.teams))
    yield from (group.label for group in neighbourhood.groups)
    yield from (tile.label for tile in neighbourhood.tiles)
    for category in neighbourhood.categories:
        yield from labels_of(category)
    for grant in neighbourhood.grants:
        yield from (grant.purpose, grant.legal_basis)


def labels_of(category: Category) -> Iterator[str]:
    """What a category says to residents."""
    yield category.label
    if category.first_help:
        yield category.first_help.text
    for question in category.questions:
        yield question.label
        yield from (option.label for option in question.options)
