"""Which languages a message may be in, by its small words: the phrases of the others are not even looked for.

English always may be, for every channel mixes it in. Where the words say nothing, what was said before decides; where
that says nothing either, English alone: silent rather than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rules.listening.lexicon import ENGLISH as ENGLISH_PHRASES
from rules.listening.lexicon import GROUPS, Cue
from rules.listening.tongues import TONGUES

ENGLISH = "en"
SURE = 2
"""So many small words of English, and more than of any other language, and it is English."""

SMALL_WORDS = {
    ENGLISH: """
        the a an to of and is are was were it i you we they he she this that these those in on for with from by at as be
        been have has had do does did not don't can can't could would should will won't what which who when where why
        how if or but so there here my your our their me us them please thanks yes i'm i've i'll it's that's any some
        all just now need get got out up about then than too also only after before still
    """,
    "es": """
        el la los las un una unos unas de del que en y a al por para con sin se lo le les nos os su sus tu mi es está
        están son fue hay ha han he hemos sí si ya más muy pero como cuando cuándo dónde qué quién cuál cuánto cómo
        este esta esto ese esa eso todo todos todavía aún desde hasta porque también gracias favor hola buenas buenos
        necesito necesitamos puedes podéis pueden tienen quedo vale mañana hoy listo ustedes alguien
        nuestro nuestra otro otra hacer nuevo nueva semana lunes martes miércoles jueves viernes factura pedido
        ahora antes después entonces mismo cada tengo tienes tenemos vosotros nosotros usted estamos somos llevamos
    """,
    "pt": """
        o a os um uma uns umas de do da dos das que em na nos nas e ao à aos às por pelo pela para pra com sem se
        lhe te você vocês seu sua meu minha é está estão tá são foi há tem têm não sim já mais muito mas como quando
        onde quem qual quanto este esta isso isto esse essa ele ela tudo ainda até porque também obrigado obrigada favor
        oi olá bom boa preciso precisamos pode podem gente pessoal amanhã hoje alguém né vou nós eu
        nosso nossa outro outra fazer novo nova semana fatura pedido agora antes depois então mesmo cada tenho
        estamos foram disse
    """,
    "de": """
        der die das den dem des ein eine einen einem einer und ist sind war hat haben habt ich du er sie es wir ihr uns
        euch mir mich dich nicht kein keine auf im mit für von vom zu zum zur bei bis nach aus um über wer
        wann wo wie warum welche welcher welches ob wenn aber oder auch noch schon mal bitte danke ja nein heute morgen
        kann könnt können könnte wird werden wurde soll muss jetzt wieder immer doch hier dann da als nur habe läuft
        geht gibt jemand gleich kurz
        unser unsere unseren eure euer andere neue neuen letzte nächste woche montag dienstag mittwoch
        donnerstag freitag rechnung bestellung bekommen machen dieser diese dieses jede vor seit diesen unter
        lässt dein deine hätte wäre würde sich
    """,
    "fr": """
        le la les l' un une des du de d' et est sont été a à au aux en dans sur pour par avec sans que qui quoi ce cette
        ces c'est ça il elle on nous vous ils je j'ai tu te me se ne pas plus n'est n'a d'un d'une qu'il qu'on mais ou
        où quand comment pourquoi quel quelle quels quelles mon ma mes ton votre vos notre nos leur merci bonjour oui
        non bien très tout tous toujours encore déjà si alors donc chez entre êtes avez pouvez faut svp stp s'il
        autre faire nouveau nouvelle semaine lundi mardi mercredi jeudi vendredi facture commande maintenant
        avant après même chaque avons sommes peut dossier aussi rien cela
    """,
    "it": """
        il lo la gli le l' un uno una di del della dei delle dello a al alla ai alle da dal dalla in nel nella con su
        sul sulla per tra fra e è sono era ha ho hanno abbiamo avete che chi cosa come quando dove quanto quale perché
        non sì si ci vi mi ti ne se ma o anche ancora già più molto questo questa quello quella tutto bene grazie ciao
        buongiorno per favore oggi domani voi noi potete puoi ora adesso c'è qualcuno stato stata
        nostro nostra altro altra fare nuovo nuova settimana lunedì martedì mercoledì giovedì venerdì fattura
        ordine prima dopo stesso ogni nostri degli nei siamo siete hai loro
    """,
    "nl": """
        de het een en van in op te zijn was waren heb heeft hebben ik je jij jullie u wij ze zij hij er dat die
        dit deze niet geen met voor aan bij naar uit om als maar of ook nog al wel dan toch even graag wie wat waar
        wanneer waarom hoe welke kan kun kunnen wordt worden moet moeten zou ons onze mij me jouw hun dank bedankt ja
        nee vandaag morgen iemand gaat doet nu weer hier daar
        we over mijn andere nieuwe vorige volgende laatste eerste tweede week maandag dinsdag woensdag donderdag
        vrijdag factuur bestelling klant houden krijgen maken opnieuw alles iets niets veel sinds door
        is werd werden oude
    """,
    "pl": """
        w z na do nie się jest są że o od za po przez dla u ze jak co kto kiedy gdzie czy dlaczego który która
        które jaki jaka ja ty my wy on ona mi mnie nam nas wam was im ich ten ta te tego tej tym już jeszcze tylko ale
        lub albo bo więc też może można mam mamy macie proszę dzięki tak dziś jutro rano był była było będzie przed pod
        nad bez ile coś ktoś żeby gdyby nadal dzień dobry cześć
        nasz nasza nasze wasz wasza inny nowy nowa nowe tydzień poniedziałek wtorek środę czwartek piątek
        faktura fakturę zamówienie teraz potem każdy ostatni mogę możemy możecie jesteśmy niech tam
    """,
    "hi-Latn": """
        hai hain hu hun hoon ho tha thi ka ki ke ko se mein pe ne kya kab kahan kaun kaise kyun kitna kitne
        nahi nai nahin mat ye yeh wo woh aap tum hum main mujhe hume humein aapka aapko apna apne mera hamara iska uska
        kar karo karna karke karte karta diya diye liya gaya gayi gaye raha rahi rahe do dena de bhej bhejo bata batao
        chahiye toh bhi abhi aaj kal tak aur ya lekin koi kuch sab bhai yaar ji haan theek thik accha acha wala wale
        wali phir agar jaldi ek
        kisi sirf pehle baad isko usko jab tab sakta sakte sakti hoga hogi karein dobara aapke inka unka humne
        maine
    """,
}
"""The small words of each language; what several share counts for each of them. Words of its phrases count half."""


def _index() -> dict[str, dict[str, float]]:
    """How much each word speaks for each language."""
    speaks: dict[str, dict[str, float]] = {}
    for language, words in SMALL_WORDS.items():
        for word in dict.fromkeys(words.split()):
            speaks.setdefault(word, {})[language] = 1.0
    english = _vocabulary(ENGLISH_PHRASES) | set(" ".join(GROUPS.values()).split())
    for language, phrases in TONGUES.items():
        for word in _vocabulary(phrases) - english - speaks.keys():
            speaks.setdefault(word, {})[language] = 0.5
    return {word: {each: much / len(found) for each, much in found.items()} for word, found in speaks.items()}


def _vocabulary(phrases: Mapping[Cue, str]) -> set[str]:
    return set(_WORD.findall(" ".join(phrases.values())))


LETTERS = {
    "es": "ñ", "pt": "ãõ", "de": "ßäöü", "fr": "œêùû", "it": "ìòù", "pl": "ąęłśćżźń",
}  # fmt: skip
"""Letters that tell more than any word."""
_WORD = re.compile(r"[^\W\d_][\w']*")
_SPEAKS = _index()


def languages(words: Iterable[str], before: Iterable[str] = ()) -> tuple[str, ...]:
    """English, and what else the words may be in; `before` is what was said before, looked at where they say little."""
    counts = _count(words)
    english = counts.pop(ENGLISH, 0.0)
    if english >= SURE and english > max(counts.values(), default=0.0):
        return (ENGLISH,)
    if max(counts.values(), default=0.0) < 1:
        for language, much in _count(word for text in before for word in text.lower().split()).items():
            counts[language] = counts.get(language, 0.0) + much
        english += counts.pop(ENGLISH, 0.0)
    most = max(counts.values(), default=0.0)
    if most <= english / 2:
        return (ENGLISH,)
    return (ENGLISH, *sorted(language for language, much in counts.items() if much >= most * 0.7))


def _count(words: Iterable[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for word in words:
        spoken = _SPEAKS.get(word) or ({} if word.isascii() else _by_letters(word))
        for language, much in spoken.items():
            counts[language] = counts.get(language, 0.0) + much
    return counts


def _by_letters(word: str) -> dict[str, float]:
    return {language: 0.5 for language, letters in LETTERS.items() if not set(letters).isdisjoint(word)}
