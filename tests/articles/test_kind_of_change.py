"""Whatever may alter what a reader believes is proposed as substantive, with the words; slips, marks and markup are minor."""

from __future__ import annotations

from typing import Any

import pytest

from articles import kind_of_change

CONTENT: dict[str, Any] = {
    "headline": "Ferries to run", "standfirst": "", "dateline": "PORT MERRION", "tagline": "", "language": "en",
    "body": "<p>The mayor spoke.</p>", "bylines": [{"person_id": 1, "name": "", "role": ""}], "agency_id": None,
    "kind": "news", "lead_photo_id": None, "lead_photo_caption": "",
}  # fmt: skip
TABLE = "<table><tr><td>East</td><td>12</td></tr><tr><td>West</td><td>14</td></tr></table>"

SUBSTANTIVE = [
    # Numbers: in figures, words, ordinals, dates, money, percent, and changed about
    ("It carried 14,200 people.", "It carried 12,400 people.", "Numbers changed: “14,200” → “12,400”"),
    ("It carried 14,200 people.", "It carried 1,420 people.", "Numbers"),
    ("Twelve voted for, 14 against.", "Fourteen voted for, 14 against.", "Numbers"),
    ("East has 12 votes, West 14.", "East has 14 votes, West 12.", "Numbers changed places: “12”, “14”"),
    (TABLE, TABLE.replace("12", "x").replace("14", "12").replace("x", "14"), "Numbers changed places"),
    (TABLE, TABLE.replace("East", "x").replace("West", "East").replace("x", "West"), "Names changed places"),
    ("It is the second case.", "It is the third case.", "Numbers"),
    ("It was the 1st of its kind.", "It was the 2nd of its kind.", "Numbers"),
    ("They met on Tuesday.", "They met on Thursday.", "Numbers changed: “Tuesday” → “Thursday”"),
    ("It opens on 3 May 2021.", "It opens on 3 May 2022.", "Numbers"),
    ("It opens on 3 March.", "It opens on 3 April.", "Numbers"),
    ("It cost $5 million.", "It cost $5 billion.", "Numbers"),
    ("It cost $5.", "It cost £5.", "Numbers changed: “$5” → “£5”"),
    ("It rose 5%.", "It rose 5.", "Numbers changed: “5%” → “5”"),
    ("It rose 5 percent.", "It rose 5 points.", "Words"),
    ("It was -5 degrees.", "It was 5 degrees.", "Numbers"),
    ("It starts at 5 a.m. sharp.", "It starts at 5 p.m. sharp.", "Words"),
    ("About twenty-two came.", "About twenty-three came.", "Numbers"),
    ("Dozens came.", "Hundreds came.", "Numbers"),
    ("An A380 landed.", "An A350 landed.", "Numbers"),
    ("It is ½ full.", "It is ¾ full.", "Numbers"),
    # Names
    ("Mayor Ana Holt spoke.", "Mayor Anna Holt spoke.", "Names changed: “Ana” → “Anna”"),
    ("Then Jonh Quill spoke.", "Then John Quill spoke.", "Names"),
    ("Quill beat Holt by a mile.", "Holt beat Quill by a mile.", "Names changed places: “Quill”, “Holt”"),
    ("It is in Georgia.", "It is in Armenia.", "Names"),
    ("Pope Pius XII knew.", "Pope Pius XI knew.", "Names"),
    ("The crews met O’Neil.", "The crews met O’Neal.", "Names"),
    # Quotations: altered, moved to somebody else, given or taken away
    ("“We are ready to sail,” she said.", "“We are not ready to sail,” she said.", "Quotations"),
    ("‘We are ready to sail,’ she said.", "‘We were ready to sail,’ she said.", "Quotations"),
    ("„Wir fahren“, rief sie.", "„Wir fahren nie“, rief sie.", "Quotations"),
    ("« Nous partons », dit-elle.", "« Nous restons », dit-elle.", "Quotations"),
    ("He called them “terrorists”.", "He called them terrorists.", "Quotations"),
    ("“Yes,” Holt said. “No,” Quill said.", "“No,” Holt said. “Yes,” Quill said.", "Quotations changed places"),
    ("Holt spoke.</p><p>“We sail.”</p><p>Quill nodded.", "Holt spoke.</p><p>Quill nodded.</p><p>“We sail.”", "another speaker"),
    # Who says it
    ("The road is open, police said.", "The road is open, residents said.", "Who says it, or how, changed: “police” →"),
    ("It is open, an official said.", "It is open, a source said.", "Who says it"),
    ("It was arson, police said.", "It was arson.", "Who says it"),
    ("According to police it was arson.", "It was arson.", "Who says it"),
    ("Police claimed that it was arson.", "Police confirmed that it was arson.", "Who says it"),
    ("It was late, he said.", "It was late, she said.", "Who says it"),
    # Negation, certainty, direction, sense
    ("The union did strike.", "The union did not strike.", "Words changed: none → “not”"),
    ("The ship can sail.", "The ship can’t sail.", "Words"),
    ("They are never late.", "They are ever late.", "Words"),
    ("The ferries may run.", "The ferries will run.", "Words"),
    ("It sank before the storm.", "It sank after the storm.", "Words"),
    ("All crews voted.", "Most crews voted.", "Words"),
    ("The jury found him guilty.", "The jury found him innocent.", "Words"),
    ("The protest was legal.", "The protest was illegal.", "Words"),
    ("He was hired in spring.", "He was fired in spring.", "Words"),
    ("The man is dead.", "The man is deaf.", "Words"),
    ("A dog bit a man.", "A man bit a dog.", "Words changed places"),
    ("The crews met.", "The crews met. The pier was unsafe.", "Words"),
    ("The pier was unsafe. The crews met.", "The crews met.", "Words"),
    ("The vote was close.", "The vote was near.", "Words"),  # the same to some, not to all
    # In another language every word counts
    ("Er hat es getan.", "Er hat es nicht getan.", "Words"),
    ("他没有去那里。", "他已经去那里。", "Words"),
    ("Он не виновен.", "Он виновен.", "Words"),
    ("لم يذهب إلى المدينة.", "ذهب إلى المدينة.", "Words"),
    # Where a link leads, and pictures
    ('<a href="https://court.example/1">Ruling</a>.', '<a href="https://blog.example/1">Ruling</a>.', "link"),
    ('It sank.</p><figure data-photo="1"></figure><p>So.', 'It sank.</p><figure data-photo="2"></figure><p>So.', "pictures"),
]  # fmt: skip

