"""The phrases of other languages: only what is safe beside English, in which the same letters may mean something else.

Spanish, Portuguese, German, French, Italian, Dutch, Polish, Hinglish. A later issue learns the rest from data.
"""

from __future__ import annotations

from rules.listening.lexicon import Cue

SPANISH: dict[Cue, str] = {
    Cue.NEW_TOPIC: """
        por cierto
        otra cosa|consulta|pregunta|duda
        una consulta|duda|pregunta
    """,
    Cue.OPENER: """
        hola|buenas|buenos (días|dias|tardes|noches)
        por cierto
        y|pero|oye|oigan|perdón|perdona|disculpa
    """,
    Cue.QUESTION: """
        ^ qué|quién|quiénes|cuál|cuáles|cuándo|cuánto|cuánta|cuántos|cuántas|dónde|cómo
        ^ a|de|con|para|en qué|quién|cuál
        ^ (hay|tienen|tenéis) alguna (novedad|noticia)
        ^ hay forma|manera
    """,
    Cue.TIME: """
        cuándo
        qué día|hora|fecha
        para cuándo
    """,
    Cue.REQUEST: """
        puedes|podéis|podrías|podría|podrían|podríais
        puede|pueden usted|ustedes|alguien|decirme|decirnos|enviar|enviarme|mandar|mandarme|confirmar|revisar|pasar
        me|nos pasas|pasa|pasan|mandas|manda|mandan|envías|envían|confirmas|confirman|ayudas|ayudan|dices|avisas|avisan
        por favor|fa
        porfa|porfi
        necesito|necesitamos que
        ^ mándame|mándanos|mandadnos|pásame|pásanos|envíame|envíanos|envíenos|quítame|quitad
        ^ avísame|avísanos|dime|díganme|dinos|decidme
        quedo|quedamos atento|atenta|atentos|pendiente a|de
        quedo a la espera
        si puede ser
        le|os|les agradecería|agradeceríamos
    """,
    Cue.NEED: """
        (nos|me) falta|faltan (solo)
        necesito|necesitamos
    """,
    Cue.PING: """
        alguna novedad|noticia
        sigue pendiente
        recordatorio
    """,
    Cue.PROBLEM: """
        no funciona|salen|sale|carga|abre|llega|llegan|podemos|puedo|aparece|aparecen|responde
    """,
    Cue.OFFER: """
        cualquier duda|cosa|consulta …
        si tienes|tienen|tenéis alguna|cualquier …
        no dudes|duden …
        quedo|quedamos a sus|su|tu|vuestra …
        aquí estamos|estoy
    """,
    Cue.ACK: """
        ^ vale|entendido|recibido|anotado|perfecto|claro|listo|enterado
        (ahora mismo|ya|enseguida) lo reviso|miro|vemos|veo|revisamos|consulto …
        lo|le|les|la miro|reviso|pregunto|consulto|comento|vemos …
        ^ voy a …
        de acuerdo
        en cuanto …
        ^ mañana *
        déjame|dejadme …
    """,
    Cue.CONSENT: """
        ^ sí|si|vale|claro|adelante|perfecto
        de acuerdo
    """,
    Cue.THANKS: """
        (muchas|mil) gracias
    """,
    Cue.WORKS: """
        ya funciona|va|está|sale|salen
        ya las|los|lo|la veo
        solucionado|arreglado
    """,
    Cue.WITHDRAWN: """
        olvídalo|olvidadlo|olvida
        ya lo encontré|he
        no hace falta
        ya no
    """,
    Cue.MOVED: """
        te|os|le he escrito|llamo|mando por
        por privado
    """,
    Cue.REACTION: """
        hola|buenas|jaja|jajaja|jeje|genial|estupendo|bien|uf|vaya|ostras
        buenos días|dias
        menos mal
    """,
    Cue.TAG: """
        ^ no|verdad $
    """,
}

