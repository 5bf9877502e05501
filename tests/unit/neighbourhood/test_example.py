"""The example holds the whole catalogue of the domain, copied here a second time by hand."""

import pytest

from backend.neighbourhood import Neighbourhood, Point
from backend.neighbourhood.checks.texts import labels

CATALOGUE = """
stoep-bestrating | Stoep of straatstenen kapot | heel | fysiek | open | gemeente/wijkbeheer | 1 d | 5 d Q
wegdek | Gat of schade in de weg | heel | fysiek | open | gemeente/wijkbeheer | 1 d | 21 d
paal-verkeersbord | Paaltje of bord kapot of scheef | heel | fysiek | open | gemeente/wijkbeheer | 1 d | 5 d Q
straatverlichting | Lamp doet het niet | heel | fysiek | open | gemeente/wijkbeheer | 1 d | 5 d
speeltoestel | Speeltoestel kapot | heel | fysiek | open | gemeente/wijkbeheer | 1 d | 3 d
bankje-meubilair | Bankje of prullenbak kapot | heel | fysiek | open | gemeente/wijkbeheer | 1 d | 10 d Q
groen-boom | Groen, boom of tak | heel | fysiek | open | gemeente/wijkbeheer | 1 d | 15 d
riool-put-water | Put verstopt, water op straat | heel | fysiek | open | gemeente/wijkbeheer | 1 d | 5 d
huisvuil-bijplaatsing | Zakken naast de container | schoon | fysiek | open | gemeente/wijkbeheer | 1 d | 3 d Q
zwerfafval | Zwerfafval | schoon | fysiek | open | gemeente/wijkbeheer | 1 d | 3 d Q
grofvuil | Grofvuil op straat | schoon | fysiek | open | gemeente/wijkbeheer | 1 d | 3 d Q
container-vol | Container vol of kapot | schoon | fysiek | open | gemeente/wijkbeheer | 1 d | 3 d
hondenpoep | Hondenpoep | schoon | fysiek | open | gemeente/wijkbeheer | 1 d | 5 d Q
graffiti | Graffiti of plakwerk | schoon | fysiek | open | gemeente/wijkbeheer | 1 d | 5 d Q
fietswrak | Fietswrak | schoon | fysiek | open | gemeente/wijkbeheer | 1 d | 20 d
ongedierte | Ratten of ander ongedierte | schoon | fysiek | open | gemeente/wijkbeheer | 1 d | 5 d
portiek-trap-lift | Portiek, trap of lift | heel | wonen | open | corporatie/wijkbeheer | 1 d | 3 d
woningonderhoud | Onderhoud aan de woning | heel | wonen | restricted | corporatie/onderhoud | 1 d | 10 d
burenoverlast | Overlast van buren | samen | sociaal | restricted | corporatie/leefbaarheid | 2 d | 10 d
geluidsoverlast | Geluidsoverlast | veilig | sociaal | restricted | gemeente/handhaving | 1 d | 5 d
jeugdoverlast | Overlast van groepen | veilig | sociaal | restricted | welzijn/jongerenwerk | 1 d | 5 d
woonfraude-onderverhuur | Woning verkeerd gebruikt | veilig | wonen | restricted | corporatie/woonfraude | 2 d | 15 d
eenzaamheid-zorgen | Zorgen om iemand | samen | sociaal | restricted | welzijn/sociaal-team | 1 d | 5 d
intimidatie | Bedreigd of geïntimideerd | veilig | ondermijning | sealed | gemeente/veiligheid (intake) | 4 h | 3 d
verdacht-gedrag | Ik zie iets verdachts | veilig | ondermijning | sealed | gemeente/veiligheid (intake) | 4 h | 5 d
drugsoverlast | Drugs: dealen of spullen | veilig | ondermijning | sealed | gemeente/veiligheid (intake) | 4 h | 5 d
wapen-geweld | Wapen of geweld | veilig | ondermijning | sealed | gemeente/veiligheid (intake) | 4 h | 3 d
idee-voor-de-buurt | Idee voor de buurt | samen | sociaal | open | gemeente/gebiedsverbinder | 3 d | 20 d
anders | Iets anders | samen | sociaal | restricted | gemeente/loket | 1 d | 5 d
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in CATALOGUE.strip().splitlines()]


def test_the_catalogue_is_that_of_the_domain_and_nothing_more(example: Neighbourhood) -> None:
    assert [category.slug for category in example.categories] == [row[0] for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_category_is_as_in_the_domain(example: Neighbourhood, row: list[str]) -> None:
    slug, label, group, pillar, sensitivity, team, acknowledge, handle = row
    category = example.category(slug)
    rule = example.rule("haarlem", slug)
    assert rule is not None
    terms = [f"{term.amount} {term.unit}" for term in (rule.acknowledge, rule.handle)]
    assert (category.label, category.group, category.pillar, category.class_) == (label, group, pillar, sensitivity)
    assert (rule.team, *terms) == (team.removesuffix(" (intake)"), acknowledge, handle.removesuffix(" Q"))
    assert category.quick == handle.endswith("Q")
    assert "(intake)" not in team or "intake" in example.team(rule.team).duties


def test_six_tiles_lead_to_every_category(example: Neighbourhood) -> None:
    assert [tile.label for tile in example.tiles] == [
        "Stoep of straat kapot",
        "Afval op straat",
        "Lamp doet het niet",
        "Ik voel me niet veilig",
        "Ik zie iets verdachts",
        "Iets anders",
    ]
    assert {category.tile for category in example.categories} == {tile.slug for tile in example.tiles}


def test_nobody_is_asked_more_than_three_questions(example: Neighbourhood) -> None:
    assert max(len(category.questions) for category in example.categories) <= 3


def test_immediate_danger_is_never_just_a_form(example: Neighbourhood) -> None:
    assert {category.slug for category in example.categories if category.emergency} == {"wapen-geweld", "intimidatie"}


def test_everything_that_residents_read_is_there_in_english(example: Neighbourhood) -> None:
    names = {area.name for area in example.areas} | {example.name, example.municipality}
    assert set(labels(example)) - names - example.translations["en"].keys() == set()


def test_there_is_a_second_intake_at_another_partner(example: Neighbourhood) -> None:
    assert len({example.team(team).partner for team in example.intakes}) == 2


def test_the_middle_of_rozenprieel_lies_in_its_buurt_wijk_and_municipality(example: Neighbourhood) -> None:
    names = [area.slug for area in example.areas_at(Point(52.374, 4.640))]
    assert names == ["rozenprieel", "haarlemmerhoutkwartier", "haarlem"]


def test_the_complex_lies_inside_rozenprieel(example: Neighbourhood) -> None:
    assert example.area("rozenprieel").geometry.covers(example.area("rozenhof").geometry)


def test_neighbouring_buurten_do_not_overlap(example: Neighbourhood) -> None:
    buurten = [area.geometry for area in example.areas if area.kind == "buurt"]
    assert len(buurten) == 3
    assert all(a is b or a.intersection(b).area < 1e-12 for a in buurten for b in buurten)