MINOR = [
    ("It carryed many.", "It carried many."),
    ("They will recieve it.", "They will receive it."),
    ("Teh pier is open.", "The pier is open."),
    ("It happend in Febuary.", "It happened in February."),
    ("It was definately so.", "It was definitely so."),
    ("The gover nment met.", "The government met."),
    ("Send an e-mail.", "Send an email."),
    ("It is open,the crews left.", "It is open, the crews left."),
    ("It is open , now .", "It is open, now."),
    ("It is open", "It is open."),
    ('"We sail," she said.', "“We sail,” she said."),
    ("“We sail!” she said.", "“We sail,” she said."),
    ("It's open.", "It’s open."),
    ("The vote was 5-4.", "The vote was 5–4."),
    ("It carried 14200 people.", "It carried 14,200 people."),
    ("The ferries would run.", "The ferries will run."),
    ("She had said on Tuesday that it was so.", "On Tuesday she had said that it was so."),
    ("The Mayor spoke.", "The mayor spoke."),
    ("The ferries are the the pride of us.", "The ferries are the pride of us."),
    ("It was in the a port.", "It was in a port."),
    ("Holt met crews. The pier is open.", "The pier is open. Holt met crews."),
    ("Holt met crews.</p><p>The pier is open.", "The pier is open.</p><p>Holt met crews."),
    ("The <b>pier</b> is open.", "The <em>pier</em> is open."),
    ("Holt met crews. The pier is open.", "Holt met crews.</p><p>The pier is open."),
    ('<a href="http://www.court.example/1/">Ruling</a>.', '<a href="https://court.example/1">Ruling</a>.'),
    ("The ruling stands.", '<a href="https://court.example/1">The ruling</a> stands.'),
    ("Они решилии ехать.", "Они решили ехать."),
    ("Er hat es gesehenn.", "Er hat es gesehen."),
]  # fmt: skip


def proposed(before: str, after: str) -> kind_of_change.Proposal:
    language = "en" if before.isascii() or "’" in before or "“" in before else "und"
    old, new = (
        {**CONTENT, "language": language, "body": text if text[:2] == "<t" else f"<p>{text}</p>"} for text in (before, after)
    )
    return kind_of_change.of(old, new)


@pytest.mark.parametrize(("before", "after", "why"), SUBSTANTIVE)
def test_what_may_alter_what_a_reader_believes_is_substantive_with_the_words_that_show_it(before, after, why):
    for one, other in ((before, after), (after, before)):
        assert proposed(one, other).is_substantive
    assert why in " ".join(proposed(before, after).reasons)


@pytest.mark.parametrize(("before", "after"), MINOR)
def test_slips_marks_and_markup_are_minor(before, after):
    assert proposed(before, after).reasons == ()


@pytest.mark.parametrize("text", sorted({text for pair in SUBSTANTIVE for text in pair[:2]}))
def test_what_did_not_change_is_minor(text):
    assert proposed(text, text).reasons == ()
