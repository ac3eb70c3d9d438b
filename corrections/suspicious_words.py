"""Words of those who correct a story, and marks of those who attack a form; how spam reads is learned (`learned.py`).

Texts are compared without case and accents (`articles.body.folded`), so the patterns are written so.
"""

from __future__ import annotations

import re

# How people speak who correct a story.
OF_CORRECTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(caption|headline|paragraph|misspel\w*|misquot\w*|typo|correction)\b",
        r"\byour (story|text|piece|report|reporter|reviewer|journalist|newspaper|photo)\b",
        r"\byou (say|said|write|wrote|call|called|quote|name|print|embed|give|have the wrong)\b",
        r"\b(should be|is wrong|was wrong)\b",
        r",? (and )?not (in|on|the|an?|by|from|to|\d)\b",
        r"\b(denies|statement|study|court|minutes|according to)\b",
        r"\b(falsch|stimmt nicht|nicht,? sondern|faux|pas en|no es|no son|sbagliat\w+|ошибка|а не)\b",
    )
)
# How people of many languages say that something is not right, or ask about it.
OF_ERRORS = re.compile(
    r"\b(wrong|error|mistake\w*|incorrect\w*|false|untrue|not true|correct\w*|inaccura\w*|actually|misleading|outdated"
    r"|missing|forgot|spell\w*|fehler|falsch|richtig|nicht wahr|faux|fausse|erreur|incorrecto|errore|sbagliat\w+|errado"
    r"|erro|fout|fel|feil|blad|virhe|hiba|chyba|hata|yanlis)\b|ошибк|неверн|неправ|错|錯|誤|間違|오류|틀린|خطأ|गलत",
)
# Words of five letters and more that any two texts share.
COMMON = """
about above after again against along always among another around because before being below between could every first
great having himself house known later least little maybe might never other others people perhaps please quite really
should since still thank thanks their there these thing things think those though three through today under until
weeks where which while whole whose within without would years yours hours month months alles andere diese dieser
dieses durch einem einen einer eines haben immer keine nicht seine unter viele werden wurde wurden zwischen ainsi
alors apres aussi autre autres avant cette comme depuis elles encore entre etait etaient leurs moins notre parce
personne quand toujours toute toutes votre ahora antes aunque contra cuando desde donde durante ellos entonces estaba
estan estos hacia hasta mientras mucho muchos nosotros otros porque puede quien sobre solamente tambien tanto tiempo
tiene tienen todas todos ustedes veces
"""
STOP = frozenset(COMMON.split())
# What those send who try whether a form can be broken.
PROBES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\$\{jndi:",
        r"<script\b",
        r"<\w[^>]{0,80}\bon[a-z]{3,20}\s*=",
        r"\bonerror\s*=",
        r"%3c\s*/?\s*(script|svg|img|iframe)",
        r"\bxp_cmdshell\b",
        r"\bunion\s+(all\s+)?select\b",
        r"'\s*or\s+['\d]\S*\s*=",
        r"\.\./\.\./",
        r"\{\{\s*\d+\s*[*+]",
        r"%0d%0a",
        r"'\s*--\s*$",
        r"\bsleep\(\d+\)",
        r"\bwaitfor\s+delay\b",
        r"/etc/(passwd|shadow)",
    )
)