PORTUGUESE: dict[Cue, str] = {
    Cue.NEW_TOPIC: """
        mudando de assunto
        outra coisa|dúvida|pergunta
    """,
    Cue.OPENER: """
        oi|olá|bom|boa (dia|tarde|noite)
        pessoal|gente|e|mas|então|opa
        mudando de assunto
    """,
    Cue.QUESTION: """
        ^ quem|qual|quais|onde|quanto|quanta|quantos|quantas
        ^ o que
        ^ como faz|faço|fazemos|fica|está|tá
        ^ quando vai|vem|fica|sai|é|podem|pode|será|teremos
        ^ alguma|algum novidade|retorno|notícia|previsão
        ^ dá pra|para
        ^ vocês já|podem|conseguem|têm
    """,
    Cue.TIME: """
        ^ quando
        que horas|dia
        previsão
    """,
    Cue.REQUEST: """
        ^ pode|podem|podes|podia|poderia|poderiam|consegue|conseguem|consegues
        vocês|você podem|pode|conseguem|consegue|poderiam
        por favor|gentileza
        pfv|pfvr
        ^ me|nos manda|mande|mandem|envia|envie|enviem|passa|passe|passem|avisa|avise|avisem|confirma|confirme
        ^ manda|mande|envia|envie|avisa|avise|confirma|confirme me|nos|pra|para|aí|a|o
        preciso|precisamos que
        favor enviar|confirmar|mandar|avisar|verificar
        fico|ficamos no|a|ao aguardo|aguardar
    """,
    Cue.NEED: """
        preciso|precisamos
        ficou|está faltando
        falta|faltam
    """,
    Cue.PING: """
        alguma|algum novidade|retorno
        lembrete
        ainda (aguardo|aguardando|estou|não) (à|no) espera|aguardo
    """,
    Cue.PROBLEM: """
        não funciona|abre|carrega|consigo|conseguimos|chegou|aparece|imprime|entra
        tá|está parado|parada|fora|travado|dando
    """,
    Cue.OFFER: """
        qualquer dúvida|coisa …
        estamos|estou|fico por|à|ao aqui|disposição|dispor …
    """,
    Cue.ACK: """
        ^ beleza|combinado|entendi|entendido|recebido|anotado|certo|perfeito|ok
        deixa comigo
        ^ vou|vamos *  …
        (já) estou|tô|estamos verificando|vendo|olhando …
        assim que …
        ^ amanhã *
    """,
    Cue.CONSENT: """
        ^ sim|claro|beleza|perfeito|pode
    """,
    Cue.THANKS: """
        (muito|muita) obrigado|obrigada|obrigadão
        valeu|brigado|brigada
    """,
    Cue.WORKS: """
        já funciona
        funcionou|resolvido|resolveu
        voltou a funcionar
    """,
    Cue.WITHDRAWN: """
        deixa pra|para lá
        esquece|esqueçam
        já achei|encontrei
        não precisa mais
    """,
    Cue.REACTION: """
        oi|olá|bom|boa|kkk|kkkk|kk|show|ótimo|legal|rsrs|rs|tudo|bem|eita|nossa|maravilha
    """,
    Cue.TAG: """
        ^ né|certo|ok $
    """,
}

