"""The agency's change and ours meet, block by block and word by word; what both touched, an editor decides."""

from __future__ import annotations

import pytest

from wire.merge import Choice, Conflict, Merged, Source, Undecided, Way, merge

NIGHT = "<p>The ferry company will run its boats all night.</p>"
COUNT = "<p>It carried 14,200 people in three months.</p>"
UNION = "<p>The union of deckhands agreed on Monday after long talks.</p>"
FARES = "<p>Fares stay as they are until spring, the harbor office said.</p>"
PROMO = '<aside data-promo="7"></aside>'


def of(base: list[str], theirs: list[str], ours: list[str]) -> Merged:
    return merge(*({"body": "\n".join(side)} for side in (base, theirs, ours)))


def text(merged: Merged, **choices: Choice) -> list[str]:
    return merged.settled({key.replace("_", "-"): choice for key, choice in choices.items()})["body"].split("\n")


def test_both_sides_changes_of_one_paragraph_meet_in_it():
    theirs = COUNT.replace("14,200", "12,400")
    ours = COUNT.replace("three", "the first <em>three</em>")
    merged = of([NIGHT, COUNT], [NIGHT, theirs], [NIGHT, ours])
    assert text(merged) == [NIGHT, "<p>It carried 12,400 people in the first <em>three</em> months.</p>"]
    assert [part.source for part in merged.blocks] == [Source.NOBODY, Source.BOTH]


def test_same_words_changed_by_both_are_a_conflict_with_the_three_texts():
    theirs, ours = COUNT.replace("14,200", "12,400"), COUNT.replace("14,200", "some 14,000")
    merged = of([NIGHT, COUNT], [NIGHT, theirs], [NIGHT, ours])
    assert merged.conflicts == {"block-1": Conflict(COUNT, theirs, ours, ours)}
    with pytest.raises(Undecided, match="block-1"):
        merged.settled()
    assert text(merged, block_1=Choice(Way.THEIRS))[1] == theirs
    assert text(merged, block_1=Choice(Way.OURS))[1] == ours
    edited = Choice(Way.EDITED, "It carried 12,400 people & more.\r\n\r\nThat is new.")
    assert text(merged, block_1=edited)[1:] == ["<p>It carried 12,400 people &amp; more.</p>", "<p>That is new.</p>"]


def test_draft_of_a_conflict_has_what_the_agency_changed_elsewhere_in_the_block():
    theirs = UNION.replace("Monday", "Tuesday").replace("deckhands", "deck officers")
    ours = UNION.replace("Monday", "Sunday")
    (conflict,) = of([UNION], [theirs], [ours]).conflicts.values()
    assert conflict.draft == UNION.replace("Monday", "Sunday").replace("deckhands", "deck officers")


def test_same_change_by_both_is_made_once():
    fixed = COUNT.replace("14,200", "12,400")
    assert text(of([NIGHT, COUNT], [NIGHT, fixed, FARES], [NIGHT, fixed, UNION, FARES])) == [NIGHT, fixed, UNION, FARES]


def test_local_promo_and_paragraph_keep_their_places_while_the_agency_adds_and_takes_out():
    ours = [NIGHT, PROMO, COUNT, "<p>The office in Holm confirmed it to us.</p>", UNION, FARES]
    theirs = [NIGHT, COUNT, FARES, "<p>The trial ends in May.</p>"]
    assert text(of([NIGHT, COUNT, UNION, FARES], theirs, ours)) == [*ours[:4], FARES, theirs[3]]


def test_paragraph_that_the_agency_moved_keeps_our_edit():
    ours = [NIGHT, COUNT.replace("people", "passengers"), UNION, FARES]
    merged = of([NIGHT, COUNT, UNION, FARES], [NIGHT, UNION, FARES, COUNT], ours)
    assert text(merged) == [NIGHT, UNION, FARES, ours[1]]


