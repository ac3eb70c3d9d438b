"""What spam offers, in the languages it comes in: phrases that no reader writes of a story, and trades that some stories are
about. Texts are compared without case and accents (`articles.body.folded`), so the patterns are written so.
"""

from __future__ import annotations

import re

# An offer, or a stock phrase of one: enough by itself, unless the story has the same words.
PITCHES = tuple(
    re.compile(pattern)
    for pattern in (
        # What is done for websites.
        r"\bback ?links?\b",
        r"\bguest (post|article)s?\b",
        r"\blink (insertion|building)\b",
        r"\bdo-?follow\b",
        r"\bsponsored (article|post|content)s?\b",
        r"\b(first|top) (page|position) (of|on|in) google\b",
        r"\bseo\b",
        r"\b(your|ur) (web ?site|ranking|business|domain|page) (is|was|are|needs|could|may|to the|on the)\b",
        r"\b(web ?site|targeted) (traffic|visitors)\b",
        r"\bcontact forms?\b.*\b(message|price|offer)",
        r"\bplatz 1 bei google\b",
        r"\bprimer lugar en google\b",
        r"\bпродвижени\w+ сайт",
        r"\bпрогон\b.*\bбаз",
        r"\bweb ?site nach oben\b",
        r"\bcreation de sites?\b",
        r"\bbusiness owners?\b",
        r"\bqualified leads\b",
        r"\bsite for sale\b",
        r"\b(text|permanent) links?\b.*\byour site\b",
        r"\bрассылк",
        r"\bplace an? (article|ad|link) on your\b",
        r"\b(featured|published) on \d+ (news|media)\b",
        r"\b(know|share|send) (us )?your requirements?\b",
        # How letters of offer begin and end.
        r"\bi (came across|found|visited) your (web)?site\b",
        r"\bunsubscribe\b",
        r"\bopt[- ]out\b",
        r"\bdear (webmaster|beneficiary)\b",
        r"\besteemed (company|organi[sz]ation)\b",
        r"\b(free|kindly) (quote|estimate|audit|consultation|reply with)\b",
        r"\bdevis gratuit\b",
        r"\bangebot anfordern\b",
        r"\bpreisliste\b",
        r"\bprice list\b",
        r"\bsee our portfolio\b",
        r"\b(visit|check out|surf to|here is) my (blog|site|web ?site|home ?page|page)\b",
        r"\bmy (web ?site|blog)( too)?\s?: ?http",
        r"\b(your|this) (great |amazing |awesome )?(blog|weblog|blog layout)s?\b.*http",
        r"\bskilled blogger\b",
        r"\b(great|nice|good|amazing|interesting|wonderful) (post|article|blog|information|content|info)\b.*http",
        r"\bi (log on to|joined) your\b",
        r"\bsubscribe to my\b",
        # Calls to act now.
        r"\bclick (here|the link|below|now)\b",
        r"\b(order|buy|book|apply|register|sign up|join|claim|call|hire|renew|verify|enroll?) "
        r"(now|today|here|us now|your free|the free channel)\b",
        r"\blimited (time )?offer\b",
        r"\bspecial offer\b",
        r"\bdon'?t miss out\b",
        r"\bcheck (this|it) out\b",
        r"\bllama ya\b",
        r"\bfree trial\b",
        r"\bstart your free\b",
        r"\bhaz clic\b",
        r"\bclique[zr]? (aqui|ici)\b",
        r"\bclicca qui\b",
        r"\bjetzt (klicken|bestellen|antrag)\b",
        r"\bkliknij\b",
        r"\bcommandez maintenant\b",
        r"\bregistrate ahora\b",
        r"\bhemen uye\b",
        r"今すぐクリック",
        r"\bзвоните\b",
        r"\bпишите (в|на)\b",
        r"\bпо ссылке\b",
        r"\bfree shipping\b",
        r"\bmoney[- ]back guarantee\b",
        r"\bno experience needed\b",
        # Money for nothing.
        r"\bguaranteed (profit|results?|income|winner)\b",
        r"\b(passive income|get rich|make money|earn money|work from home|working from home)\b",
        r"\b(earn|made|earned|invest) (me )?(a )?\$\s?\d",
        r"\bgeld verdienen\b",
        r"\bgagne[zr] de l.argent\b",
        r"\bgana(r)? dinero\b",
        r"\bganhe dinheiro\b",
        r"\bguadagna\b.*\bda casa\b",
        r"\btrabaja desde casa\b",
        r"\bзаработ\w+ в интернете\b",
        r"\b副業",
        r"\b(gift card|inheritance|compensation fund|next of kin|trusted partner)\b",
        r"\bmillion dollars to you\b",
        r"\b(giving|give) away\b.*\b(btc|bitcoin|iphone)\b",
        r"\bfree iphone\b",
        r"\bairdrop\b",
        r"\bpay (after win|the customs fee)\b",
        r"\bpaiement apres resultat\b",
        r"\b(account|trading) (manager|bot)\b",
        r"\baccount has been suspended\b",
        r"\bcomputer is infected\b",
        r"\btax credit per employee\b",
        r"\bfund your business\b",
        r"\bno credit check\b",
        r"\bbusiness loan or personal loan\b",
        # People who want to be written to elsewhere.
        r"\b(whats?app|telegram|wickr|skype|viber|wechat)\s*[:@+]",
        r"\btelegram @",
        r"\bt\.me/",
        r"\bтелеграм @?\w",
        r"加微信",
        r"\b(por|no|su|on|contact|contacto?) whatsapp\b",
        r"واتساب",
        r"联系电话",
        r"\bmessage (her|him) on instagram\b",
    )
)
# Trades that live by spam; a story may be about one, so that a word alone is not enough.
TRADES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(cas+ino|kasino|kazino|казино|gambling|betting|bahis|slots?|poker|roulette|ruleta|scommesse|judi"
        r"|freispiele|free spins)\b",
        r"casino|赌场|六合彩|カジノ|카지노|كازينو|slot|poker|roulette",
        r"\b(bonus|bonuses|bonos?|bonusu|bonus code|odds|jackpot|maxwin)\b",
        r"\b(viagra\w*|cialis|levitra|виагра|potenzmittel|pills?|pilules|gummies|cbd|keto|prescription|receta"
        r"|ricetta|rezeptfrei)\b",
        r"\b(loans?|prestamos?|prets?|prestito|kredit|credito|credit|emprestimo|pozyczka|кредит|займ|zaim|kredite"
        r"|pinjaman|vay tien)\b",
        r"قرض",
        r"\b(bitcoin|btc|crypto|cryptos|forex|nft|coin|trading|binary options|invest)\b",
        r"\b(porn|xxx|escorts?|webcam|sexy?|singles|girls|"
        r"ladies|lonely|devochki|индивидуалки|heisse frauen|femmes chaudes|rencontre|enlargement)\b",
        r"\b(replica|outlet|cheap\w*|discount|rabatt|скидк\w+|недорого|дешево|barat[oa]s?|gunstiger|pas cher"
        r"|petit prix|half price|% off)\b",
        r"\b\d+ ?% (discount|gunstiger|deal|today)\b|-\d+ ?%",
        r"\b(followers?|abonnes|seguidores|подписчиков|subscribers|obserwujacych|likes|views|reviews)\b",
        r"\b(spells?|spiritual healer|lost lover|voyant|marabout|tarot|amarres|herbal|illuminati|cure)\b",
        r"\b(hacker|recover\w*|cracked|license keys|fake (documents|passports|ids?)|dumps)\b",
        r"\b(essay|dissertation|diplom|диплом\w*|plagiarism|certificate without)\b",
        r"\b(hosting|vpn|antivirus|logo design|web design|app development)\b",
        r"\b(free registration|free download|full movie|free chips|giveaway|free bottle|free kit|promocao|oferta"
        r"|deals?|offers?|sale)\b",
        r"\b(acheter|achetez|comprar|compre|kaufen|купить|buy|purchase|achat|kup|tanio)\b",
        r"\b(customers|leads|clients|qualify|leading manufacturer)\b",
        r"\b(without|sans|sin|ohne|без|senza|sem|tanpa|bez) (collateral|prescription|aval|schufa|sans|depot"
        r"|deposito|вложений|отказа|проверок|bik|jaminan|consulta|einzahlung)\b",
        r"发票|办证|刻章|彩金|免费|ボーナス|보너스|稼ぐ|مكافأة|بدون ضمانات",
        r"\b(cocaine|mdma|ketamine)\b",
        r"\b(roof repair|gutter|cleaning service|remodel\w*|"
        r"solar panels|used cars|ремонт квартир|окна|запо[яй]|fenster)\b",
        r"\b(urgent|fast|quick|urgentes?|blitz|schnell|rapido|veloce|cepat|serieux)\b",
        r"\$ ?\d+(\.\d+)? ?(/|per|a) ?(month|hour|week)|\b(from|only|for|just) \$ ?\d|\$\d+(,\d{3})* (weekly|daily)",
        r"\b(dating|meet|treff|match(es)?)\b",
    )
)
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
# Words in which something is offered or asked for; two of them in a text that has nothing of the story.
OFFERS = re.compile(
    r"\b(services?|offers?|prices?|rates?|quotes?|proposals?|clients?|contribut\w+|collaborat\w+|sponsor\w*|promot\w+|brands?|"
    r"audience|rank\w*|keywords?|traffic|wholesale|manufacturer|exporters?|suppliers?|portfolio|packages?|discount|guarantee\w*|"
    r"delivery|shipping|free|earn|profit\w*|invest\w*|followers?|subscribers?|customers?|marketing|developers?|orders?|loans?|deposit|"
    r"bonus|register|sign up|contact|telegram|whatsapp|website|blog|niche|startup|agency|complimentary|collateral|credit)\b"
)
PRAISE = re.compile(
    r"\b(great|nice|amazing|awesome|wonderful|superb|excellent|helpful|informative|impressed|love|enjoyed|thanks? (you )?for)\b"
    r".{0,60}\b(post|blog|site|web ?site|information|info|article|content|page|writing|sharing)s?\b"
)
ABUSE = re.compile(
    r"\b(fuck\w*|scum|cunts?|whores?|idiots?|bastards?|kill yourself|go die|rot in hell|in hell|hurensohn|putain|mierda)\b"
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