GERMAN: dict[Cue, str] = {
    Cue.NEW_TOPIC: """
        übrigens|apropos
        andere|anderes|neue frage|thema
        noch was|etwas|eine
    """,
    Cue.OPENER: """
        moin|servus|guten (morgen|tag|abend)
        und|aber|hallo|also|übrigens|sag|sagt|mal
    """,
    Cue.QUESTION: """
        ^ wer|wann|wo|wieso|warum|weshalb|wohin|woher|welche|welcher|welches|welchen|wem|wen|wieviel|wieviele
        ^ wie lange|viel|viele|oft|weit|sieht|ist|kann|können|komme|kommen|geht|machen|soll|heißt
        ^ was ist|sind|kostet|passiert|machen|sollen|heißt|bedeutet|brauchen|braucht
        ^ bis wann
        weiß|weiss jemand
    """,
    Cue.WH: """
        ^ gibt|geht|passt|reicht|stimmt es|das|euch|ihnen|dir
        ^ ist|sind|habt|haben|hast|hat|seid|wird|werden ihr|sie|wir|der|die|das|es|du|schon|jemand
        ^ soll|sollen|dürfen|darf|müssen|muss wir|ich|der|die|das
    """,
    Cue.TIME: """
        wann
        wie lange
    """,
    Cue.REQUEST: """
        könnt|könnten|können|kannst|könntest|könntet|würdet|würden ihr|sie|du|uns|mir
        kann|könnte jemand|mir|uns|einer
        bitte
        sagt|sag|gib|gebt|schick|schickt|schicken bescheid|mir|uns|sie
        wir|ich bräuchten|bräuchte
        ^ sagt|sag mir|uns|bescheid
    """,
    Cue.NEED: """
        wir|ich brauchen|brauche|benötigen|benötige
        (uns|mir|es) fehlt|fehlen (noch)
        wir|ich warten|warte (noch) auf
    """,
    Cue.PING: """
        gibt es|es's schon|was|etwas neues|neuigkeiten
        schon was neues
        gibt's was|schon
        erinnerung an
        (kurze|kleine|freundliche) erinnerung
        (noch) keine antwort|rückmeldung
    """,
    Cue.PROBLEM: """
        funktioniert|geht|läuft|lädt|startet|druckt|öffnet|kommt (seit|schon|leider|sich|wieder) (heute|gestern) nicht
        kaputt|defekt|abgestürzt
        fehler|störung
    """,
    Cue.OFFER: """
        bei|falls|für rückfragen|fragen|noch …
        meldet|melden euch|sie (sich) bei|falls|wenn|gern|gerne|jederzeit …
        bitte beachten …
        zur info …
        gern|gerne geschehen
        keine ursache
    """,
    Cue.ACK: """
        ^ klar|verstanden|notiert|erledige|passt|jo|jup|gut|einverstanden|geht
        alles klar
        (ist|schon) notiert|vermerkt
        (ich) schau|schaue|gucke|guck|prüfe|prüf|kläre|frage|frag|kümmere|melde|mache|mach …
        wir schauen|prüfen|klären|kümmern|melden|fragen|sehen …
        sobald …
        in ordnung
        mach|mache|machen ich|wir
    """,
    Cue.CONSENT: """
        ^ ja|jo|jup|klar|gern|gerne|genau|passt|einverstanden
        geht klar
        in ordnung
    """,
    Cue.THANKS: """
        (vielen|herzlichen|besten|lieben) dank
        danke (dir|euch|ihnen|schön|sehr|für|nein)
        dankeschön|merci|thx
    """,
    Cue.WORKS: """
        läuft|geht|funktioniert|klappt jetzt|wieder|alles
        hat geklappt|funktioniert
        behoben|gelöst
    """,
    Cue.WITHDRAWN: """
        hat sich erledigt
        erledigt sich
        vergiss|vergesst es|das
        schon gefunden
        nicht mehr nötig
        passt schon
    """,
    Cue.MOVED: """
        rufe|ruf|rufen (dich|euch|sie) an
        per mail|pn|telefon
        lass|lasst uns telefonieren
    """,
    Cue.REACTION: """
        moin|servus|super|prima|toll|klasse|hihi|echt|oje|mist|schade|schön
        guten|schönen morgen|tag|abend|feierabend
        echt jetzt
        (sehr) gut
    """,
    Cue.TAG: """
        ^ oder|gell|ne|nicht|stimmt's $
    """,
}

