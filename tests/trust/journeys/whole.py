"""All journeys, one after the other, in one town: every role, every class, every level, with and without a script."""

from tests.trust.journeys import forms, joining, looking, reporting, weighing, working
from tests.trust.town import STAFF, Town


def travel(town: Town) -> Town:
    """Everybody does what they came for."""
    town.gather(*STAFF)
    for who in ("handler", "walker", "intake"):
        working.want_work(town, who)
    for journey in (open_reports, without_script, restricted_reports, sealed_reports, moving, ending, staff):
        journey(town)
    reporting.digest_goes_out(town)
    reporting.refused(town, "refused")
    looking.public(town)
    looking.curious(town)
    looking.listen(town)
    town.pushes.wait_for(1)
    return town


def open_reports(town: Town) -> None:
    """One at level 4 with news on the phone, whose task fails; one at level 1, done outside; one without a trace."""
    answers = {"wat": town.words.mark("open.answer")}
    resident = reporting.tell(town, "open", "grofvuil", level=4, answers=answers)
    reporting.say(town, resident, "open")
    reporting.want_push(town, resident, "open", level=4)
    working.look(town, "handler", "open")
    working.finish(town, "walker", "open", "failed", reason="no_access")
    working.reply(town, "handler", "open")
    working.collide(town, "handler", "open")
    working.move(town, "handler", "open", "resolved")
    reporting.judge(town, resident, "open")
    resident = reporting.tell(town, "done", "stoep-bestrating")
    working.look(town, "handler", "done")
    working.finish(town, "walker", "done", "done")
    reporting.read(town, resident, "done")
    working.look(town, "handler", "done")
    reporting.tell(town, "traceless", "zwerfafval", level=0)
    working.look(town, "handler", "traceless")


def without_script(town: Town) -> None:
    """The same through forms: another code, a contact, a judgement, a copy."""
    resident = forms.send(town, "form", "hondenpoep")
    forms.follow(town, resident, "form")
    forms.live(town, resident, "form")
    working.look(town, "handler", "form")
    working.by_form(town, "handler", "form", "resolved", text=town.words.mark("form.resolved"))
    forms.post(town, resident, "form", "oordeel", good="nee", text=town.words.mark("form.feedback"))
    forms.take_other_code(town, resident, "form")
    resident.get("/volg")
    working.look(town, "handler", "form")
    forms.send(town, "traceless form", "zwerfafval", "/en", no_trace="1")
    working.look(town, "handler", "traceless form")


def restricted_reports(town: Town) -> None:
    """One at level 3 that keeps the police out, one at level 4, and one whose contact comes and goes."""
    resident = reporting.tell(town, "restricted", "burenoverlast", level=3, exclude=["politie"])
    reporting.say(town, resident, "restricted")
    reporting.repeat(town, resident, "restricted")
    working.look(town, "housing", "restricted")
    working.move(town, "housing", "restricted", "question")
    reporting.say(town, resident, "restricted")
    working.reply(town, "housing", "restricted")
    working.move(town, "housing", "restricted", "resolved")
    reporting.judge(town, resident, "restricted", good=True)
    working.look(town, "housing", "restricted")
    reporting.tell(town, "named", "burenoverlast", level=4, exclude=["politie/wijkagent"])
    working.move(town, "housing", "named", "planned", planned_for="2027-01-15")
    working.move(town, "housing", "named", "declined", reason=town.words.mark("named.reason"))
    working.look(town, "housing", "named")
    resident = reporting.tell(town, "shy", "burenoverlast")
    assert resident.step("level", level=4, contact=reporting.contact(town, "shy")).status_code == 200
    assert resident.step("level", level=1).status_code == 200
    working.look(town, "housing", "shy")


def sealed_reports(town: Town) -> None:
    """One that stays with intake; given as a summary with the contact, in full without, and one that waits."""
    resident = reporting.tell(town, "sealed", "drugsoverlast", level=3, exclude=["welzijn", "politie"])
    reporting.say(town, resident, "sealed")
    reporting.want_digest(town, resident, "sealed")
    working.look(town, "intake", "sealed")
    weighing.open_contact(town, "intake", "sealed")
    working.reply(town, "intake", "sealed")
    working.move(town, "intake", "sealed", "resolved")
    reporting.judge(town, resident, "sealed")
    working.look(town, "intake", "sealed")
    summary(town)
    full(town)
    reporting.tell(town, "waiting", "intimidatie", level=3)
    weighing.reseal(town, "waiting", "politie/wijkagent", "full")
    weighing.pass_on(town, "waiting")
    working.look(town, "intake", "waiting")


