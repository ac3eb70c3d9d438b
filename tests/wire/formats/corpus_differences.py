"""Where our reading of a corpus file differs, on purpose, from what another system's tests expect, and why."""

from __future__ import annotations

# (file, field in the expectation) → why ours is another value
DIFFERENCES: dict[tuple[str, str], str] = {
    ("nitf/sd-core__pa3.xml", "pubstatus"): "PA sent management-status “embargoed”; the other system calls that usable.",
    ("nitf/sd-belga__ansa_belga.xml", "byline"): "The byline element holds a subtitle; ours is the standfirst.",
    ("nitf/sd-belga__ansa_belga.xml", "abstract"): "See byline: the subtitle is our standfirst.",
    ("nitf/sd-belga__ansa_belga.xml", "urgency"): "The file gives no urgency; the other system makes up 5.",
    ("nitf/sd-belga__ansa_belga.xml", "keywords"): "The meta element “keyword” repeats the headline.",
    (
        "nitf/sd-belga__ansa_belga.xml",
        "firstcreated",
    ): "No time zone is sent; the other system assumes Italian time, we read UTC and tell the desk.",
    (
        "nitf/sd-belga__ansa_belga.xml",
        "versioncreated",
    ): "No time zone is sent; the other system assumes Italian time, we read UTC and tell the desk.",
    ("newsml-g2/sd-ansa__item.xml", "firstcreated"): "13:51Z is sent; the other system moves the time by an hour.",
    (
        "newsml-g2/sd-belga__dpa_newsml_2_0_belga.xml",
        "headline",
    ): "The other system puts the genre before the headline; we keep the genre in its own field.",
    ("newsml-g2/sd-belga__dpa_newsml_2_0_belga.xml", "urgency"): "The file says 4.",
    ("newsml-g2/sd-belga__dpa_newsml_2_0_belga.xml", "keywords"): "The file has keywords; the other system drops them.",
    ("newsml-g2/sd-core__dpa.xml", "firstcreated"): "Not sent; ours falls back to the first time we know.",
    ("newsml-g2/sd-ntb__dpa_newsml_test.xml", "urgency"): "The file says 4; the other system maps it to its own scale.",
    ("newsml-g2/sd-ntb__dpa_newsml_test.xml", "ednote"): "One of several notes; ours joins them all (it must be among them).",
    ("newsml-g2/sd-cp__1bf6.xml", "slugline"): "The other system builds a slugline; the file has none.",
    ("newsml-g2/sd-cp__202006097942547-en.newsml", "abstract"): "The other system prefixes the company and the dateline.",
    ("ap-media-api/sd-cp__item.json", "slugline"): "The other system rewrites AP's slugline “BC-WY--…”; ours is as sent.",
    ("ap-media-api/sd-cp__apv.json", "slugline"): "The other system rewrites AP's slugline; ours is as sent.",
    ("ap-media-api/sd-cp__politics.json", "slugline"): "The other system rewrites AP's slugline; ours is as sent.",
    ("ap-media-api/sd-cp__item.json", "urgency"): "The file says 4; the other system maps it to its own scale.",
    ("ap-media-api/sd-cp__item.json", "ednote"): "The other system moves “UPDATES:” into a field of its own.",
    ("rss-atom/sd-core__wenn.xml", "guid"): "A bare number is unique within its agency only; ours names the agency too.",
    (
        "rss-atom/sd-core__wenn.xml",
        "subject[0].qcode",
    ): "The feed names its own categories; the other system maps them to codes.",
    ("rss-atom/sd-core__wenn.xml", "urgency"): "The feed gives no urgency; the other system makes up 5.",
    ("ap-media-api/sd-cp__item.json", "source"): "“The Associated Press” is “AP” with us.",
    ("newsml-1.2/sd-belga__afp_belga.xml", "urgency"): "The file says 4; the other system maps it to its own scale.",
    ("newsml-1.2/sd-belga__afp_belga.xml", "keywords"): "The other system keeps those it has in a list of its own.",
    ("newsml-1.2/sd-belga__afp_belga.xml", "slugline"): "No SlugLine is sent; ours is the NameLabel.",
    ("newsml-1.2/sd-belga__ats_newsml_1_2_belga.xml", "slugline"): "No SlugLine is sent; ours is the catchword.",
    ("newsml-1.2/sd-belga__ats_newsml_1_2_belga.xml", "guid"): "Theirs carries the version (“1N”), ours is for all versions.",
    ("newsml-1.2/sd-belga__belga_newsml_1_2_video.xml", "byline"): "The file has no byline; theirs is the credit.",
    (
        "newsml-1.2/sd-belga__belga_newsml_1_2_video.xml",
        "description_text",
    ): "What a film shows is the caption of the film, not a standfirst.",
    ("newsml-1.2/sd-belga__belga_tip_newsml_1_2.xml", "version"): "The file says 0.",
    ("newsml-1.2/sd-belga__belga_tip_newsml_1_2.xml", "guid"): "The file has no id; both make one up.",
    ("newsml-1.2/sd-belga__belga_tip_newsml_1_2.xml", "byline"): "The file has no byline; theirs is the credit.",
    (
        "newsml-1.2/sd-belga__belga_tip_newsml_1_2.xml",
        "firstcreated",
    ): "No time zone is sent; the other system assumes Belgian time, we read UTC and tell the desk.",
    (
        "newsml-1.2/sd-belga__belga_tip_newsml_1_2.xml",
        "versioncreated",
    ): "No time zone is sent; the other system assumes Belgian time, we read UTC and tell the desk.",
    ("newsml-1.2/sd-belga__efe_belga.xml", "slugline"): "No SlugLine is sent; ours is EFE's second headline in capitals.",
    ("newsml-1.2/sd-belga__efe_belga.xml", "keywords"): "The NITF inside has a key-list; the other system drops it.",
    ("newsml-1.2/sd-belga__efe_belga.xml", "language"): "The file says es-ES.",
    ("newsml-1.2/sd-belga__tass_belga.xml", "slugline"): "The file says URGENT; the other system drops it.",
    (
        "newsml-1.2/sd-belga__tass_belga.xml",
        "guid",
    ): "Ours puts the provider before it, which makes it unique.",
    ("newsml-1.2/sd-core__ana1.xml", "dateline.text"): "The file has only a day; the other system builds a dateline.",
    ("newsml-1.2/sd-ntb__afp_no_headline.xml", "headline"): "The same sentence, but ours is cut after 150 characters.",
}

# Expectations about the other system's own model, its lookups or its numbering: nothing in the message answers to them.
THEIR_OWN = {
    "anpa_category",
    "associations",
    "authors",
    "expiry_offset",
    "extra",
    "format",
    "groups",
    "located",
    "original_source",
    "place",
    "priority",
    "profile",
    "renditions",
    "rewrite_of",
    "subject",
    "word_count",
    "[1]",
}