FRENCH: dict[Cue, str] = {
    Cue.NEW_TOPIC: """
        au fait
        autre question|sujet|chose
        sinon
    """,
    Cue.OPENER: """
        bonjour|bonsoir|salut|coucou|rebonjour
        et|mais|donc|alors|bon|sinon
        du coup
        à tous|toutes
        au fait
    """,
    Cue.QUESTION: """
        ^ qui|quel|quelle|quels|quelles|quand|combien|où|comment|pourquoi|quoi
        ^ à|de|pour|avec|dans|par quel|quelle|quels|quelles|qui|quoi
        est ce que|qu'il|qu'on|que
        est ce qu'il|qu'on|qu'ils|qu'elle
        ^ avez|êtes|allez|souhaitez|voulez|faut vous|il
        ^ il y a t
        ^ des nouvelles
    """,
    Cue.TIME: """
        ^ quand
        à quelle heure|date
        quel jour
        (d'ici|combien de) (quand|temps)
    """,
    Cue.REQUEST: """
        pouvez|pourriez|peux|pourrais|peut|pouvons vous|tu|on|nous|quelqu'un
        vous|tu pouvez|pourriez|peux|pourrais
        merci de|d'envoyer|d'avance|d'en|d'y
        merci de nous|me|bien
        s'il vous|te|plaît|plait
        svp|stp
        envoyez|envoie|dites|dis|donnez|donne|confirmez|confirme|tenez|indiquez moi|nous
        il nous|me faudrait|faut
        je me permets
    """,
    Cue.NEED: """
        il manque
        on|nous attend|attendons (toujours|encore)
        j'ai|on|nous a|avons besoin
    """,
    Cue.PING: """
        des nouvelles
        (petite|petit) relance|rappel
        vous|te relancer
        toujours rien|en
    """,
    Cue.PROBLEM: """
        ne marche|fonctionne|s'ouvre|charge|répond pas|plus
        marche|fonctionne pas|plus
        impossible de|d'ouvrir|d'accéder|d'imprimer
        il manque
        en panne
    """,
    Cue.OFFER: """
        n'hésitez|hésitez|n'hésite pas …
        je|nous reste|restons|suis à (votre|ta) disposition …
        pour info|information …
        à votre disposition …
    """,
    Cue.ACK: """
        ^ noté|reçu|entendu|compris|ok
        c'est noté|bon|compris
        bien noté|reçu
        d'accord
        (je|on) regarde|vérifie|m'en|s'en|compte|vois|demande|check|reviens …
        je|on|nous vais|va|allons …
        je m'en occupe
        dès que …
        ça marche
    """,
    Cue.CONSENT: """
        ^ oui|ouais|d'accord|parfait|volontiers
        ça marche|me|nous (va|convient)
        c'est bon
    """,
    Cue.THANKS: """
        merci (beaucoup|bien|à|pour|d'avance|encore|infiniment) (vous|toi|tous)
    """,
    Cue.WORKS: """
        ça marche|fonctionne maintenant|bien
        c'est bon maintenant|pour
        (c'est) réglé|résolu
    """,
    Cue.WITHDRAWN: """
        laisse|laissez tomber
        oublie|oubliez (ça|ma|mon)
        j'ai trouvé
        plus besoin
    """,
    Cue.MOVED: """
        (je) (vous|te|t') appelle
        par téléphone|mail|mp
        en (message|mp) privé
    """,
    Cue.REACTION: """
        bonjour|bonsoir|salut|parfait|super|génial|nickel|mdr|ptdr|top|bien|cool|oups|aïe
        bonne|bon journée|soirée|weekend
        à tous|toutes
    """,
}

