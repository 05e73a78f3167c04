"""What speaks for and against a message telling of something its author has done (listening.md, 5.6).

A deed is told in the past by whoever did it ("I've moved it", "we cleared the cache"), by a bare participle ("fixed,
merged") or as a thing done ("both have been closed"). Plans, wishes, conditions, attempts, hearsay and what somebody
else did are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rules.listening.ear import Clues
from rules.listening.normalise import Plain

DID = frozenset(
    """
    sent resent put took set reset ran reran built rebuilt gave wrote rewrote cut drew withdrew withdrawn done
    did made given redid redone redrew redrawn unsent remade reshot taken written sold bought paid repaid hung
    held kept left laid brought split shut swept undid undone unhid forgave gotten spun tore wound threw
    thrown dug fed fit forwarded overrode overwrote overwritten upped reposted rekeyed repro'd cc'd bcc'd ok'd
    """.split()
)
"""Past forms that do not end in -ed."""
UNDONE = frozenset(
    """
    tried needed wanted seemed noticed saw received happened supposed expected wondered planned hoped thought found
    failed asked used looked liked loved worked crashed stopped agreed discussed believed guessed meant started learned
    learnt heard got went came felt had lost broke stayed waited wished struggled considered assumed decided promised
    intended attempted managed forgot missed lived existed remained appeared occurred ended experienced suffered
    encountered suspected compared spoke reviewed talked met understood knew interested surprised confused red bed need
    feed speed exceed indeed embed hundred based related limited required excited tired worried concerned involved
    called named caused mentioned suggested recommended figured unrelated unexpected unsupported confirmed proposed
    blocked focused ended let deprecated broken dedicated detailed designed advanced preferred so-called
    objected failed supported allowed wrapped speed noted
    """.split()
)
"""Words that look like deeds, but tell of a state, a thought or an attempt."""
ME = frozenset("i we i've we've ive weve".split())
OTHERS = frozenset("you they he she it you've they've he's she's it's who whoever somebody anyone nobody".split())
BETWEEN = frozenset(
    """have has had just already also then now both finally hereby successfully manually quickly been since all re pre
    soft auto hard mass bulk double""".split()
)
MAYBE_ORDERS = frozenset("put set cut split shut reset left fit hit".split())
"""At the beginning of a sentence these may as well tell somebody what to do."""
AFTER_A_THING = frozenset(
    "to in into with for from on at and as by per via again today yesterday over under under off".split()
)
""""Invoice sent to Paula" says what was done, "the broker uploaded the photos" who did it."""
UNREAL = frozenset("would could should might i'd we'd you'd they'd would've could've should've".split())
"""What follows these was not done."""
OURS = frozenset("our ours".split())
BY_US = frozenset("us me our".split())
IT = frozenset("that it this so".split())
"""What follows `did` where it is no helping word."""
BE = frozenset("is are was were be been being got has have".split())
PLANS = frozenset(
    """will would should could can might may must shall to going 'll i'll we'll you'll they'll i'd we'd wouldn't
    couldn't can't won't should've would've yet let let's please tomorrow plan planned gonna""".split()
)
NONE = frozenset(
    """not never nothing no nobody neither nor isn't aren't wasn't weren't hasn't haven't hadn't didn't don't
    without""".split()
)
IFS = frozenset("if once when after until unless before whether had as while because since had whenever".split())
HEARSAY = frozenset(
    "apparently according supposedly told says said claims heard reportedly thinks seems allegedly".split()
)
STATES = frozenset("live done out up online active deployed merged fixed sorted in back".split())
LEADS = frozenset(
    """ok okay yes yep yup yeah ah oh so and but also just now then thanks sorry hi hello hey all done good news btw fyi
    update already morning both quick finally no worries ack noted sure right well my bad""".split()
)

_DE_DONE = (
    r"(?!(?:gesamt|gerät|gebiet|bericht|bereit|bekannt|bestimmt|übersicht|verlust)\b)(?:\w*ge\w{2,}(?:t|en)|\w{2,}iert|"
    r"(?:ver|be|er|ent|zer|über|hinter|unter|zusammen)\w{3,}(?:t|en))"
)
_NL_DONE = (
    r"(?!(?:bericht|ontvangst|betreft|bestaat|begint|bedankt|bekend|gezond|geschikt|verstand|herkent|verwacht)\b)"
    r"(?:\w*ge\w{2,}(?:d|t|en|an)|(?:ver|be|her|ont)\w{2,}(?:d|t|en)|klaar)"
)
_FR_DONE = r"\w{2,}(?:é|i|u|is|it|us|ert|int|eint)e?s?"
_FR_BARE = r"(?:\w{3,}(?:é|ée|és|ées)|\w*(?:mise?|faite?|transmise?)s?)"
_IT_BARE = (
    r"(?!(?:quest|atent|tutt|molt|cert|subit|sabat|seguit|invit|sit|dat)[oaie]\b)"
    r"(?:\w{3,}(?:at|ut|it)|\w*(?:fatt|mess|tolt|solt|rett|chius))[oaie]"
)
_IT_DONE = r"\w{2,}(?:at|it|ut|ss|s|st|tt|rt|nt|lt)[oaie]"
_ES_DONE = r"\w+(?:(?:ad|id)[oa]s?|st[oa]s?|ch[oa]s?|ert[oa]s?)"
_ES_BARE = r"(?:\w{3,}(?:ad|id)[oa]s?|(?:hech|(?:re|ex|im|dis)?puest|resuelt|abiert|devuelt|escrit)[oa]s?)"
_ES_NOW = (
    r"(?!necesitamos|esperamos|podemos|tenemos|hacemos|seguimos|trabajamos|usamos|estamos|vamos|quedamos|tengamos|"
    r"podamos|seamos|hayamos|veamos|últimos|próximos|mismos|\w+(?:ríamos|ábamos|íbamos|éramos|remos)\b)"
)
_ES_NOT_I = r"(?!aquí|allí|ahí|así|qué|porqué|café|esté|(?!prepar|retir|compar|separ|mejor)\w+(?:[aei]|d)ré\b)"
_PT_NOW = (
    r"(?!estamos|vamos|temos|podemos|precisamos|queremos|aguardamos|ficamos|fazemos|devemos|sabemos|últimos|próximos|"
    r"mesmos|ótimos|[ao]utr\w+|\w+(?:ríamos|ávamos|íamos|ssemos|remos|[aei]rei)\b)"
)
_PL_NOT_DONE = (
    r"(?!by[łl]|mia[łl]|mie[łl]i|chcia|chcie|widzi|myśl|mog[łl]|mus|wiedzi|zapomni|słysz|czek|pyta|zapyta|rozmawia|"
    r"czyta|dosta|otrzyma|znala[zl]|zgubi|wszed|wesz|próbowa|prosi)"
)
_THEN = (
    r"(?=$| (?:y|e|et|ed|puis|a|à|al|alla|alle|ao|aos|às|au|aux|en|em|in|sur|su|de|da|do|por|para|pour|per|con|com|"
    r"avec|sin|hoy|ayer|hoje|ontem|hier|oggi|ieri|otra|desde|hasta|ce|cet)\b)"
)
"""What a bare participle may stand before, where a language puts it before the rest."""
_PATTERNS = {
    "es": {
        "did it": (
            rf"\b(?:he|hemos)(?: \w+)? {_ES_DONE}\b|\b{_ES_NOW}\w{{2,}}(?:amos|imos)\b|\b{_ES_NOT_I}\w{{2,}}(?:é|í)\b|"
            r"\b(?:di|puse|hice|fui|traje)\b"
        ),
        "it has been done": (
            rf"\b(?:ha|han|fue|fueron|quedó|quedaron)(?: sido)? {_ES_DONE}\b|"
            r"\bse (?:(?:ha|han) \w{2,}(?:ado|ido|sto|cho)s?|\w+(?:ó|aron|ieron|io))\b"
        ),
        "it is done": rf"\b(?:está|están|queda|quedan) {_ES_DONE}\b",
        "bare, at the beginning": r"^(?:ya )?\w{2,}(?:ad|id)[oa]s?\b",
        "bare, after a thing": rf"^(?:\w+ ){{1,4}}{_ES_BARE}{_THEN}",
    },
    "pt": {
        "did it": (
            rf"\b{_PT_NOW}\w{{2,}}(?:ei|ámos|amos|emos|imos)\b|"
            r"\b(?:fiz|pus|dei|abri|subi|corrigi|incluí|excluí|inseri|pedi|transferi|concluí|defini|restabeleci)\b"
        ),
        "it has been done": r"\b(?:foi|foram) \w+(?:(?:ad|id)[oa]s?|it[oa]s?|st[oa]s?|ert[oa]s?)\b",
        "it is done": r"\b(?:está|estão|tá|já) \w+(?:ad|id)[oa]s?\b",
        "bare, at the beginning": r"^(?:já )?\w{2,}(?:ad|id)[oa]s?\b",
        "bare, after a thing": rf"^(?:\w+ ){{1,4}}\w{{2,}}(?:ad|id|it|st|ert|gu)[oae]s?{_THEN}",
    },
    "de": {
        "did it": rf"\b(?:hab|habe|haben)\b.*\b{_DE_DONE}\b",
        "it has been done": rf"\b(?:wurde|wurden)\b.*\b{_DE_DONE}\b|\b{_DE_DONE} worden\b",
        "it is done": rf"\b(?:ist|sind)\b.*\b(?:{_DE_DONE}|raus|online|live)\b",
        "bare, after a thing": rf"^(?:\w+ ){{1,7}}{_DE_DONE}$",
        "bare, at the beginning": rf"^{_DE_DONE}\b",
        "bare, before where": rf"\b{_DE_DONE} (?:ins?|im|auf|an|am|und|zu|für)\b",
    },
    "fr": {
        "did it": rf"\b(?:j'ai|l'ai|ai|avons|on a|on l'a|on (?:vous|les) a)(?: \w+){{0,2}}? {_FR_DONE}\b",
        "it has been done": rf"\b(?:a|ont) (?:bien |déjà )?été (?:\w+ )?{_FR_DONE}\b",
        "it is done": rf"\b(?:est|sont|c'est) (?:bien |déjà )?{_FR_DONE}\b|\bfaite?s?\b",
        "bare, at the beginning": r"^\w{3,}(?:é|ée|és|ées)\b",
        "bare, after a thing": rf"^(?:[\w']+ ){{1,4}}{_FR_BARE}{_THEN}",
    },
    "it": {
        "did it": rf"\b(?:ho|abbiamo|l'ho|l'abbiamo)(?: \w+){{0,2}}? {_IT_DONE}\b",
        "it has been done": rf"\b(?:è|sono) stat[oaie] (?:\w+ )?{_IT_DONE}\b",
        "it is done": rf"\b(?:è|sono) (?!stat[oaie]\b){_IT_DONE}\b",
        "bare, at the beginning": r"^\w{2,}(?:at|it|ut|tt|lt|st)[oaie]\b",
        "bare, after a thing": rf"^(?:\w+ ){{1,4}}{_IT_BARE}{_THEN}",
    },
    "nl": {
        "did it": rf"\b(?:heb|hebben)\b.*\b{_NL_DONE}\b",
        "it has been done": rf"\b(?:werd|werden)\b.*\b{_NL_DONE}\b|\b{_NL_DONE} geworden\b",
        "it is done": rf"\b(?:is|zijn)\b.*\b{_NL_DONE}\b",
        "bare, after a thing": rf"^(?:\w+ ){{1,7}}{_NL_DONE}$",
        "bare, at the beginning": rf"^{_NL_DONE}\b",
        "bare, before where": rf"\b{_NL_DONE} (?:en|in|naar|op|voor|van|aan)\b",
    },
    "pl": {
        "did it": rf"\b{_PL_NOT_DONE}\w{{2,}}(?:łem|łam|liśmy|łyśmy)\b",
        "it has been done": r"\bzosta(?:ł|ła|ło|ły|li)(?: \w+)? \w{2,}[nt][yaeio]\b|\b\w{3,}(?:ano|ono|to)\b(?= \w)",
        "it is done": r"\b(?:są|jest)(?: \w+)? \w{2,}[nt][yaei]\b",
        "bare, at the beginning": r"^\w{3,}(?:ion|an|on)[aey]\b",
        "bare, after a thing": r"^(?:\w+ ){1,3}\w{3,}(?:ion|an|on)[aey]\b",
    },
    "hi-Latn": {
        "did it": (
            r"\b(?:kar|karwa|bhej|daal|dal|de|laga|hata|bana|rakh|nikaal|nikal|bata|badal|bol|likh|bulwa|mangwa|chala|"
            r"khol|jod|le|update|reset|share|add) (?:diya|di|diye|dia|liya|li|liye)\b|\b(?:maine|humne|hamne|hum ne)\b"
            r".*\b(?:kiya|kiye|ki|bheja|bheji|bheje|dala|daali|diya|diye|lagaya|hataya|banaya|badla)\b"
        ),
        "it is done": r"\bho (?:gaya|gayi|gaye)\b|\b(?:lag|chali|chala) (?:gaya|gayi|gaye)\b",
    },
}
"""How other languages tell of deeds: in the first person, as a thing done, and by a bare participle."""
_FOREIGN = {
    language: tuple((how, re.compile(pattern)) for how, pattern in patterns.items())
    for language, patterns in _PATTERNS.items()
}
_BY_OTHERS = re.compile(r"\b(?:laut|par|door|przez|pel[oa]|por (?:el|la|su)|vo[nm] (?:\w+ ){1,2}\w*ge\w+)\b")
"""Who else did it, where a thing was done."""
_FOREIGN_NOT = re.compile(
    r"\b(?:no|não|nicht|kein|keine|pas|n'a|n'ont|non|niet|geen|nie|nahi|nahin|todavía|aún|ainda|encore|ancora|"
    r"jeszcze|tak nahi|si|wenn|falls|sobald|quand|dès|appena|zodra|als|jak|gdy|gdyby|agar|jab|toh|cuando|quando|"
    r"würde|hätte|hätten|sollte|aurait|serait|aurions|avremmo|sarebbe|zou|zouden|intenté|tentei|versucht|essayé|"
    r"podobno|supuestamente|angeblich|paraît|pare|sembra|blijkbaar|recebi|recebemos|recibí|recibimos|ricevuto|reçu|"
    r"erhalten|ontvangen|dostaliśmy|dostałem|tuvimos|pedí|pediu|gefragt|gesehen|gehört|vi|vimos|visto|vu|mañana|amanhã|"
    r"demain|domani|jutro|prosiliśmy|proviamo|provato|geprobeerd|próbowałem|próbowaliśmy|koshish|wale ne|walon ne|"
    r"hablé|falei|gesprochen|parlé|parlato|gesproken|pregunté|perguntei|chiesto|demandé|gevraagd|pensé|pensei|"
    r"gedacht|pensato|olvidé|esqueci|vergessen|oublié|dimenticato|vergeten|entendí|entendi|verstanden|compris|capito|"
    r"begrepen|en panne|sin éxito|sem sucesso|ohne erfolg|sans succès|senza successo|zonder succes|usne|unhone|aapne|"
    r"tumne|laut|abgelehnt|beschädigt|geschlossen|geweigerd|beschadigd|gesloten|refusée?s?|abîmée?s?|fermée?s?|"
    r"rechazad[oa]s?|dañad[oa]s?|cerrad[oa]s?|recusad[oa]s?|danificad[oa]s?|fechad[oa]s?|rifiutat[oaie]|"
    r"danneggiat[oaie]|chius[oaie]|odrzucon[aey]|uszkodzon[aey]|zamknięt[aey])\b|(?<!\bhum) ne\b|"
    r"(?:deve|devono|debe|deben|devem|doit|doivent|muss|müssen|moet|moeten|musi|"
    r"muszą|noté|était|étaient|por favor|per favore|bitte|proszę|prosimy|svp|stp|aub|gelieve|graag|wird|werden|wordt|"
    r"pod[eé]is|puedes|pueden|podem|pode|pouvez|pourriez|potete|puoi|könnt|könnten|kannst|kunnen|kun|możecie|możesz|"
    r"gefunden|gevonden|trouvé|trovato|encontré|encontrei|achei|sich erledigt)\b|^se (?!\w+(?:ó|aron|ieron|io)\b)"
)


def deed_clues(plain: Plain, languages: Sequence[str]) -> Clues:
    """By name; empty where nothing looks like a deed."""
    found: Clues = {}
    clauses = [
        (clause, sentence.asked and n == len(sentence.clauses))
        for sentence in plain.sentences
        for n, clause in enumerate(sentence.clauses, 1)
    ]
    if plain.label:
        clauses.insert(0, ((plain.label,), False))
    for clause, asked in clauses:
        for clue in (*_english(clause), *_foreign(clause, languages)):
            found[f"asked: {clue}" if asked else clue] = 1.0
    if found:
        count = sum(len(clause) for sentence in plain.sentences for clause in sentence.clauses)
        found["said in few words" if count <= 8 else "said in many words"] = 1.0
        found["asks besides"] = float(any(sentence.asked for sentence in plain.sentences))
        found["pasted"] = float(plain.pasted)
    return found


def _english(words: tuple[str, ...]) -> Iterator[str]:
    for at, word in enumerate(words):
        if is_deed(word) and (word != "did" or not IT.isdisjoint(words[at + 1 : at + 2])):
            if not UNREAL.isdisjoint(words[:at]):
                return
            how = _told(words, at)
            yield how
            yield f"did {word}, {how}" if how in {"by the author", "bare, at the beginning"} else f"did {word}"
            yield from _guards(words, at, how)
            if any(map(is_deed, words[at + 2 :])):
                yield "and more of it"
            return  # the first one of a clause says what kind of clause it is
        if word in STATES and at and words[at - 1] in {"is", "are", "now", "it's", "went", "both"}:
            yield "a thing is so now"
            yield from _guards(words, at, "state")


def is_deed(word: str) -> bool:
    """A word in the past that means something was done to a thing; a name with signs in it ("wiz_keed") is none."""
    return word in DID or (word.endswith("ed") and len(word) > 4 and word.isalpha() and word not in UNDONE)


def _told(words: tuple[str, ...], at: int) -> str:
    before = list(words[:at])
    while before and before[-1] in BETWEEN - BE:
        before.pop()
    led = [word for word in before if word not in LEADS]
    if not led:
        return "maybe an order" if words[at] in MAYBE_ORDERS else "bare, at the beginning"
    last = before[-1] if before else ""
    if last in ME or (last in {"have", "and", "has"} and not ME.isdisjoint(before)):
        return "by the author"
    if last in BE:
        return "a thing was done"
    if last in OTHERS or not OTHERS.isdisjoint(before[-3:]):
        return "by somebody else"
    if last in {"and", "then", "or"} or not ME.isdisjoint(before[-4:]):
        return "goes on with it"
    if not OURS.isdisjoint(before):
        return "by our own"
    if at + 1 == len(words) or words[at + 1] in AFTER_A_THING:
        return "bare, after a thing"
    return "by a name or a thing"


def _guards(words: tuple[str, ...], at: int, how: str) -> Iterator[str]:
    before = words[:at]
    for name, guards in (("planned", PLANS), ("not", NONE), ("on a condition", IFS), ("hearsay", HEARSAY)):
        if not guards.isdisjoint(before):
            yield f"{name}, {how}"
            yield name
    for first, second in pairwise(words):
        if first == "by":
            yield "by us" if second in BY_US else "by others"
    if "you" in words or "your" in words:
        yield f"speaks to somebody, {how}"
    if len(before) > 6:
        yield "late in its clause"


def _foreign(words: tuple[str, ...], languages: Iterable[str]) -> Iterator[str]:
    text = " ".join(words)
    for language in languages:
        told = False
        for how, pattern in _FOREIGN.get(language, ()):
            if not (told and how.startswith("bare")) and pattern.search(text):
                told = True
                yield f"abroad: {how}"
                yield f"{language}: {how}"
                if _FOREIGN_NOT.search(text):
                    yield "abroad: not so"
                    yield f"abroad: not so, {how}"
                if how.startswith("it") and _BY_OTHERS.search(text):
                    yield "abroad: by others"
