"""Notes, what is to be done, agendas and the brief: read by the two of them and by nobody else."""

from datetime import timedelta

from bot.calls import call
from bot.views import Form
from tests.conversations.afterwards import TOMORROW, agree, begun, over, told
from tests.conversations.inside import acting, parts
from tests.conversations.town import Town
from tests.conversations.words import labels, words


async def test_after_a_yes_notes_actions_and_a_rating_are_one_short_form(town: Town) -> None:
    two = await over(town)
    await two.ada.presses("Yes, we met", from_dm=True)
    form = words(await two.ada.presses("Write notes"))
    assert "nobody else" in form
    assert "The rating is for you alone." in form
    lines = "Read chapter two\n- them: send the book\nBoth: pick a date"
    assert "Kept for the two of you" in words(await two.ada.fills(notes="We read it.", actions=lines, rating="4"))
    assert "Same hour next week" in labels(two.ada.seen)  # type: ignore[arg-type]  # they have seen it
    mine = words(await two.ada.types("/actions"))
    assert "Read chapter two" in mine
    assert "Grace: send the book" in mine
    assert "Both of you: pick a date" in mine
    theirs = words(await two.grace.types("/actions"))
    assert "Ada: Read chapter two" in theirs
    assert "Grace: " not in theirs
    notes = words(await two.grace.types("/notes"))
    assert "We read it." in notes
    assert "4" not in notes.replace("2026", "").split("We read it.")[1]
    assert "Change it" not in labels(await two.grace.types("/notes"))


async def test_either_ticks_an_action_off_and_can_take_it_back(town: Town) -> None:
    two = await over(town)
    await two.ada.sends(call("session.note", two.session), {"actions": "Read chapter two\nRead chapter two"})
    await two.ada.sends(call("session.note", two.session), {"actions": "Read chapter two"})
    assert labels(await two.grace.types("/actions")) == ["Done"]
    await two.grace.presses("Done")
    await two.ada.sends(call("action.done", 1))
    assert "Nothing to do" in words(await two.ada.types("/actions"))
    await two.grace.sends(call("action.undone", 1))
    assert "Read chapter two" in words(await two.ada.types("/actions"))


async def test_each_writes_their_own_note_and_changes_it_for_a_week(town: Town) -> None:
    two = await over(town)
    await two.ada.sends(call("session.note", two.session), {"notes": "First", "rating": "5"})
    await two.grace.sends(call("session.note", two.session), {"notes": "Mine"})
    await two.ada.types("/notes")
    form = await two.ada.presses("Change it")
    assert isinstance(form, Form)
    assert [field.value for field in form.fields] == ["First", "", "5"]
    await two.ada.fills(notes="Better")
    read = words(await two.grace.types("/notes"))
    assert "Better" in read
    assert "First" not in read
    assert "Mine" in read
    await town.passes(days=8)
    late = await two.ada.sends(call("session.note", two.session), {"notes": "Later"})
    assert "changed for 7 days" in words(late)
    assert "Change it" not in labels(await two.ada.types("/notes"))


async def test_nobody_else_reads_notes_actions_or_agendas_not_even_moderators(town: Town) -> None:
    two = await over(town)
    await two.ada.sends(call("session.note", two.session), {"notes": "Ours", "actions": "Ours too"})
    for who in (town.person("Eve"), town.person("Mo", moderator=True)):
        for asked in (
            call("note.page", two.pair, 0),
            call("session.note", two.session),
            call("session.agenda", two.session),
            call("action.done", 1),
            call("action.undone", 1),
            call("session.show", two.session),
        ):
            said = words(await who.sends(asked, {"notes": "Mine", "item": "Mine"}))
            assert "do not find this" in said, asked
        assert "Ours" not in words(await who.types("/notes"))
        assert "Nothing to do" in words(await who.types("/actions"))
        form = await town.app.form(who.actor, call("session.note", two.session), now=town.now)
        assert "Ours" not in words(form)


async def test_past_notes_turn_by_the_page_and_a_mentor_of_several_chooses(town: Town) -> None:
    two = await over(town)
    for week in range(3):
        for who in (two.ada, two.grace):
            await who.sends(call("session.note", two.session), {"notes": f"Week {week} {who.actor.name}" + "x" * 700})
        await two.again(timedelta(days=1))
        await town.passes(days=1, hours=1)
    first = words(await two.ada.types("/notes"))
    assert first.count("Week") == 3
    assert "Week 2 Ada" in first
    second = words(await two.ada.presses("Older"))
    assert second.count("Week") == 3
    assert "Week 0 Grace" in second
    assert words(await two.ada.presses("Newer")) == first
    await town.pair(town.person("Bo"), two.grace)
    assert "Whose notes?" in words(await two.grace.types("/notes"))
    await two.grace.presses("Read")
    assert "No notes yet" in words(two.grace.seen)  # type: ignore[arg-type]  # they have seen it
    assert "Write about the last one" in labels(await two.ada.types("/notes"))
    assert "No notes yet" in words(await town.person("Cy").types("/notes"))


