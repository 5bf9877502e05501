"""A neighbourhood from its folder: TOML and GeoJSON, decoded strictly, then proved. All that is wrong is told."""

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from backend.neighbourhood import geojson
from backend.neighbourhood.checking import check_config
from backend.neighbourhood.entries import Identity, PartnerEntry, ResponsibilityEntry
from backend.neighbourhood.faults import ConfigurationError, Fault
from backend.neighbourhood.model import Area, Category, Grant, Group, Neighbourhood, Tile
from backend.neighbourhood.positions import KeyPath
from backend.neighbourhood.sources import Sources

T = TypeVar("T")


def load(folder: Path) -> Neighbourhood:
    """The neighbourhood in `folder`. Raises ConfigurationError with every fault, each with file and line."""
    sources = Sources(folder)
    neighbourhood = read(sources)
    if neighbourhood is not None:
        sources.faults += check_config(neighbourhood, sources)
    if neighbourhood is None or sources.faults:
        raise ConfigurationError(sorted(sources.faults))
    return neighbourhood


def check(folder: Path) -> list[Fault]:
    """Everything that is wrong in `folder`; an empty list is the proof that it can be used."""
    try:
        load(folder)
    except ConfigurationError as error:
        return error.faults
    return []


def read(sources: Sources) -> Neighbourhood | None:
    """What stands in the folder, or None with faults in `sources` where something cannot be decoded."""
    about = sources.toml("neighbourhood.toml")
    identity = None if about is None else decode(sources, about, Identity, ())
    areas = read_areas(sources)
    partners = tables(sources, "partners.toml", {"partners": PartnerEntry})["partners"]
    catalogue = tables(sources, "categories.toml", {"groups": Group, "tiles": Tile, "categories": Category})
    rules = tables(sources, "responsibilities.toml", {"responsibilities": ResponsibilityEntry})["responsibilities"]
    grants = tables(sources, "covenant.toml", {"grants": Grant})["grants"]
    translations = {
        language: read_texts(sources, language) for language in (identity.languages[1:] if identity else ())
    }
    if identity is None or sources.faults:
        return None
    return Neighbourhood(
        **msgspec.structs.asdict(identity),
        areas=areas,
        partners=tuple(entry.partner() for entry in partners),
        groups=catalogue["groups"],
        tiles=catalogue["tiles"],
        categories=catalogue["categories"],
        responsibilities=tuple(
            entry.responsibility(sources.place(("responsibilities", position))[1])
            for position, entry in enumerate(rules)
        ),
        grants=grants,
        translations=translations,
    )


def tables(sources: Sources, name: str, types: dict[str, Any]) -> dict[str, Any]:
    """The arrays of tables of one TOML file, each entry decoded into its type; other keys are faults."""
    data = sources.toml(name) or {}
    for key in data.keys() - types.keys():
        sources.blame((key,), f"Unknown table {key!r}; this file has {', '.join(types)}.")
    return {key: decode_all(sources, data.get(key, []), type_, key) for key, type_ in types.items()}


def decode_all(sources: Sources, entries: Any, type_: type[T], key: str) -> tuple[T, ...]:
    """Every entry that can be decoded; a fault for each other."""
    if not isinstance(entries, list):
        sources.blame((key,), f"Expected [[{key}]], a list of tables.")
        return ()
    decoded = [decode(sources, entry, type_, (key, position)) for position, entry in enumerate(entries)]
    return tuple(entry for entry in decoded if entry is not None)


def decode(sources: Sources, value: Any, type_: type[T], path: KeyPath) -> T | None:
    """The value as a struct, or None and a fault that says what is wrong and where."""
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        unknown = re.findall(r"unknown field `(.+)`", message)
        steps = [name or int(number) for name, number in re.findall(r"\.(\w+)|\[(\d+)\]", where)]
        sources.blame((*path, *steps, *unknown), f"{message} (in {where.strip('`')})" if where else message)
        return None


def read_areas(sources: Sources) -> tuple[Area, ...]:
    """The areas of areas.geojson."""
    collection = sources.json("areas.geojson", "features", ("areas",))
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        if collection is not None:
            sources.blame(("areas",), "Expected a GeoJSON FeatureCollection with features.")
        return ()
    areas = []
    for position, feature in enumerate(features):
        try:
            areas.append(geojson.area(feature))
        except msgspec.ValidationError as error:
            sources.blame(("areas", position), str(error))
    return tuple(areas)


def read_texts(sources: Sources, language: str) -> dict[str, str]:
    """The translations of the labels into one language: label = translation."""
    texts = sources.toml(f"texts.{language}.toml", ("texts", language)) or {}
    for label, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            sources.blame(("texts", language, label), f"Expected a translation for {label!r}.")
    return texts