ITALIAN: dict[Cue, str] = {
    Cue.NEW_TOPIC: """
        altra cosa|domanda
        a proposito
    """,
    Cue.OPENER: """
        ciao|buongiorno|buonasera|salve|scusa|scusate|ma|e|quindi|intanto|allora
    """,
    Cue.QUESTION: """
        ^ chi|quando|quanto|quanti|quante|quale|quali|dove
        ^ che ora|ore|data|formato|tipo
        ^ cosa|come mai|facciamo|dobbiamo|si|posso|possiamo|è|serve
        ^ a|di|con|per|da chi|quale|quando|quanto
        ^ ci sono|sono novità
        ^ si può|possono
    """,
    Cue.TIME: """
        ^ quando
        (entro|per|da) quando
        che ora|data
        quanto tempo|ci
    """,
    Cue.REQUEST: """
        potete|potresti|potreste|puoi|può
        per favore|cortesia|piacere
        perfavore
        mi|ci mandi|mandate|invii|inviate|fai|fate|passi|passate|confermi|confermate|dici|dite
        mandami|mandaci|mandateci|inviami|inviateci|fammi|fateci|dimmi|diteci|ditemi
        ci serve|servono|servirebbe
        mi serve|servono|servirebbe
    """,
    Cue.NEED: """
        manca|mancano
        (abbiamo|ho) bisogno di
        aspettiamo|attendiamo|aspetto|attendo
    """,
    Cue.PING: """
        ci sono novità
        (qualche|nessuna) novità
        promemoria
        ancora (in) attesa|niente|nulla
    """,
    Cue.PROBLEM: """
        non funziona|va|si|riesco|riusciamo|parte|arriva|stampa|carica|apre|vedo|risulta
    """,
    Cue.OFFER: """
        per qualsiasi|ogni|qualunque cosa|dubbio|domanda|evenienza …
        resto|restiamo|rimango|rimaniamo a|in (vostra|tua) disposizione|attesa …
        a disposizione …
        non esitate|esitare …
    """,
    Cue.ACK: """
        ^ ricevuto|ricevute|ricevuta|ricevuti|capito|d'accordo|certo|chiaro|perfetto
        va bene
        lo|la|li|le|ci guardo|controllo|verifico|guardiamo|penso|vediamo …
        (ora|adesso|subito) controllo|guardo|verifico …
        (domani|oggi|poi) chiedo|sento|guardo|controllo|riavviamo …
        entro stasera|domani|oggi|venerdì vi|ti …
        appena *  …
        vi|ti faccio sapere|avere …
    """,
    Cue.CONSENT: """
        ^ sì|certo|perfetto|d'accordo|esatto
        va bene
    """,
    Cue.THANKS: """
        grazie (mille|tante|a|infinite|per) (tutti|te|voi)
    """,
    Cue.WORKS: """
        ora|adesso funziona|va
        risolto
    """,
    Cue.WITHDRAWN: """
        lascia|lasciate stare|perdere
        come non detto
        non serve più
        l'ho trovato|trovata
    """,
    Cue.REACTION: """
        ciao|buongiorno|buonasera|perfetto|perfetta|ottimo|bene|bello|bella|ahah|ahaha|figurati|bravi
    """,
    Cue.TAG: """
        ^ vero|no|giusto $
    """,
}

