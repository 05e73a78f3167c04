"""What speaks for a message only putting an answer off ("will check with Bea"): the clues the learnt layer weighs.

Nine languages tell a plan or work in hand with few words: they are counted clause by clause, for what is said in a
clause without any of them may be the answer itself ("it is 5432, I'll update the doc").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rules.listening.content import FILLERS
from rules.listening.ear import Clues
from rules.listening.normalise import Plain, Sentence
from rules.listening.sentence import Grasped

_SIGNS = {
    "plans": {
        "en": "will i'll we'll he'll she'll they'll it'll going gonna shall let lemme",
        "es": "voy vamos va van déjame déjeme dejadme permítame",
        "pt": "vou vamos vai vão deixa deixe",
        "de": "werde werden wird lass lasst",
        "fr": "vais va allons vont laisse laissez",
        "it": "vado andiamo fammi lasciami",
        "nl": "zal zullen ga gaan laat",
        "pl": "będę będziemy zamierzam daj",
        "hi-Latn": "karenge karunga karungi dunga dungi denge bataunga batata batati bataiye",
    },
    "must": {
        "en": "must need should gotta",
        "es": "tengo tenemos debo debemos hay",
        "pt": "tenho temos preciso precisamos devo",
        "de": "muss müssen müsste sollte",
        "fr": "dois devons faut doit",
        "it": "devo dobbiamo bisogna",
        "nl": "moet moeten",
        "pl": "muszę musimy trzeba",
        "hi-Latn": "padega padegi hoga",
    },
    "finds out": {
        "en": """
            check checking recheck rechecking look looking ask asking see confirm confirming verify verifying find
            finding dig digging investigate investigating test testing review reviewing retest retesting reproduce
            trying try clarify discuss speak talk analyse analyzing analysing examine examining compare comparing
            figure search searching trace tracing consult scanning reading debugging diagnosing
        """,
        "es": """
            miro mirar mirando miramos reviso revisar revisando revisamos consulto consultar consultarlo
            consultando veo ver viendo vemos pregunto preguntar preguntando averiguo averiguar compruebo comprobar
            comprobarlo comprobando confirmo confirmar verifico verificar verificando hablo hablar investigando
            analizando confirmamos verificamos comprobamos preguntamos consultamos revisarlo mirarlo verlo
            averiguamos busco buscando buscamos
        """,
        "pt": """
            vejo ver vendo verifico verificar verificando confirmo confirmar confirmando pergunto perguntar
            consulto consultar analisar analisando olhar olhando checar checando falo falar reviso rever apurar
            averiguar investigando vemos verificamos checo testar testando procuro procurar procurando
        """,
        "de": """
            schaue schau schauen prüfe prüfen geprüft kläre klären geklärt frage fragen nachfragen frag gucke
            gucken sehe ansehen nachsehen erkundige suche suchen untersuche untersuchen teste testen checke
            checken recherchiere sprechen rückfrage abklären nachschauen anschauen sagen rufe telefoniere
        """,
        "fr": """
            regarde regarder regardons vérifie vérifier vérifions vérification demande demander demandons
            renseigne renseigner vois voir voyons confirme confirmer cherche cherchons chercher teste analyse
            analysons parle parler investigation
        """,
        "it": """
            guardo guardare guardiamo controllo controllare controlliamo controllando verifico verificare
            verifichiamo verificando chiedo chiedere chiediamo sento sentire vedo vedere vediamo confermo
            confermare cerco cercando cerchiamo provo provando parlo parlare informo indago analizzando
        """,
        "nl": """
            kijk kijken vraag vragen nakijken check checken navraag navragen uitzoeken uitgezocht zoek zoeken
            controleer controleren onderzoek onderzoeken bekijk bekijken overleg overleggen bespreek bespreken
            test testen zien informeren nagekeken bel opzoeken
        """,
        "pl": """
            sprawdzam sprawdzę sprawdzić sprawdzamy sprawdzimy zapytać zapytam pytam dopytam dopytać patrzę
            zobaczę popatrzę zobaczymy ustalę ustalimy ustalić ustalam potwierdzę potwierdzić szukam poszukam
            analizy analizujemy skonsultować skonsultuję porozmawiam porozmawiać zerknę testuję weryfikujemy
            szukamy dopytamy
        """,
        "hi-Latn": """
            check dekhta dekhti dekh dekhte dekhna puchta puchti puch puchna pooch poochh poochna confirm karke
            puchke dekhke poochke verify pata batata bataunga
        """,
    },
    "works": {
        "en": """
            working progress process processing doing fixing sorting handling underway dealing writing preparing
            worked review ordering arranging reinstalling handles handle chase chasing pinging ping
        """,
        "es": """
            ello trabajando proceso curso preparando arreglando encargo encargamos ocupo ocupamos gestiono
            gestionando pongo gestionamos atendemos tramitando
        """,
        "pt": """
            trato tratar tratando andamento processo preparando preparar cuido curso trabalhar trabalhando comigo
            cuidamos analisar tratamos
        """,
        "de": """
            dran dabei arbeit arbeiten arbeite bearbeitung kümmere kümmern bearbeite klärung erledigt erledige
            erledigen mache machen nehme
        """,
        "fr": "cours occupe occupons prépare préparons charge boulot dessus traite traitons mets analyse traitement",
        "it": """
            lavorando corso occupo occupiamo preparando preparo lavoro lavorazione carico metto mettiamo sistemo
            sistemiamo
        """,
        "nl": "bezig mee pak regel regelen werk werken oppakken behandeling duik doe doen behandelen",
        "pl": """
            zajmuję zajmujemy zajmę zajmiemy trakcie pracujemy pracuję toku robię robimy siadam realizujemy
            załatwię załatwiamy ogarniam
        """,
        "hi-Latn": "chal rahe raha rahi hun hu hoon lagi laga lage karwata karwati karta karti karte",
    },
    "hands over": {
        "en": """
            send sending share sharing forward forwarding forwarded pass passing passed raise raising raised
            update updating revert call calling asked escalated escalating inform informing tell telling post
            posting upload uploading pulling fetching opening get getting picking fwd cc escalation tag tagging
            ping pinging contact contacting
        """,
        "es": """
            paso pasamos mando mandamos envío enviamos digo decimos aviso avisamos comento traslado escalado
            escalo
        """,
        "pt": """
            envio enviamos mando mandamos passo passamos aviso avisamos retorno digo encaminho encaminhei respondo
            dou damos reencaminho
        """,
        "de": """
            schicke schicken sende senden gebe geben melde melden leite leiten sag sage bescheid reiche mache
            weiter
        """,
        "fr": """
            envoie envoyons transmets transmettons tiens tenons reviens revenons préviens dis donne fais suivre
            contacte
        """,
        "it": """
            mando mandiamo invio inviamo passo giro dico diciamo faccio facciamo inoltro scrivo rispondo avviso
            mandando contatto
        """,
        "nl": "stuur sturen geef geven meld laat kom komen zet doe bel mail door hoor",
        "pl": """
            dam damy wyślę wyślemy przekażę przekażemy przekazuję odezwę odezwiemy podeślę napiszę odpiszę
            zgłaszam
        """,
        "hi-Latn": "bhej bhejta bhejti bhejte deta deti dete bolta bolti bata share update forward",
    },
    "waits": {
        "en": "wait waiting await awaiting pending allow patience hear back time",
        "es": "espera esperando esperamos pendiente pendientes",
        "pt": "espera aguardar aguardando aguardamos esperando pendente",
        "de": "warte warten wartet rückmeldung ausstehend",
        "fr": "attend attends attendons attente retour",
        "it": "aspetto aspettiamo aspettando attesa attendiamo",
        "nl": "wacht wachten afwachting wachtend",
        "pl": "czekam czekamy oczekujemy oddzwonić",
        "hi-Latn": "wait intezaar intezar",
    },
    "names a third": {
        "en": """
            team engineer engineers technician colleague colleagues supplier vendor carrier warehouse finance
            legal accounts manager boss department provider support dba network depot driver person
        """,
        "es": "equipo técnico técnicos compañero compañera proveedor almacén gerencia jefe jefa soporte conductor",
        "pt": "equipa equipe técnico técnicos colega colegas fornecedor armazém gerência chefe suporte logística",
        "de": """
            team technik techniker kollege kollegin kollegen lieferant lieferanten lager chef chefin abteilung
            fahrer
        """,
        "fr": "équipe technicien techniciens collègue collègues fournisseur entrepôt chef service chauffeur",
        "it": "squadra tecnico tecnici collega colleghi fornitore magazzino capo ufficio reparto autista",
        "nl": "team technicus techniek collega collega's leverancier magazijn baas afdeling chauffeur planning",
        "pl": "zespół zespołowi technik koledze kolega koleżanka dostawcy dostawca magazyn szef szefa dział kierowcę",
        "hi-Latn": "team engineer vendor manager driver sir godown supplier",
    },
    "does not know": {
        "en": "idea unsure know sure yet",
        "es": "idea sé seguro segura averiguo",
        "pt": "ideia sei certeza",
        "de": "ahnung weiß überfragt unsicher",
        "fr": "idée sais sûr sûre",
        "it": "idea so sicuro sicura",
        "nl": "idee weet zeker",
        "pl": "wiem pewien pewna pojęcia",
        "hi-Latn": "pata maloom",
    },
    "when": {
        "en": """
            soon shortly later now today tomorrow tonight asap moment second sec minute minutes min mins hour
            hours morning afternoon evening eod eow lunch currently meanwhile monday tuesday wednesday thursday
            friday still bit once until till noon night
        """,
        "es": """
            ahora luego pronto hoy mañana rato momento minuto minutos enseguida tarde breve seguida hora horas ya
            cuanto después
        """,
        "pt": "agora logo hoje amanhã já momento minuto minutos breve tarde daqui pouco hora horas instante assim",
        "de": """
            gleich nachher heute morgen moment minute minuten bald sofort später gerade stunde stunden abend
            demnächst sobald mittagspause
        """,
        "fr": """
            tout suite demain aujourd'hui minute minutes bientôt maintenant tard après-midi matin soir instant
            heure après déjeuner dès
        """,
        "it": """
            subito dopo oggi domani momento minuto minuti attimo presto adesso ora mattina pomeriggio giornata
            stasera appena pranzo
        """,
        "nl": """
            zo straks vandaag morgen moment minuut minuten even vanmiddag vanavond nu later dadelijk uur direct
            momentje lunch
        """,
        "pl": """
            zaraz już jutro dziś dzisiaj moment chwilę chwila minut wieczorem południu niedługo teraz potem
            godzinę obiedzie
        """,
        "hi-Latn": "abhi thodi der kal aaj subah shaam tak minute min jaldi baad turant",
    },
    "speaks of oneself": {
        "en": "i we i'm we're i'd we'd i've we've my our",
        "es": "yo nosotros me nos estoy estamos",
        "pt": "eu nós me estou estamos gente",
        "de": "ich wir mir uns",
        "fr": "je on nous j'ai me",
        "it": "io noi mi ci sto stiamo",
        "nl": "ik we wij ben",
        "pl": "jestem jesteśmy",
        "hi-Latn": "main mai hum mujhe",
    },
    "speaks to the reader": {
        "en": "you your you're you've you'll",
        "es": "tú tu tus usted su sus tiene tienes puede",
        "pt": "você seu sua tem tens pode basta",
        "de": "du dein deine sie ihr ihre euch",
        "fr": "tu ton vous votre vos",
        "it": "tu tuo tua lei devi può",
        "nl": "je jij jouw u uw",
        "pl": "ty twój pan pani",
        "hi-Latn": "aap aapko aapke tum",
    },
    "says how it is": {
        "en": "is are was were it's that's there's they're isn't has costs means because since if",
        "es": "es son está están era fue cuesta porque si",
        "pt": "é são está estão era foi custa porque se",
        "de": "ist sind war liegt kostet steht weil wenn",
        "fr": "est sont c'est était coûte parce si",
        "it": "è sono era costa perché se",
        "nl": "is zijn was staat kost want omdat als",
        "pl": "jest są był to kosztuje bo jeśli",
        "hi-Latn": "hai hain tha thi kyunki agar",
    },
    "denies": {
        "en": "no not don't can't doesn't isn't aren't won't didn't never nope",
        "es": "no nunca",
        "pt": "não nunca",
        "de": "nein nicht kein keine",
        "fr": "non pas jamais",
        "it": "no non mai",
        "nl": "nee niet geen",
        "pl": "nie",
        "hi-Latn": "nahi nahin na",
    },
}
"""Words by what they show of a clause, and by language. None shows much alone: how much was learnt."""
_ENDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"doing it": ("ing",)},
    "es": {"doing it": ("ando", "iendo"), "plans": ("aré", "eré", "iré", "aremos", "eremos", "iremos")},
    "pt": {"doing it": ("ando", "endo", "indo"), "plans": ("arei", "erei", "irei", "aremos", "eremos", "iremos")},
    "fr": {"plans": ("erai", "irai", "rons")},
    "it": {"doing it": ("ando", "endo"), "plans": ("erò", "irò", "rrò", "eremo", "iremo")},
    "pl": {"plans": ("ę", "emy", "imy", "ymy")},
    "hi-Latn": {"plans": ("unga", "ungi", "enge", "ega")},
}
"""How verbs end that tell of work in hand, or of what is to come."""
_PUTTING_OFF = frozenset({"plans", "must", "finds out", "works", "hands over", "doing it", "waits"})
"""Signs of a clause that tells no more than what is being, or is to be done."""
_SAYS: dict[str, dict[str, tuple[str, ...]]] = {
    language: {
        word: tuple(sign for sign, words in _SIGNS.items() if word in words.get(language, "").split())
        for words in _SIGNS.values()
        for word in words.get(language, "").split()
    }
    for language in _SIGNS["plans"]
}
_LEADS = frozenset("ok yes yeah yep sure just now still already hmm hm sorry am i'm we're are currently i we".split())
_ORDERS = frozenset(
    "check look ask see confirm verify find dig test review try search send share post call get use run".split()
)
"""At the beginning of a clause these tell the reader what to do."""
_NOT_DOING = frozenset(
    "morning evening nothing something anything everything during string thing bring meeting".split()
)
_MOST = 4
"""More words than that beside a put-off are as telling as that."""


class _Clause(NamedTuple):
    signs: frozenset[str]
    words: int
    """Content words."""


def putoff_clues(plain: Plain, heard: Sequence[Grasped], languages: Collection[str], *, deed: float) -> Clues:
    """By name."""
    found: Clues = {f"cue {cue.name}": 1.0 for each in heard for cue in each.cues}
    found["deed"] = deed
    clauses = [[_clause(words, languages) for words in sentence.clauses] for sentence in plain.sentences]
    flat = [clause for sentence in clauses for clause in sentence]
    for clause in flat:
        signs = sorted(clause.signs)
        found.update(dict.fromkeys(signs, 1.0))
        if clause.words:
            found.update({f"{one}, {other}": 1.0 for one, other in combinations(signs, 2)})
    beyond = sum([min(each.matter, sum(map(_beyond, sentence))) for each, sentence in zip(heard, clauses, strict=True)])
    found["says more"] = min(beyond, _MOST) / _MOST
    found["no more"] = float(not beyond)
    found["matter"] = min(sum([each.matter for each in heard]), 12) / 12
    found["nothing said"] = float(not any(each.matter for each in heard))
    found["words"] = min(sum([clause.words for clause in flat]), 20) / 20
    found["a number"] = float(any(map(_numbered, plain.sentences)))
    found["marked"] = float(plain.marked)
    found["pasted"] = float(plain.pasted)
    found["another language"] = float(len(languages) > 1)
    return {name: much for name, much in found.items() if much}


def _clause(words: tuple[str, ...], languages: Collection[str]) -> _Clause:
    signs = frozenset([sign for language in languages for word in words for sign in _signs(word, language)])
    content = sum([word not in FILLERS for word in words])
    if "en" in languages:
        signs |= frozenset(_begins(words))
    return _Clause(signs, content)


def _signs(word: str, language: str) -> Iterator[str]:
    yield from _SAYS[language].get(word, ())
    for sign, endings in _ENDINGS.get(language, {}).items():
        if len(word) > 4 and word.endswith(endings) and word not in _NOT_DOING:
            yield sign


def _begins(words: tuple[str, ...]) -> Iterator[str]:
    """ "Rechecking the syntax" tells of work in hand, "try killing it" what the reader should do."""
    first = next((word for word in words if word not in _LEADS), "")
    if len(first) > 4 and first.endswith("ing") and first not in _NOT_DOING:
        yield "begins doing it"
    if words[0] in _ORDERS:
        yield "tells to do"


def _beyond(clause: _Clause) -> int:
    return 0 if clause.signs & _PUTTING_OFF else clause.words


def _numbered(sentence: Sentence) -> bool:
    return any(word[0].isdigit() for clause in sentence.clauses for word in clause)
