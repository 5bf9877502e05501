"""Each kind of hole, planted in a copy of the example, is found in the right file on the right line."""

from typing import NamedTuple

import pytest

from tests.support.neighbourhoods import Folder

IDENTITY = "neighbourhood.toml"
RULES = "responsibilities.toml"
CATEGORIES = "categories.toml"
PARTNERS = "partners.toml"


def rule(area: str, what: str, team: str, fallback: str) -> str:
    key, value = what.split()
    return (
        f'\n[[responsibilities]]\narea = "{area}"\n{key} = "{value}"\nteam = "{team}"\n'
        f'fallback = "{fallback}"\nacknowledge = "1d"\nhandle = "5d"\n'
    )


def block(slug: str, team: str, fallback: str, acknowledge: str = "1d", handle: str = "5d") -> str:
    """A rule as it stands in the example."""
    return (
        f'category = "{slug}"\nteam = "{team}"\nfallback = "{fallback}"\n'
        f'acknowledge = "{acknowledge}"\nhandle = "{handle}"\n'
    )


ANDERS = block("anders", "gemeente/loket", "welzijn/sociaal-team")
QUESTION = "[[categories.questions]]\nslug = "
WITH_EMAIL = 'channel = "email"\nemail = "team@gemeente.example"\n'


class Hole(NamedTuple):
    """What is changed in which file, and what must be said of it: file, a text on the line, words of the message."""

    file: str
    old: str
    new: str
    told_in: str
    at: str
    says: str


