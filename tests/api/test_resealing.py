"""Intake gives a sealed report to a team, over HTTP, with real members and their own keys."""

from tests.support.server import Installation
from tests.support.visitors import Visitor, colleagues

WORDS = "Elke avond om elf uur staat er een grijze auto."
SUMMARY = "Er wordt gedeald."


def test_a_sealed_report_goes_to_a_team_as_a_summary(server: Installation, visitor: Visitor) -> None:
    sent = visitor.tell("drugsoverlast", text=WORDS)
    intake, police = colleagues(server, "gemeente/veiligheid:intake", "politie/wijkagent:case")
    with intake, police:
        intake.sign_in()
        police.sign_in()
        (item,) = intake.get("/api/cases", params={"q": visitor.follow(sent)["reference"]}).json()["items"]
        path = f"/api/cases/{item['id']}"
        assert police.get(path).status_code == 404
        body = {"team": "politie/wijkagent", "form": "summary", "version": 2, "urgent": True}
        refused = intake.post(f"{path}/reseal", json=body | {"note": ""})
        assert refused.status_code == 422
        assert set(refused.json()["fields"]) == {"note", "summary"}
        given = intake.post(f"{path}/reseal", json=body | {"note": "Nodig.", "summary": SUMMARY})
        assert given.status_code == 200, given.text
        second = intake.post(f"{path}/reseal", json=body | {"note": "Nodig.", "summary": SUMMARY})
        assert second.status_code == 409
        assert second.json()["current"]["version"] == 4
        seen = police.get(path)
        assert seen.json()["summary"] == SUMMARY
        assert WORDS not in seen.text
        assert "Nodig." not in seen.text
        again = body | {"note": "Nodig.", "summary": "Kort.", "version": 4}
        assert police.post(f"{path}/reseal", json=again).status_code == 404
        assert intake.post(f"{path}/pass-on", json={"text": "Vooral laat."}).status_code == 200
        assert "Vooral laat." in police.get(path).text
        page = police.get(f"/zaken/{item['id']}")
        assert page.status_code == 200
        assert SUMMARY in page.text
        assert WORDS not in page.text