async def test_many_actions_turn_by_the_page(town: Town) -> None:
    two = await over(town)
    for part in (range(4), range(4, 7)):
        lines = "\n".join(f"Task {number}" for number in part)
        await two.ada.sends(call("session.note", two.session), {"actions": lines})
    assert "1–5 of 7" in words(await two.ada.types("/actions"))
    assert "Task 6" in words(await two.ada.presses("Older"))
    assert "Task 0" in words(await two.ada.presses("Newer"))
    await parts(town, two.ada, two.grace)
    assert "Nothing to do" in words(await two.ada.types("/actions"))
    assert "has ended" in words(await two.ada.sends(call("action.done", 1)))


async def test_both_add_to_what_to_talk_about_and_read_it_in_the_reminder(town: Town) -> None:
    two = await begun(town)
    await two.ada.sends(call("session.show", two.session))
    await two.ada.presses("Add to the agenda")
    assert "The last chapter" in words(await two.ada.fills(item="The last chapter"))
    await two.grace.sends(call("session.agenda", two.session), {"item": "Your plan"})
    await two.grace.sends(call("session.agenda", two.session), {"item": "Your plan"})
    shown = words(await two.ada.sends(call("session.show", two.session)))
    assert shown.count("Your plan") == 1
    for number in range(6):
        await two.ada.sends(call("session.agenda", two.session), {"item": f"Thing {number}"})
    full = await two.ada.sends(call("session.agenda", two.session), {"item": "One more"})
    assert "enough for one session" in words(full)
    await town.passes(days=1, hours=6)
    for one in (two.ada, two.grace):
        soon = told(one.dms, "You meet soon")
        assert "The last chapter" in soon[0]
        assert "Your plan" in soon[-1]
        assert "and 3 more" in soon[-1]
    await town.passes(hours=1)
    late = await two.ada.sends(call("session.agenda", two.session), {"item": "Too late"})
    assert "is over" in words(late)


async def test_the_mentors_reminder_carries_the_brief_and_the_students_their_part(town: Town) -> None:
    two = await over(town)
    for who, said in ((two.ada, "I was nervous"), (two.grace, "She was good")):
        await who.sends(call("session.note", two.session), {"notes": said, "actions": f"Task of {who.actor.name}"})
    await two.again(timedelta(days=2))
    before = len(two.ada.dms), len(two.grace.dms)
    brief = words(await two.grace.sends(call("session.show", two.session)))
    await town.passes(days=2)
    mentor = told(two.grace.dms[before[1] :], "You meet soon")
    for said in (mentor[0], mentor[-1], brief):
        for part in ("I was nervous", "She was good", "Ada: Task of Ada", "Task of Grace", "Last notes"):
            assert part in said
    assert len(mentor) == 3
    assert "Last notes" not in mentor[1], "the one between is short"
    student = told(two.ada.dms[before[0] :], "You meet soon")
    assert "For you to do: · Task of Ada" in student[0]
    assert "Last notes" not in student[0]
    assert "Task of Grace" not in student[0]


async def test_the_longest_brief_there_can_be_fits_a_message(town: Town) -> None:
    two = await over(town)
    for who in (two.ada, two.grace):
        typed = {"notes": "n" * 800, "actions": "\n".join(f"{number}" + "a" * 120 for number in range(8))}
        assert "Kept" in words(await who.sends(call("session.note", two.session), typed))
    two.session = await agree(town, two.ada, two.grace, two.pair, TOMORROW + timedelta(days=7))
    for number in range(8):
        await two.ada.sends(call("session.agenda", two.session), {"item": f"{number}" + "t" * 149})
    assert "Last notes" in words(await two.grace.sends(call("session.show", two.session)))
    before = len(two.grace.dms)
    await town.passes(days=7)
    assert "Last notes" in told(two.grace.dms[before:], "You meet soon")[0]


async def test_notes_come_after_the_beginning_and_are_never_empty(town: Town) -> None:
    two = await begun(town)
    early = await two.ada.sends(call("session.note", two.session), {"notes": "Early"})
    assert "from the beginning" in words(early)
    await town.passes(days=1, hours=7)
    assert "whichever you like" in words(await two.ada.sends(call("session.note", two.session), {"notes": " "}))
    await two.ada.sends(call("session.note", two.session), {"rating": "3"})
    assert "No notes yet" in words(await two.grace.types("/notes")), "a rating alone is nobody's to see"
    adas = await town.id(two.ada)
    async with acting(town) as ctx:
        note = await ctx.store.notes.get(two.session, adas)
    assert note is not None
    assert note.rating == 3