HOLES = {
    "a category without a rule": Hole(
        RULES, f'[[responsibilities]]\narea = "haarlem"\n{ANDERS}', "",
        CATEGORIES, '[[categories]]\nslug = "anders"', "Nobody is responsible for 'anders'",
    ),
    "an area that sticks out of the municipality": Hole(
        "areas.geojson", "[4.6370, 52.3600]", "[4.6370, 52.3000]",
        "areas.geojson", '{\n      "type": "Feature",\n      "properties": {"slug": "haarlemmerhoutkwartier"',
        "'haarlemmerhoutkwartier' sticks out of 'haarlem'",
    ),
    "nobody left for a restricted category": Hole(
        IDENTITY, '"gemeente/loket", "welzijn/sociaal-team", "corporatie/leefbaarheid", "politie/wijkagent"',
        '"corporatie/leefbaarheid"',
        RULES, '[[responsibilities]]\narea = "haarlem"\ncategory = "woningonderhoud"',
        "excludes 'corporatie' nobody is left for woningonderhoud",
    ),
    "nobody left outside every area": Hole(
        IDENTITY, ', "welzijn/sociaal-team", "corporatie/leefbaarheid", "politie/wijkagent"', "",
        IDENTITY, "desks =", "outside every area",
    ),
    "nobody left for a sealed category": Hole(
        IDENTITY, 'intakes = ["gemeente/veiligheid", "welzijn/vertrouwensteam"]',
        'intakes = ["gemeente/veiligheid"]',
        IDENTITY, "desks =", "excludes 'gemeente' nobody is left for intimidatie",
    ),
    "a group rule behind exact rules": Hole(
        RULES, "# On the grounds", rule("haarlem", "group samen", "gemeente/loket", "welzijn/sociaal-team") + "#",
        RULES, '[[responsibilities]]\narea = "haarlem"\ngroup = "samen"', "never applies: every category of 'samen'",
    ),
    "equal claims": Hole(
        RULES, "# On the grounds", rule("haarlem", "category wegdek", "gemeente/loket", "gemeente/wijkbeheer") + "#",
        RULES, '[[responsibilities]]\narea = "haarlem"\ncategory = "wegdek"\nteam = "gemeente/loket"',
        "'wegdek' in 'haarlem' is claimed already, on line",
    ),
    "a rule for a category and a group": Hole(
        RULES, 'category = "anders"', 'category = "anders"\ngroup = "samen"',
        RULES, '[[responsibilities]]\narea = "haarlem"\ncategory = "anders"', "give one of the two",
    ),
    "a team that falls back on itself": Hole(
        RULES, ANDERS, ANDERS.replace("welzijn/sociaal-team", "gemeente/loket"),
        RULES, 'fallback = "gemeente/loket"\nacknowledge = "1d"\nhandle = "5d"\n\n# On', "cannot fall back on itself",
    ),
    "an unknown team": Hole(
        RULES, "gemeente/handhaving", "gemeente/handhavers",
        RULES, 'team = "gemeente/handhavers"', "Unknown team 'gemeente/handhavers'. Did you mean gemeente/handhaving",
    ),
    "an unknown fallback": Hole(
        RULES, 'fallback = "politie/wijkagent"', 'fallback = "politie/agent"',
        RULES, 'fallback = "politie/agent"', "Unknown team 'politie/agent'",
    ),
    "an unknown area": Hole(
        RULES, 'area = "rozenhof"', 'area = "rozenhoff"', RULES, 'area = "rozenhoff"', "Unknown area 'rozenhoff'",
    ),
    "an unknown category": Hole(
        RULES, 'category = "fietswrak"', 'category = "fietswrakken"',
        RULES, 'category = "fietswrakken"', "Unknown category",
    ),
    "an unknown group of a rule": Hole(
        RULES, 'group = "schoon"', 'group = "schoner"', RULES, 'group = "schoner"', "Unknown group 'schoner'",
    ),
    "an unknown group": Hole(
        CATEGORIES, 'group = "heel"', 'group = "hele"', CATEGORIES, 'group = "hele"', "Unknown group 'hele'",
    ),
    "an unknown tile": Hole(
        CATEGORIES, 'tile = "lamp"', 'tile = "lampen"', CATEGORIES, 'tile = "lampen"', "Unknown tile 'lampen'",
    ),
    "an unknown substitute": Hole(
        PARTNERS, 'substitutes = ["gemeente/handhaving"]', 'substitutes = ["gemeente/nobody"]',
        PARTNERS, 'substitutes = ["gemeente/nobody"]', "Unknown team 'gemeente/nobody'",
    ),
    "an unknown desk": Hole(
        IDENTITY, 'desks = ["gemeente/loket"', 'desks = ["gemeente/balie"',
        IDENTITY, "desks =", "Unknown team 'gemeente/balie'",
    ),
    "an unknown intake": Hole(
        IDENTITY, 'intakes = ["gemeente/veiligheid"', 'intakes = ["gemeente/weging"',
        IDENTITY, "intakes =", "Unknown team 'gemeente/weging'",
    ),
    "an unknown partner in the covenant": Hole(
        "covenant.toml", 'duty = "field"', 'duty = "field"\npartners = ["school"]',
        "covenant.toml", 'partners = ["school"]', "Unknown partner 'school'",
    ),
    "an unknown timezone": Hole(
        IDENTITY, "Europe/Amsterdam", "Europe/Haarlem",
        IDENTITY, "timezone =", "Unknown timezone 'Europe/Haarlem'",
    ),
    "slots of the digest in disorder": Hole(
        IDENTITY, "08:00:00", "18:00:00",
        IDENTITY, "digest_at =", "The second slot of the digest comes after the first",
    ),
    "a category given twice": Hole(
        CATEGORIES, 'slug = "wegdek"', 'slug = "stoep-bestrating"',
        CATEGORIES, '[[categories]]\nslug = "stoep-bestrating"\nlabel = "Gat', "is there already, on line",
    ),
    "no municipality": Hole(
        "areas.geojson", '"kind": "municipality"', '"kind": "wijk"',
        "areas.geojson", "{\n  \"type\": \"FeatureCollection\"", "Expected one area of kind municipality, found 0",
    ),
    "a team with neither screen nor channel": Hole(
        PARTNERS, 'name = "Gebiedsverbinder"\n', 'name = "Gebiedsverbinder"\nchannel = "email"\n',
        PARTNERS, '[[partners.teams]]\nslug = "gebiedsverbinder"', "neither a screen nor a channel",
    ),
    "a lead without a screen for a restricted category": Hole(
        PARTNERS, 'name = "Handhaving"\n', f'name = "Handhaving"\n{WITH_EMAIL}',
        RULES, 'team = "gemeente/handhaving"', "'gemeente/handhaving' has no screen",
    ),
    "a fallback without a screen for a restricted category": Hole(
        PARTNERS, 'name = "Handhaving"\n', f'name = "Handhaving"\n{WITH_EMAIL}',
        RULES, 'fallback = "gemeente/handhaving"', "'gemeente/handhaving' has no screen",
    ),
    "a substitute without a screen for a restricted category": Hole(
        PARTNERS, 'name = "Handhaving"\n', f'name = "Handhaving"\n{WITH_EMAIL}',
        PARTNERS, 'substitutes = ["gemeente/handhaving"]', "'gemeente/handhaving' has no screen",
    ),
    "a desk without a screen": Hole(
        PARTNERS, 'name = "Loket"\n', f'name = "Loket"\n{WITH_EMAIL}',
        IDENTITY, "desks =", "'gemeente/loket' has no screen",
    ),
    "a sealed category without intake": Hole(
        RULES, block("wapen-geweld", "gemeente/veiligheid", "welzijn/vertrouwensteam", "4h", "3d"),
        block("wapen-geweld", "politie/wijkagent", "welzijn/vertrouwensteam", "4h", "3d"),
        RULES, 'team = "politie/wijkagent"', "'politie/wijkagent' needs the duty 'intake'",
    ),
    "a lead without case": Hole(
        PARTNERS, 'name = "Jongerenwerk"\nduties = ["case"]', 'name = "Jongerenwerk"\nduties = ["field"]',
        RULES, 'team = "welzijn/jongerenwerk"', "'welzijn/jongerenwerk' needs the duty 'case'",
    ),
    "an intake without the duty": Hole(
        PARTNERS, '"Vertrouwensteam"\nduties = ["intake", "case"]', '"Vertrouwensteam"\nduties = ["case"]',
        IDENTITY, "intakes =", "'welzijn/vertrouwensteam' needs the duty 'intake'",
    ),
    "a substitute without the duty": Hole(
        PARTNERS, 'substitutes = ["welzijn/vertrouwensteam"]', 'substitutes = ["gemeente/loket"]',
        PARTNERS, 'substitutes = ["gemeente/loket"]', "'gemeente/loket' needs the duty 'intake'",
    ),
    "a team that stands in for itself": Hole(
        PARTNERS, 'substitutes = ["gemeente/handhaving"]', 'substitutes = ["politie/wijkagent"]',
        PARTNERS, 'substitutes = ["politie/wijkagent"]', "cannot stand in for itself",
    ),
    "a team without substitutes": Hole(
        PARTNERS, 'substitutes = ["gemeente/handhaving"]\n', "",
        PARTNERS, '[[partners.teams]]\nslug = "wijkagent"', "names no substitutes",
    ),
    "an unknown form in the covenant": Hole(
        "covenant.toml", 'place = "exact"', 'place = "precise"',
        "covenant.toml", 'forms = {task = "full", place = "precise"', "'place' is given as exact, not as 'precise'",
    ),
    "a grant without a legal basis": Hole(
        "covenant.toml",
        'legal_basis = "In te vullen door de functionaris gegevensbescherming van de partner van dit team."',
        'legal_basis = ""', "covenant.toml", 'legal_basis = ""', "A grant needs legal_basis",
    ),
    "a grant that ends before it begins": Hole(
        "covenant.toml", "valid_until = 2030-12-31", "valid_until = 2024-12-31",
        "covenant.toml", "valid_until = 2024-12-31", "ends after it begins",
    ),
    "a choice of intake in an open report": Hole(
        "covenant.toml", 'place = "exact", narrative = "full"', 'place = "exact", narrative = "chosen"',
        "covenant.toml", 'narrative = "chosen", media = "cleaned"', "does not fit here",
    ),
    "a sealed report in full for who handles it": Hole(
        "covenant.toml", 'narrative = "chosen"', 'narrative = "full"',
        "covenant.toml", 'narrative = "full", summary = "chosen"', "does not fit here",
    ),
    "an age of a week": Hole(
        "covenant.toml", "valid_until = 2030-12-31", "valid_until = 2030-12-31\nmaximum_age = 7",
        "covenant.toml", "maximum_age = 7", "28 days or more",
    ),
    "a choice of one": Hole(
        CATEGORIES, '  {slug = "bankje", label = "Bankje"},\n  {slug = "prullenbak", label = "Prullenbak"},\n', "",
        CATEGORIES, f'{QUESTION}"soort"\nlabel = "Wat is er kapot?"\nkind = "choice"\noptions = [\n  {{slug = "anders"',
        "needs two options",
    ),
    "options where there is no choice": Hole(
        CATEGORIES, 'kind = "yes_no"', 'kind = "yes_no"\noptions = [{slug = "ja", label = "Ja"}]',
        CATEGORIES, f'{QUESTION}"gevaarlijk"\nlabel = "Is het gevaarlijk?"\nkind = "yes_no"\noptions', "only kind =",
    ),
    "a tile that leads nowhere": Hole(
        CATEGORIES, 'tile = "lamp"', 'tile = "straat"',
        CATEGORIES, '[[tiles]]\nslug = "lamp"', "leads nowhere",
    ),
    "a translation of nothing": Hole(
        "texts.en.toml", '"Zwerfafval"', '"Zwerfvuil"', "texts.en.toml", '"Zwerfvuil"', "No label reads 'Zwerfvuil'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
def test_a_hole_is_found_where_it_is(folder: Folder, hole: Hole) -> None:
    folder.replace(hole.file, hole.old, hole.new)
    line = folder.line(hole.told_in, hole.at)
    told = [message for file, at, message in folder.faults() if (file, at) == (hole.told_in, line)]
    assert any(hole.says in message for message in told), folder.faults()


def test_the_example_has_no_faults(folder: Folder) -> None:
    assert folder.faults() == []


def test_a_rule_of_an_area_whose_parts_have_their_own_never_applies(folder: Folder) -> None:
    """The buurt is covered by a complex of the same outline: what stands on the buurt cannot be reached."""
    text = (folder.path / "areas.geojson").read_text(encoding="utf-8")
    buurt = text[text.index('"slug": "rozenprieel"') :]
    outline = buurt[buurt.index('"geometry"') : buurt.index("]]}") + 3]
    whole = '"properties": {"slug": "hele-buurt", "name": "Hele buurt", "kind": "complex"}'
    folder.replace("areas.geojson", '"features": [', f'"features": [\n    {{"type": "Feature", {whole}, {outline}}},')
    folder.append(RULES, rule("hele-buurt", "group heel", "gemeente/loket", "gemeente/wijkbeheer"))
    folder.append(RULES, rule("rozenprieel", "category wegdek", "gemeente/loket", "gemeente/wijkbeheer"))
    line = folder.line(RULES, '[[responsibilities]]\narea = "rozenprieel"')
    assert folder.faults() == [
        (RULES, line, "This rule never applies: smaller areas inside 'rozenprieel' have their own rules everywhere.")
    ]


def test_every_fault_is_told_at_once(folder: Folder) -> None:
    folder.replace(RULES, 'area = "rozenhof"', 'area = "rozenhoff"')
    folder.replace(CATEGORIES, 'tile = "lamp"', 'tile = "lampen"')
    folder.replace("covenant.toml", 'duty = "field"', 'duty = "field"\npartners = ["school"]')
    assert [file for file, *_ in folder.faults()] == [CATEGORIES, "covenant.toml", RULES]