DUTCH: dict[Cue, str] = {
    Cue.NEW_TOPIC: """
        trouwens
        andere vraag
        nog iets|een
    """,
    Cue.OPENER: """
        goedemorgen|goedemiddag|goedenavond|hoi|hallo|dag|trouwens|en|maar|oh|dus|morgen
    """,
    Cue.QUESTION: """
        ^ wie|wanneer|waar|welke|welk|waarom|hoeveel|hoelang|waarvoor
        ^ hoe laat|lang|zit|kan|kunnen|moet|moeten|gaat|komt|staat
        ^ wat is|zijn|kost|moet|moeten|wordt|doen|betekent|kunnen
        ^ bij|op|in|voor|van|met|naar|tot|vanaf wie|welk|welke|wanneer|wat
        weet|heeft iemand
    """,
    Cue.WH: """
        ^ kan|kunnen|moet|moeten|mag|mogen|zal|zullen we|ik|het|de|dat|er|die|ze
        ^ is|zijn|heeft|hebben|wordt|komt|gaat er|het|de|dat|die|daar|jullie|iemand
    """,
    Cue.TIME: """
        wanneer
        hoe laat|lang
        hoelang
    """,
    Cue.REQUEST: """
        kun|kunt|kan|kunnen|wil|willen|zou|zouden|mag je|jullie|u|iemand|we
        aub|alsjeblieft|alstublieft|svp
        graag *
        laat|laten even|me|ons|maar weten
        stuur|stuurt (me|ons|even|dan|maar|nog|de|het) *
        we|ik hebben|heb|zouden|zou nog|graag|nodig
    """,
    Cue.NEED: """
        (we|ik) wachten|wacht nog op
        (we|ik) missen|mis nog
        nodig van
    """,
    Cue.PING: """
        al nieuws|bekend|iets
        kleine|vriendelijke herinnering|reminder
        nog (steeds) geen|niets|niks
    """,
    Cue.PROBLEM: """
        doet|werkt|start|laadt|opent|komt|gaat het|niet (meer|niet)
        kapot|storing|foutmelding|vastgelopen
    """,
    Cue.OFFER: """
        bij vragen …
        mocht|mochten je|jullie|u|er …
        ter info|informatie …
        laat (het|maar) (maar|gerust|ons) weten als …
        graag gedaan
    """,
    Cue.ACK: """
        ^ begrepen|genoteerd|prima|duidelijk|helder|doe|top|oké|ok|akkoord
        is goed
        komt goed|eraan
        doen we
        (ik) kijk|check|zoek|vraag|bel|ga|zal …
        (we) kijken|zoeken|gaan|zullen …
        even kijken|checken|vragen|navragen|overleggen …
        zodra …
    """,
    Cue.CONSENT: """
        ^ ja|jawel|prima|akkoord|oké|graag|zeker
        is goed
    """,
    Cue.THANKS: """
        dank (je|jullie|u) (wel)
        dankjewel|dankjulliewel|bedankt|dankuwel
        hartelijk dank
    """,
    Cue.WORKS: """
        werkt|doet (het) weer|nu
        opgelost
    """,
    Cue.WITHDRAWN: """
        laat maar
        al gevonden
        niet meer nodig
        hoeft niet meer
    """,
    Cue.REACTION: """
        goedemorgen|goedemiddag|hoi|dag|top|mooi|fijn|leuk|super|helaas|jammer|oei|haha
    """,
    Cue.TAG: """
        ^ hè|toch|hoor $
        toch|hè $
    """,
}

POLISH: dict[Cue, str] = {
    Cue.NEW_TOPIC: """
        jeszcze jedno|jedna
        inna sprawa|inne pytanie
        przy okazji
    """,
    Cue.OPENER: """
        cześć|hej|witam|jeszcze
        dzień dobry
    """,
    Cue.QUESTION: """
        ^ czy|kiedy|kto|kogo|komu|gdzie|ile|która|który|które|którą|dlaczego|skąd
        ^ na|do|od|za|w|z kiedy|kogo|czego|której|którym
        ^ co z|jest|robimy|robić|zrobić|dalej
        ^ jak|jaki|jaka|jakie długo|jest|to|mamy|można
        ^ da|można się|prosić
        (czy) ktoś wie
    """,
    Cue.TIME: """
        kiedy
        jak długo
        do kiedy
    """,
    Cue.REQUEST: """
        proszę|prosimy|poproszę|prosiłbym|prosiłabym
        możesz|możecie|mógłbyś|mogłabyś|moglibyście *
        może|mogą pan|pani|państwo|ktoś
        dajcie|daj|podeślij|podeślijcie|prześlij|prześlijcie|wyślij|wyślijcie znać|mi|nam|*
        zmieńcie|zmień|sprawdźcie|potwierdź|potwierdźcie znać|mi|nam|*
    """,
    Cue.NEED: """
        potrzebujemy|potrzebuję
        czekamy|czekam na
        brakuje
    """,
    Cue.PING: """
        jakieś wieści|nowości|informacje
        przypominam|przypomnienie
        nadal|wciąż czekam|czekamy|brak
    """,
    Cue.PROBLEM: """
        nie działa|działają|wchodzą|otwiera|ładuje|mogę|możemy|da|widzę|przyszło|przyszedł|drukuje
        wygasł|błąd|awaria
    """,
    Cue.OFFER: """
        w razie pytań|wątpliwości|czego …
        jesteśmy|jestem do dyspozycji …
        dla informacji …
    """,
    Cue.ACK: """
        ^ jasne|rozumiem|zrozumiałem|przyjąłem|przyjęłam|dobrze|spoko|oki|okej|zrobi
        (już) sprawdzam|patrzę|sprawdzamy|patrzymy|sprawdzę|zobaczę …
        zapytam|dopytam|dam|damy|zajmę|zajmiemy|wrócę …
        jak tylko …
        się robi
    """,
    Cue.CONSENT: """
        ^ tak|jasne|pewnie|dobrze|zgoda|oczywiście|może
        może być
    """,
    Cue.THANKS: """
        (bardzo|wielkie|dużo) dzięki|dziękuję|dziękujemy|dzieki|dziekuje
    """,
    Cue.WORKS: """
        już|teraz działa
        naprawione|rozwiązane
    """,
    Cue.WITHDRAWN: """
        nieważne|niewazne
        (już) znalazłem|znalazłam
        już nie trzeba
        już niepotrzebne
    """,
    Cue.REACTION: """
        cześć|hej|witam|super|świetnie|fajnie|ekstra|ojej|hehe
        dzień dobry
    """,
    Cue.TAG: """
        ^ prawda|nie|co $
    """,
}

