"""Of a mail we keep what its sender wrote: no quoted mail, no signature, the names of attachments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrections.mail_text import without_quotes

WROTE = "The ferry sails on Thursday."


@pytest.mark.parametrize(
    "tail",
    [
        "\n\nOn Fri, 20 Nov 2020 at 12:00, The Harbor Ledger <desk@ledger.example> wrote:\n> Which day?\n> Thank you.",
        "\n\nOn Fri, 20 Nov 2020 at 12:00, The Harbor Ledger\n<desk@ledger.example> wrote:\n\n> Which day?",
        "\n\nAm 20.11.2020 um 12:00 schrieb The Harbor Ledger:\n> Which day?",
        "\n\nLe ven. 20 nov. 2020 à 12:00, The Harbor Ledger a écrit :\n> Which day?",
        "\n\nEl vie, 20 nov 2020, The Harbor Ledger escribió:\n> Which day?",
        "\n\n-----Original Message-----\nFrom: desk@ledger.example\nWhich day?",
        "\n\n________________________________\nFrom: Desk <desk@ledger.example>\nSent: Friday\nWhich day?",
        "\n\nVon: Desk <desk@ledger.example>\nGesendet: Freitag\nWhich day?",
        "\n\n-- \nAdalind Reader\n12 Pier Road",
        "\n\nSent from my telephone",
        "\n\n> Which day?",
        "\n\nFrom: The Harbor Ledger\nSent: Friday, November 20, 2020 12:00 PM\nTo: Adalind\nSubject: A question\n\nWhich day?",
        "\n\nDe : The Harbor Ledger\nEnvoyé : vendredi 20 novembre 2020 12:00\nÀ : Adalind\n\nWhich day?",
        "\n\n20 нояб. 2020 г., в 12:00, The Harbor Ledger <desk@ledger.example> написал(а):\n\n> Which day?",
        "\n\n2020年11月20日(金) 12:00 The Harbor Ledger <desk@ledger.example>:\n\n> Which day?",
        "\n\nThe Harbor Ledger <desk@ledger.example>, 20 Kas 2020 Cum, 12:00 tarihinde şunu yazdı:\n\n> Which day?",
        "\n\npt., 20 lis 2020 o 12:00 The Harbor Ledger <desk@ledger.example>\nnapisał(a):\n\n> Which day?",
        "\n\nEnviado desde mi iPhone",
    ],
)
def test_the_mail_that_is_answered_and_the_signature_go(tail):
    assert without_quotes(WROTE + tail) == WROTE


def test_words_below_and_between_quotations_stay():
    mail = "On Friday, the desk wrote:\n> Which day?\n\nThursday.\n\n> Which ship?\n\nThe Heron."
    assert without_quotes(mail) == "Thursday.\n\nThe Heron."


@pytest.mark.parametrize(
    "words",
    [
        "On Tuesday your reporter wrote: the pier is closed. It is not.",
        "From: where do you have this figure?",
        "The table says:\n- 12 ships\n-- and not 14",
        "On the pier.\nIt was Bob who wrote\nthe letter.",
    ],
)
def test_sentences_that_only_look_like_it_stay(words):
    assert without_quotes(words) == words


@given(st.text())
def test_any_text_is_read(text):
    kept = without_quotes(text)
    assert kept == kept.strip()
    assert "\x00" not in kept
