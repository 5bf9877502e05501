"""Signing in over HTTP, as JSON and by forms: cookies, tokens, other sites, the demonstration."""

import html
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import msgspec
import pytest
from litestar import Litestar

from backend.installation import Installation
from backend.people import DemoAccount, MemberRole, invite
from tests.support.application import Browser, running
from tests.support.outbox import Stopwatch, settings
from tests.support.staff import PASSWORD, WIJKBEHEER, Colleague, colleague


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def served(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[tuple[Litestar, Installation]]:
    async with running(settings(database_url, tmp_path), clock) as both:
        yield both


@pytest.fixture
async def sanne(served: tuple[Litestar, Installation]) -> Colleague:
    return await colleague(served[1])


@pytest.fixture
async def browser(served: tuple[Litestar, Installation]) -> AsyncIterator[Browser]:
    async with Browser(served[0]) as browser:
        yield browser


async def sign_in(browser: Browser, who: Colleague) -> httpx.Response:
    first = await browser.post("/api/session", json={"name": who.name, "password": who.password})
    assert (first.status_code, first.json()) == (200, {"next": "totp"})
    return await browser.post("/api/session/totp", json={"code": who.code()})


async def test_json_signs_in_shows_who_and_signs_out(browser: Browser, sanne: Colleague) -> None:
    second = await sign_in(browser, sanne)
    shown = (await browser.get("/api/session")).json()
    assert second.json() == shown
    assert (shown["name"], shown["roles"]) == ("Sanne Visser", [{"team": WIJKBEHEER, "duty": "field"}])
    gone = await browser.delete("/api/session", headers={"X-CSRF-Token": shown["csrf"]})
    assert (gone.status_code, browser.cookies.get("staff")) == (204, None)
    assert (await browser.get("/api/session")).status_code == 401


async def test_signing_out_here_does_not_work_with_the_old_cookie(browser: Browser, sanne: Colleague) -> None:
    shown = (await sign_in(browser, sanne)).json()
    kept = browser.cookies["staff"]
    await browser.delete("/api/session", headers={"X-CSRF-Token": shown["csrf"]})
    browser.cookies = httpx.Cookies({"staff": kept})
    assert (await browser.get("/api/session")).status_code == 401


async def test_the_cookie_is_strict_and_out_of_reach_of_scripts(browser: Browser, sanne: Colleague) -> None:
    first = await browser.post("/api/session", json={"name": sanne.name, "password": sanne.password})
    cookie = first.headers["set-cookie"].lower()
    assert cookie.startswith("staff=")
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "secure" not in cookie
    assert "domain" not in cookie


async def test_over_https_the_cookie_is_bound_to_this_host(database_url: str, tmp_path: Path, clock: Stopwatch) -> None:
    public = msgspec.structs.replace(settings(database_url, tmp_path), public_url="https://buurt.example")
    async with running(public, clock) as (app, installation):
        who = await colleague(installation)
        async with Browser(app, base_url="https://buurt.example") as browser:
            second = await sign_in(browser, who)
            cookie = second.headers["set-cookie"].lower()
            assert cookie.startswith("__host-staff=")
            assert "; secure" in cookie
            assert second.headers["strict-transport-security"] == "max-age=31536000"
            assert (await browser.get("/api/session")).status_code == 200


async def test_a_cookie_from_before_is_not_the_session_after(browser: Browser, sanne: Colleague) -> None:
    body, planted = {"name": sanne.name, "password": sanne.password}, {"Cookie": "staff=planted"}
    await browser.post("/api/session", json=body, headers=planted)
    half = browser.cookies["staff"]
    await browser.post("/api/session/totp", json={"code": sanne.code()})
    assert len({"planted", half, browser.cookies["staff"]}) == 3
    browser.cookies = httpx.Cookies({"staff": half})
    assert (await browser.get("/api/session")).status_code == 401


async def test_a_wrong_password_and_a_wrong_code_get_the_same_answer(browser: Browser, sanne: Colleague) -> None:
    answers = [
        await browser.post("/api/session", json={"name": sanne.name, "password": "een ander wachtwoord"}),
        await browser.post("/api/session", json={"name": "Niemand", "password": sanne.password}),
    ]
    await browser.post("/api/session", json={"name": sanne.name, "password": sanne.password})
    answers.append(await browser.post("/api/session/totp", json={"code": sanne.wrong_code()}))
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert all("set-cookie" not in answer.headers for answer in answers)


async def test_a_session_ends_after_thirty_minutes(browser: Browser, sanne: Colleague, clock: Stopwatch) -> None:
    await sign_in(browser, await colleague(sanne.installation, "Mo", "field", "case"))
    clock.pass_by(minutes=30)
    answer = await browser.get("/api/session")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_write_needs_the_token_of_this_session(browser: Browser, sanne: Colleague) -> None:
    own = (await sign_in(browser, sanne)).json()["csrf"]
    for token in (b"", b"other", "é".encode(), None):
        headers = {} if token is None else {b"X-CSRF-Token": token}
        assert (await browser.delete("/api/session", headers=headers)).status_code == 403, headers
    assert (await browser.delete("/api/session", headers={"X-CSRF-Token": own})).status_code == 204


async def test_the_token_of_another_session_does_not_fit(
    served: tuple[Litestar, Installation], browser: Browser, sanne: Colleague, clock: Stopwatch
) -> None:
    await sign_in(browser, sanne)
    clock.pass_by(seconds=30)
    async with Browser(served[0]) as elsewhere:
        other = (await sign_in(elsewhere, sanne)).json()["csrf"]
    assert (await browser.delete("/api/session", headers={"X-CSRF-Token": other})).status_code == 403


FROM_ELSEWHERE: list[tuple[dict[str, str], bool]] = [
    ({}, True),
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8000"}, False),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
    ({"Origin": "http://localhost:8000"}, True),
    ({"Origin": "http://127.0.0.1:8000", "Host": "127.0.0.1:8000"}, True),
    ({"Origin": "null"}, True),
    ({"Origin": "https://elsewhere.example"}, False),
    ({"Origin": "http://localhost:9999"}, False),
    ({"Origin": "https://localhost:8000.elsewhere.example"}, False),
]


async def test_pages_of_other_sites_cannot_write(browser: Browser, sanne: Colleague) -> None:
    body = {"name": sanne.name, "password": sanne.password}
    for headers, passes in FROM_ELSEWHERE:
        answer = await browser.post("/api/session", json=body, headers=headers)
        assert answer.status_code == (200 if passes else 403), headers


async def test_other_sites_may_link_to_us(browser: Browser) -> None:
    assert (await browser.get("/inloggen", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 200


async def test_a_body_must_say_that_it_is_json(browser: Browser) -> None:
    answer = await browser.post("/api/session", content=b'{"name": "a", "password": "b"}')
    assert answer.status_code == 415


async def test_all_wrong_fields_are_named(browser: Browser) -> None:
    answer = await browser.post("/api/session", json={"name": 1, "remember": True})
    assert (answer.status_code, set(answer.json()["fields"])) == (422, {"name", "password", "remember"})


async def test_forms_sign_in_without_a_script(browser: Browser, sanne: Colleague) -> None:
    first = await browser.post("/inloggen", data={"name": sanne.name, "password": sanne.password})
    assert (first.status_code, first.headers["location"]) == (303, "/inloggen/code")
    second = await browser.post("/inloggen/code", data={"code": sanne.code()})
    assert (second.status_code, second.headers["location"]) == (303, "/taken")
    assert (await browser.get("/api/session")).json()["name"] == sanne.name


async def test_who_handles_cases_begins_there(browser: Browser, served: tuple[Litestar, Installation]) -> None:
    ali = await colleague(served[1], "Ali Demir", "case", "field")
    await browser.post("/inloggen", data={"name": ali.name, "password": ali.password})
    second = await browser.post("/inloggen/code", data={"code": ali.code()})
    assert second.headers["location"] == "/zaken"


async def test_a_form_that_fails_keeps_the_name_and_not_the_password(browser: Browser) -> None:
    answer = await browser.post("/inloggen", data={"name": "Sanne <V>", "password": "een ander wachtwoord"})
    assert answer.status_code == 401
    assert 'value="Sanne &lt;V&gt;"' in answer.text
    assert "een ander wachtwoord" not in answer.text
    assert "Kijk uw naam, wachtwoord en code na." in answer.text


async def test_the_second_step_comes_after_the_first(browser: Browser, sanne: Colleague, clock: Stopwatch) -> None:
    answers = [await browser.get("/inloggen/code")]
    await browser.post("/inloggen", data={"name": sanne.name, "password": sanne.password})
    answers.append(await browser.get("/inloggen/code"))
    clock.pass_by(minutes=10)
    answers.append(await browser.get("/inloggen/code"))
    assert [(each.status_code, each.headers.get("location")) for each in answers] == [
        (303, "/inloggen"),
        (200, None),
        (303, "/inloggen"),
    ]


async def test_five_wrong_codes_lead_back_to_the_first_step(browser: Browser, sanne: Colleague) -> None:
    await browser.post("/inloggen", data={"name": sanne.name, "password": sanne.password})
    for _ in range(5):
        answer = await browser.post("/inloggen/code", data={"code": sanne.wrong_code()})
        assert (answer.status_code, 'name="code"' in answer.text) == (401, True)
    answer = await browser.post("/inloggen/code", data={"code": sanne.code()})
    assert (answer.status_code, 'name="password"' in answer.text) == (401, True)


async def test_a_page_of_staff_leads_to_the_sign_in_page(browser: Browser) -> None:
    answer = await browser.get("/taken", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/inloggen")


async def test_who_has_another_duty_finds_no_such_page(browser: Browser, sanne: Colleague) -> None:
    await sign_in(browser, sanne)
    assert (await browser.get("/taken")).status_code == 200
    assert (await browser.get("/zaken")).status_code == 404


async def test_a_form_of_staff_carries_the_token_in_a_field(browser: Browser, sanne: Colleague) -> None:
    token = (await sign_in(browser, sanne)).json()["csrf"]
    answer = await browser.post("/uitloggen", data={"csrf": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/inloggen")
    assert (await browser.get("/api/session")).status_code == 401


async def test_a_form_without_the_token_changes_nothing(browser: Browser, sanne: Colleague) -> None:
    await sign_in(browser, sanne)
    for data in ({}, {"csrf": ""}, {"csrf": "other"}):
        assert (await browser.post("/uitloggen", data=data)).status_code == 403
    assert (await browser.get("/api/session")).status_code == 200


async def test_an_invitation_is_accepted_in_a_form(
    browser: Browser, served: tuple[Litestar, Installation], clock: Stopwatch
) -> None:
    token = await invite(served[1], "Ali Demir", [MemberRole(WIJKBEHEER, "case")])
    refused = await browser.post("/uitnodiging", data={"token": token, "password": "te kort"})
    assert (refused.status_code, "15 tekens of meer" in refused.text, token in refused.text) == (422, True, True)
    accepted = await browser.post("/uitnodiging", data={"token": token, "password": PASSWORD})
    groups = re.findall(r"<span>([A-Z2-7]{4})</span>", accepted.text)
    ali = Colleague(served[1], "Ali Demir", "".join(groups))
    assert "<svg" in accepted.text
    assert "Ali Demir" in accepted.text
    uri = html.unescape(re.findall(r'href="(otpauth://[^"]*)"', accepted.text)[0])
    wrong = await browser.post("/uitnodiging/code", data={"code": "12 34", "uri": uri})
    assert (wrong.status_code, "Deze code klopt niet." in wrong.text) == (401, True)
    assert re.findall(r"<span>([A-Z2-7]{4})</span>", wrong.text) == groups, "the key is there until a code came back"
    ready = await browser.post("/uitnodiging/code", data={"code": ali.code(), "uri": uri})
    assert (ready.status_code, ready.headers["location"]) == (303, "/zaken")
    assert (await browser.get("/zaken")).status_code == 200
    clock.pass_by(minutes=1)
    assert (await sign_in(browser, ali)).status_code == 200
    again = await browser.post("/uitnodiging", data={"token": token, "password": PASSWORD})
    assert (again.status_code, "werkt niet meer" in again.text) == (404, True)


BETWEEN = [
    {"X-Forwarded-For": "192.0.2.1"},
    {"Forwarded": "for=192.0.2.1"},
    {"X-Real-IP": "192.0.2.1"},
    {"Via": "1.1 proxy"},
    {"Host": "rebound.example:8000"},
]


class TestDemonstration:
    """Its sign-in page shows what signs in, to this machine alone."""

    @pytest.fixture
    async def served(
        self, database_url: str, tmp_path: Path, clock: Stopwatch
    ) -> AsyncIterator[tuple[Litestar, Installation]]:
        demo = msgspec.structs.replace(settings(database_url, tmp_path / "data"), demo=True)
        async with running(demo, clock) as both:
            yield both

    @pytest.fixture
    async def sanne(self, served: tuple[Litestar, Installation]) -> Colleague:
        who = await colleague(served[1])
        account = DemoAccount(who.name, who.password, who.secret, WIJKBEHEER, ("field",), ())
        served[1].settings.demo_file.write_bytes(msgspec.json.encode([account]))
        return who

    async def test_the_page_shows_a_code_that_works(self, browser: Browser, sanne: Colleague) -> None:
        page = (await browser.get("/inloggen")).text
        assert (sanne.name in page, "Wijkbeheer (Gemeente): wijkbeheerder" in page) == (True, True)
        await browser.post("/inloggen", data={"name": sanne.name, "password": sanne.password})
        shown = re.search(r'data-account="Sanne Visser">(\d{6})<', (await browser.get("/inloggen/code")).text)
        assert shown
        assert (await browser.post("/inloggen/code", data={"code": shown[1]})).status_code == 303

    async def test_a_code_that_was_filled_in_does_not_run_out(
        self, browser: Browser, sanne: Colleague, clock: Stopwatch
    ) -> None:
        await browser.post("/inloggen", data={"name": sanne.name, "password": sanne.password})
        page = (await browser.get("/inloggen/code")).text
        filled = re.findall(r'name="(shown|code)" value="(\d{6})"', page)
        assert len(filled) == 2
        clock.pass_by(minutes=5)
        assert (await browser.post("/inloggen/code", data={"code": filled[0][1]})).status_code == 401
        assert (await browser.post("/inloggen/code", data=dict(filled))).status_code == 303

    async def test_who_comes_through_something_else_sees_no_staff_side(
        self, browser: Browser, sanne: Colleague
    ) -> None:
        await sign_in(browser, sanne)
        body = {"name": sanne.name, "password": sanne.password}
        for headers in BETWEEN:
            for path in ("/inloggen", "/inloggen/code", "/taken", "/api/session"):
                answer = await browser.get(path, headers=headers)
                assert (answer.status_code, sanne.password in answer.text) == (404, False), (path, headers)
            assert (await browser.post("/api/session", json=body, headers=headers)).status_code == 404, headers

    async def test_another_machine_sees_no_staff_side(
        self, served: tuple[Litestar, Installation], sanne: Colleague
    ) -> None:
        async with Browser(served[0], address="192.0.2.1") as elsewhere:
            answer = await elsewhere.get("/inloggen")
        assert (answer.status_code, sanne.password in answer.text) == (404, False)


async def test_without_demonstration_no_account_is_shown(
    browser: Browser, served: tuple[Litestar, Installation], sanne: Colleague
) -> None:
    account = DemoAccount(sanne.name, sanne.password, sanne.secret, WIJKBEHEER, ("field",), ())
    served[1].settings.demo_file.write_bytes(msgspec.json.encode([account]))
    assert sanne.name not in (await browser.get("/inloggen")).text