def summary(town: Town) -> None:
    """The police get a summary; the reporter agrees that they may have the contact."""
    resident = reporting.tell(town, "summary", "drugsoverlast", level=3)
    weighing.reseal(town, "summary", "politie/wijkagent", "summary", urgent=True, photos=False)
    reporting.say(town, resident, "summary")
    weighing.open_contact(town, "intake", "summary")
    weighing.pass_on(town, "summary")
    working.reply(town, "police", "summary", mark="to intake")
    working.reply(town, "intake", "summary")
    weighing.ask_contact(town, "summary")
    assert resident.step("consent", yes=True).status_code == 200
    for who in ("police", "intake"):
        working.look(town, who, "summary")
    reporting.read(town, resident, "summary")


def full(town: Town) -> None:
    """Enforcement gets everything but the contact: the reporter says no, on the page. Then it is given on."""
    resident = reporting.tell(town, "full", "verdacht-gedrag", level=3)
    weighing.reseal_by_form(town, "full", "gemeente/handhaving")
    weighing.reseal(town, "full", "gemeente/handhaving", "full", urgent=True)
    weighing.ask_contact(town, "full")
    resident.get("/volg")
    assert resident.step("consent", yes=False).status_code == 200
    for who in ("enforcer", "intake"):
        working.look(town, who, "full")
    working.move(town, "enforcer", "full", "resolved")
    reporting.read(town, resident, "full")


def moving(town: Town) -> None:
    """A case goes to another team, its class rises, its class falls: what comes later only its new readers read."""
    resident = reporting.tell(town, "moved", "stoep-bestrating")
    working.give(town, "handler", "moved", "transfer", team="gemeente/loket", reason=town.words.mark("moved.reason"))
    reporting.say(town, resident, "moved")
    working.look(town, "desk", "moved")
    resident = reporting.tell(town, "raised", "grofvuil", level=4, exclude=[])
    reporting.want_push(town, resident, "raised", level=4)
    working.look(town, "handler", "raised")
    reason = town.words.mark("raised.reason")
    working.give(town, "handler", "raised", "recategorise", category="drugsoverlast", reason=reason)
    reporting.say(town, resident, "raised")
    working.look(town, "intake", "raised")
    reporting.read(town, resident, "raised")
    resident = reporting.tell(town, "lowered", "drugsoverlast", level=3, exclude=["politie"])
    reason = town.words.mark("lowered.reason")
    working.give(town, "intake", "lowered", "recategorise", category="burenoverlast", reason=reason)
    reporting.say(town, resident, "lowered")
    working.look(town, "housing", "lowered")


def ending(town: Town) -> None:
    """Another code; and reports that are taken back, with and without a script."""
    resident = reporting.tell(town, "recoded", "burenoverlast", level=3)
    reporting.change_code(town, resident, "recoded")
    reporting.say(town, resident, "recoded")
    reporting.read(town, resident, "recoded")
    working.look(town, "housing", "recoded")
    resident = reporting.tell(town, "withdrawn", "drugsoverlast", level=3)
    reporting.say(town, resident, "withdrawn")
    working.look(town, "intake", "withdrawn")
    reporting.withdraw(resident)
    resident = reporting.tell(town, "given up", "stoep-bestrating", level=4)
    reporting.say(town, resident, "given up")
    reporting.want_push(town, resident, "given up", level=4)
    working.look(town, "handler", "given up")
    working.reply(town, "handler", "given up")
    reporting.read(town, resident, "given up")
    reporting.withdraw(resident)
    working.look(town, "handler", "given up")
    working.finish(town, "walker", "given up", "done")
    resident = forms.send(town, "taken back", "burenoverlast", exclude="politie")
    forms.follow(town, resident, "taken back")
    working.look(town, "housing", "taken back")
    forms.withdraw(resident)


def staff(town: Town) -> None:
    """The first of a team, with a passkey; a colleague who is let in; the key on paper; somebody signs out."""
    first = joining.join(town, "first", *joining.invited(town, "first"))
    joining.use_passkey(town, "first", joining.add_passkey(town, "first", first))
    second = joining.join(town, "second", *joining.invited_too(town, "second"))
    joining.use_passkey(town, "second", joining.add_passkey(town, "second", second, prf=False))
    joining.let_in(first)
    third = joining.join(town, "third", *joining.invited_too(town, "third"))
    joining.recover(town, third)
    assert first.delete("/api/session").status_code == 204
    joining.leave(town, "second", "third", "first")
