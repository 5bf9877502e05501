"""A folder that cannot be read says what is wrong, in which file and on which line."""

import shutil

import pytest

from backend.neighbourhood import ConfigurationError, load
from tests.support.neighbourhoods import Folder

RULES = "responsibilities.toml"


def test_an_unknown_key_is_named_on_its_own_line(folder: Folder) -> None:
    folder.replace("categories.toml", 'label = "Fietswrak"', 'label = "Fietswrak"\ncolour = "red"')
    line = folder.line("categories.toml", 'colour = "red"')
    assert folder.faults() == [("categories.toml", line, "Object contains unknown field `colour`")]


def test_a_wrong_value_inside_a_question_is_found(folder: Folder) -> None:
    folder.replace("categories.toml", 'kind = "text"', 'kind = "essay"')
    [(file, line, message)] = folder.faults()
    assert (file, line) == ("categories.toml", folder.line("categories.toml", 'kind = "essay"'))
    assert "Invalid enum value 'essay'" in message


def test_a_missing_key_is_told_where_its_table_begins(folder: Folder) -> None:
    folder.replace("partners.toml", 'name = "Jongerenwerk"\n', "")
    [(file, line, message)] = folder.faults()
    assert (file, line) == ("partners.toml", folder.line("partners.toml", '[[partners.teams]]\nslug = "jongerenwerk"'))
    assert "missing required field `name`" in message


@pytest.mark.parametrize("term", ['"0d"', '"5"', '"5w"', "5", '"-1d"', '"1000d"'])
def test_a_term_is_a_number_of_hours_or_days(folder: Folder, term: str) -> None:
    folder.replace(RULES, 'handle = "21d"', f"handle = {term}")
    assert [(file, line) for file, line, _ in folder.faults()] == [(RULES, folder.line(RULES, f"handle = {term}"))]


def test_an_unknown_table_is_a_fault(folder: Folder) -> None:
    folder.append("covenant.toml", '\n[[grant]]\nduty = "field"\n')
    [(file, line, message)] = folder.faults()
    assert (file, line) == ("covenant.toml", folder.line("covenant.toml", "[[grant]]"))
    assert "Unknown table 'grant'; this file has grants." in message


def test_a_text_that_is_no_toml_is_told_with_its_line(folder: Folder) -> None:
    folder.replace("partners.toml", 'slug = "politie"', 'slug = "politie')
    [(file, line, message)] = folder.faults()
    assert (file, line) == ("partners.toml", folder.line("partners.toml", 'slug = "politie'))
    assert "no TOML" in message


def test_a_missing_file_is_told(folder: Folder) -> None:
    (folder.path / "covenant.toml").unlink()
    assert folder.faults() == [("covenant.toml", 1, "This file is missing.")]


def test_a_missing_folder_is_told(folder: Folder) -> None:
    shutil.rmtree(folder.path)
    assert {file for file, *_ in folder.faults()} >= {"neighbourhood.toml", "areas.geojson", "categories.toml"}


def test_an_empty_identity_is_refused(folder: Folder) -> None:
    (folder.path / "neighbourhood.toml").write_text("", encoding="utf-8")
    [(file, line, message)] = folder.faults()
    assert (file, line) == ("neighbourhood.toml", 1)
    assert "missing required field" in message


def test_bytes_that_are_no_text_are_told(folder: Folder) -> None:
    (folder.path / "partners.toml").write_bytes(b"\xff\xfe\x00")
    [(file, _, message)] = folder.faults()
    assert file == "partners.toml"
    assert "cannot be read" in message


def test_a_file_saved_by_windows_is_read(folder: Folder) -> None:
    for path in folder.path.iterdir():
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert folder.faults() == []


def test_faults_of_several_files_are_told_together(folder: Folder) -> None:
    folder.replace("partners.toml", 'name = "Politie"', "name = 3")
    folder.replace("categories.toml", 'pillar = "wonen"', 'pillar = "bouwen"')
    folder.replace("categories.toml", 'label = "Schoon"', "")
    assert [file for file, *_ in folder.faults()] == ["categories.toml", "categories.toml", "partners.toml"]


def test_load_refuses_a_folder_with_faults(folder: Folder) -> None:
    folder.replace(RULES, 'area = "rozenhof"', 'area = "rozenhoff"')
    with pytest.raises(ConfigurationError, match=rf"{RULES}:\d+: Unknown area 'rozenhoff'"):
        load(folder.path)


def test_a_language_without_its_file_is_told(folder: Folder) -> None:
    folder.replace("neighbourhood.toml", '["nl", "en"]', '["nl", "en", "tr"]')
    assert folder.faults() == [("texts.tr.toml", 1, "This file is missing.")]


def test_an_untranslated_label_stays_in_the_first_language(folder: Folder) -> None:
    folder.replace("texts.en.toml", '"Fietswrak" = "Abandoned bicycle"\n', "")
    neighbourhood = load(folder.path)
    assert neighbourhood.label("Fietswrak", "en") == "Fietswrak"
    assert neighbourhood.label("Zwerfafval", "en") == "Litter"
    assert neighbourhood.label("Zwerfafval", "nl") == "Zwerfafval"


def test_an_empty_translation_is_a_fault(folder: Folder) -> None:
    folder.replace("texts.en.toml", '"Abandoned bicycle"', '""')
    line = folder.line("texts.en.toml", '"Fietswrak"')
    assert folder.faults() == [("texts.en.toml", line, "Expected a translation for 'Fietswrak'.")]


def test_a_rule_knows_its_line(folder: Folder) -> None:
    rule = load(folder.path).rule("haarlem", "zwerfafval")
    assert rule is not None
    text = '[[responsibilities]]\narea = "haarlem"\ncategory = "zwerfafval"'
    assert rule.line == folder.line(RULES, text)
