"""A machine behind a mirror has configured pip; the set-up must look in the same places."""

from tools.package_index import translate


def test_pip_without_configuration_leaves_uv_alone() -> None:
    assert translate("") == {}


def test_a_mirror_is_used_and_the_environment_wins() -> None:
    listed = "global.index-url='https://old.example/simple'\n:env:.index-url='https://mirror.example/simple'\n"
    assert translate(listed) == {"UV_DEFAULT_INDEX": "https://mirror.example/simple"}


def test_several_places_are_written_as_uv_reads_them() -> None:
    listed = "global.extra-index-url='https://a.example https://b.example'\nglobal.find-links='one\\ntwo'\n"
    assert translate(listed) == {
        "UV_INDEX": "https://a.example https://b.example",
        "UV_FIND_LINKS": "one,two",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