HINGLISH: dict[Cue, str] = {
    Cue.NEW_TOPIC: """
        waise
        ek aur
    """,
    Cue.OPENER: """
        bhai|yaar|sirji|ji|namaste|waise|arre|haan
    """,
    Cue.QUESTION: """
        kab tak|se|hoga|milega|aayega
        ^ kaun|kab|kahan|kaise|kyun|kitna|kitne|kitni
        kya hua|hoga|hai $
        kaun dega|karega|bhejega|hai
        kisko|kiska|kahan|kaise|kyun
        (hai|nahi) tha kya $
        kya $
    """,
    Cue.TIME: """
        kab
    """,
    Cue.REQUEST: """
        bhej|kar|karwa|bata|de|dekh|check|share|confirm|daal|update do|dena|dijiye|dijiyega|dein|den|lo
        bhejo|batao|bataiye|bhejiye|kariye|karo|dikhao|bhejna|batana|dekho
        bhej|kar (do|dena) na|please $
        chahiye
        mil sakta|sakti|sakte
        jaldi *
    """,
    Cue.PROBLEM: """
        nahi aa|chal|ho|khul|mil|aaya|aayi raha|rahi|rahe|*
        kaam nahi
    """,
    Cue.OFFER: """
        koi dikkat|problem ho …
    """,
    Cue.ACK: """
        theek|thik hai (sir)
        ^ (haan|ok|theek) dekhta|dekhti|dekhte|karta|karti|karte|bhejta|bhejti|deta|deti …
        dekhta|dekhti|dekhte|karta|karti|bhejta|bhejti|batata|batati hu|hun|hoon|hai …
        mil jayega|jayegi|jaega
        ho jayega|jaega
        kal|abhi|shaam tak …
        kal subah …
        karenge|dekhenge|bhejenge
    """,
    Cue.CONSENT: """
        ^ haan|ji|theek|bilkul
    """,
    Cue.THANKS: """
        shukriya|dhanyavaad|dhanyawad
    """,
    Cue.WORKS: """
        ho gaya $
        chal gaya|raha $
        aa gaya
    """,
    Cue.WITHDRAWN: """
        rehne do
        chhodo|chodo
        nahi chahiye ab
    """,
    Cue.REACTION: """
        bhai|yaar|sahi|badhiya|mast|accha|acha
    """,
    Cue.TAG: """
        na $
        hai na $
    """,
}

TONGUES = (SPANISH, PORTUGUESE, GERMAN, FRENCH, ITALIAN, DUTCH, POLISH, HINGLISH)