def test_new_paragraph_follows_the_one_that_moved_though_what_stood_behind_it_is_gone():
    holm, ended = "<p>The harbor office in Holm confirmed it.</p>", "<p>The trial ends in May.</p>"
    ours = [NIGHT.replace("all night", "until dawn"), COUNT, UNION, FARES, holm]
    merged = of([NIGHT, COUNT, UNION, FARES, holm], [NIGHT, FARES, holm, COUNT, ended], ours)
    assert text(merged) == [ours[0], FARES, holm, COUNT, ended]


def test_paragraph_that_one_side_took_out_and_the_other_changed_is_a_conflict():
    changed = UNION.replace("Monday", "Tuesday")
    out_by_us = of([NIGHT, UNION, FARES], [NIGHT, changed, FARES], [NIGHT, FARES])
    assert out_by_us.conflicts == {"block-1": Conflict(UNION, changed, "", "")}
    assert text(out_by_us, block_1=Choice(Way.OURS)) == [NIGHT, FARES]
    out_by_them = of([NIGHT, UNION, FARES], [NIGHT, FARES], [NIGHT, changed, FARES])
    assert out_by_them.conflicts == {"block-1": Conflict(UNION, "", changed, changed)}


def test_list_and_link_survive_a_change_inside_them():
    base = "<ul><li>Boats run.</li><li>Fares stay.</li></ul>"
    theirs = "<ul><li>Boats run.</li><li>Fares stay.</li><li>Pets are free.</li></ul>"
    ours = '<ul><li>Boats <a href="https://ledger.example/" rel="noopener">run</a>.</li><li>Fares stay.</li></ul>'
    assert text(of([base], [theirs], [ours])) == [ours.replace("</ul>", "<li>Pets are free.</li></ul>")]


def test_markup_that_would_not_close_is_a_conflict():
    base, theirs = "<p><em>Boats</em> run at night.</p>", "<p>Boats run at night.</p>"
    ours = "<p><em>Boats run at</em> night.</p>"
    assert not of([base], [theirs], [ours]).is_clean


def test_spaces_alone_are_no_edit():
    ours = NIGHT.replace("run its", "run\n its")
    assert text(of([NIGHT], [NIGHT.replace("night", "day")], [ours])) == [NIGHT.replace("night", "day")]


def test_text_of_a_hostile_size_is_a_conflict_on_the_block_instead_of_minutes_of_work():
    words = [f"w{number % 977}" for number in range(20_000)]
    sides = ([f"x{n}" if n % step == 0 else word for n, word in enumerate(words)] for step in (10**6, 3, 4))
    assert list(of(*([f"<pre>{' '.join(side)}</pre>"] for side in sides)).conflicts) == ["block-0"]
    many = [[f"<p>{side} {n}</p>" for n in range(3_100)] for side in "abc"]
    assert list(of(*many).conflicts) == ["block-0"]


def fields(**own: str) -> dict[str, str]:
    names = ("headline", "standfirst", "dateline", "tagline", "language", "bylines", "slugline", "editor_note")
    return {**dict.fromkeys(names, "As it was"), "headline": "Night ferries to stay after trial", "body": NIGHT, **own}


def test_headline_is_merged_by_words_where_the_edits_are_apart():
    merged = merge(
        fields(),
        fields(headline="Night ferries to stay after long trial"),
        fields(headline="Night boats to stay after trial"),
    )
    assert merged.settled()["headline"] == "Night boats to stay after long trial"


@pytest.mark.parametrize("name", ["dateline", "language", "bylines", "headline", "standfirst", "tagline"])
def test_field_changed_by_both_is_a_conflict(name: str):
    merged = merge(fields(), fields(**{name: "Theirs"}), fields(**{name: "Ours"}))
    assert list(merged.conflicts) == [name]
    assert merged.settled({name: Choice(Way.EDITED, " Both ")})[name] == "Both"


def test_working_name_stays_ours_and_the_note_keeps_both_sides_lines():
    ours = fields(slugline="OURS", editor_note="Old note.\nDesk: call Holm.")
    merged = merge(fields(editor_note="Old note."), fields(slugline="FERRY-2", editor_note="CORRECTS figure."), ours)
    content = merged.settled()
    assert (content["slugline"], content["editor_note"]) == ("OURS", "CORRECTS figure.\nDesk: call Holm.")
