"""The phrases of a bad temper in nine languages, by tone. How a phrase is written: `phrases.py`."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """What a phrase tells about the temper of who wrote it; the value is the reason given."""

    __hash__ = str.__hash__  # as in lexicon.py

    ANGRY = "angry"
    CURSES = "curses"
    ESCALATES = "takes it higher or counts how often"
    BLAMES = "blames"
    SPARES = "blames nobody"
    SUPPOSES = "only supposes"
    PLEASED = "is pleased or jokes"


GROUPS = {
    "harmed": """
        broke deleted lost forgot ruined messed caused missed ignored damaged wiped overwrote dropped misplaced
        screwed crashed killed blocked mixed botched
    """,
    "idle": """
        answer answered reply replied respond responded deliver delivered call called listen listened tell told send
        sent test tested read check checked keep kept inform informed warn warned care cared update updated
    """,
    "who": "team people colleague colleagues guys company side support developers engineers staff office service",
}

TEMPERS: dict[str, dict[Tone, str]] = {
    "en": {
        Tone.ANGRY: """
            unacceptable|inacceptable|outrageous|disgraceful|shameful|appalling|intolerable|ridiculous|absurd|pathetic
            scandalous|infuriating|insulting|disgusting|incompetent|unprofessional|amateurish|furious|livid|outraged
            is|it's a (complete|total|bad|real) joke
            fed up
            sick (and tired) of
            enough is enough
            had enough
            losing|lost|out of (my|our|all) patience
            waste of (my|our|everyone's) time|money
            for god's|heaven's|pete's sake
            are you kidding|joking (me)
            can't believe this is still|happening
            not good enough
            extremely|very|really|so|deeply|beyond frustrating|frustrated|unhappy|annoyed|annoying|upset|angry
            total|complete|absolute mess|disaster|chaos|shambles|nonsense|farce
            no excuse
        """,
        Tone.CURSES: """
            wtf|ffs
            the hell|fuck
            stupid|bloody|damn|damned|goddamn|fucking|crappy|idiotic *
        """,
        Tone.ESCALATES: """
            third|fourth|fifth|sixth|tenth|umpteenth|nth|hundredth time
            second time this|in|today
            how many times
            again and again
            over and over
            yet again
            last|final warning
            escalate|escalating this|it|the (matter|issue|case) (to) your|our|my|the management|manager
            escalate|escalating this|it|the (matter|issue|case) (to) your|our|my|the director|boss|board
            forced|going|have to escalate
            speak|talk to your|a (line) manager|supervisor|boss|director
            our|my lawyer|lawyers will|shall
            legal action|steps
            breach of contract
            terminate the|our|this contract
            another|other vendor|supplier|provider
            i|we demand
            this can't go on|continue
            nobody|none|anyone cares
            nobody answers|replies|responds
            for|after weeks|months|days now|and
            last time i|we ask|tell|say
        """,
        Tone.BLAMES: """
            because of you
            because of your *
            your (own) fault|doing|negligence|incompetence
            you (guys|people|all) (have|just|simply|again|clearly|also) <harmed>
            you've|you'd (just|simply|again|clearly) <harmed>
            your (own|whole) <who> (has|have|just|simply|again) <harmed>
            your * <who> (has|have|just|simply|again) <harmed>
            you|they|your (<who>) (guys|people) never (even) <idle>
            you|they (guys|people) always|keep forget|forgetting|break|breaking|ignore
            you|they (guys|people) always|keep ignoring|late|lose|losing|blame|blaming
            you|they (guys|people) (still) haven't|didn't even <idle>
            you people
            (you) let us down
            you promised
            you|your <who> are|is to blame
            thanks to you|your <who> (we|i|our|the)
            you should have <idle>
            you should've <idle>
        """,
        Tone.SPARES: """
            not|isn't|wasn't (really|entirely) your|anyone's fault
            my|our|nobody's (own) fault|mistake|bad
            not|don't|nobody's|aren't blaming|blame
            not pointing fingers
        """,
        Tone.SUPPOSES: """
            if|unless|whether|in|should|suppose you|your|they|case
        """,
        Tone.PLEASED: """
            haha|hahaha|lol|lmao|rofl|jk
            just|only kidding|joking
            thanks|thank (you) (so|very) much|a
            great|amazing|awesome|fantastic|brilliant|excellent job|work|news
            congratulations|congrats|yay|woohoo
            love it|this
        """,
    },
    "es": {
        Tone.ANGRY: """
            inaceptable|intolerable|vergonzoso|vergonzosa|indignante|lamentable|inadmisible|ridículo|ridícula|indignado
            es una (auténtica|verdadera|puta) vergüenza|broma|burla|chapuza|locura
            harto|harta|hartos|hartas
            ya basta
            (muy|realmente|bastante) enfadado|enfadada|enfadados|furioso|furiosa|cabreado
            tomando|tomáis|toman el pelo
            qué vergüenza
            pérdida de tiempo
            se me|nos acaba|acabó|agota|agotó la paciencia
        """,
        Tone.CURSES: "maldito|maldita|puto|puta|mierda|joder|estúpido|estúpida",
        Tone.ESCALATES: """
            tercera|cuarta|quinta|enésima vez
            por enésima|última vez
            cuántas veces
            una y otra vez
            hablar con su|tu|vuestro|el (jefe|responsable|superior|director)
            acciones|medidas legales
            rescindir|cancelar el contrato
            exijo|exigimos
            otro proveedor
            llevamos|llevo semanas|meses|días (esperando)
            nadie contesta|responde
            esto no puede seguir
        """,
        Tone.BLAMES: """
            por (tu|su|vuestra) culpa
            (es) culpa vuestra|tuya|suya
            vuestro|tu|su equipo (lo|la|nos|ha|han) (ha|han) borrado|roto|perdido|olvidado
            vuestro|tu|su equipo (lo|la|nos|ha|han) (ha|han) estropeado|rompió|borró|perdió
            (nos|lo|la) habéis|has|han (vuelto) borrado|roto|perdido|olvidado|estropeado|fastidiado|dejado
            nunca contestáis|contestas|contestan|respondéis|respondes|responden|avisáis|avisan|cumplís|cumplen|cumples
            siempre lo|la|os|se|estáis|llegáis|llegan tarde|mismo|olvidáis|olvidan
            nos habéis fallado|mentido|dejado
            prometisteis|prometieron|prometiste
        """,
        Tone.SPARES: """
            no es (vuestra|tu|su) culpa
            culpa mía|nuestra
            mi|nuestra culpa
            no os|te|les culpo|culpamos
        """,
        Tone.SUPPOSES: "si habéis|has|han|vuestro|tu|su",
        Tone.PLEASED: """
            jaja|jajaja|jeje
            (muchas|mil) gracias por|de
            enhorabuena|felicidades
        """,
    },
    "pt": {
        Tone.ANGRY: """
            inaceitável|intolerável|inadmissível|vergonhoso|vergonhosa|ridículo|ridícula|lamentável|revoltante|absurdo
            é uma (verdadeira) vergonha|palhaçada|piada|falta
            cansado|cansada|cansados|farto|farta|fartos de|disso|disto
            chega de
            (muito|extremamente) irritado|irritada|furioso|furiosa|insatisfeito|insatisfeitos
            perda de tempo
            perdendo|perdi|perdemos a paciência
            que vergonha
        """,
        Tone.CURSES: "maldito|maldita|porra|merda|droga|caralho|estúpido|estúpida|desgraçado|desgraçada",
        Tone.ESCALATES: """
            terceira|quarta|quinta|enésima|milésima vez
            quantas vezes
            mais uma vez não|nada
            falar com o (seu|teu|vosso) chefe|gerente|diretor|supervisor
            medidas|ação legais|judicial|cabíveis
            rescindir|cancelar o contrato
            exijo|exigimos
            outro fornecedor
            ninguém responde|resolve|atende
            há|faz semanas|meses|dias que|esperando
            isso não pode continuar
        """,
        Tone.BLAMES: """
            por (sua|tua|vossa) culpa
            culpa (é) (de|é) vocês|sua|vossa|tua
            (a) culpa é de|sua|vossa|tua *
            vocês (já|só|sempre) apagaram|quebraram|perderam|esqueceram|estragaram|ignoraram|derrubaram|erraram
            (a) sua|vossa equipe|equipa apagou|quebrou|perdeu|esqueceu|estragou|derrubou
            vocês|você nunca respondem|responde|avisam|avisa|cumprem|entregam|entrega|testam|resolvem
            vocês sempre atrasam|esquecem|erram|quebram
            vocês prometeram
            vocês nem avisaram|responderam|testaram|olharam
        """,
        Tone.SPARES: """
            não é (sua|culpa) (culpa) (de|sua|vossa) (vocês)
            culpa minha|nossa
            minha|nossa culpa
            sem culpar|culpados
        """,
        Tone.SUPPOSES: "se vocês|você|a|sua",
        Tone.PLEASED: """
            kkk|kkkk|rsrs|haha
            (muito) obrigado|obrigada por|pela|pelo
            parabéns
        """,
    },
    "de": {
        Tone.ANGRY: """
            inakzeptabel|unerträglich|unverschämt|lächerlich|unzumutbar|skandalös|unprofessionell
            frechheit|unverschämtheit|zumutung|saftladen|katastrophe|sauerei|armutszeugnis
            nicht (mehr) akzeptabel|hinnehmbar|tragbar|zumutbar
            die nase|schnauze voll
            reicht's|reichts
            jetzt|mir|uns|das reicht es|jetzt
            stinksauer|wütend|sauer|verärgert|genervt
            geduld (ist) (am) ende
            zeitverschwendung
            das darf|kann (doch) nicht wahr sein
            ein schlechter witz
        """,
        Tone.CURSES: """
            scheiß|scheiss|scheiße|scheisse|verdammt|verdammte|verdammter|verdammtes|blöde|blöder|blödes|dämliche
        """,
        Tone.ESCALATES: """
            zum dritten|vierten|fünften|x-ten|zigsten|wiederholten|hundertsten mal
            dritte|vierte|fünfte mal
            wie oft noch
            wie oft soll|muss|müssen
            schon wieder *
            letzte warnung|mahnung
            mit (ihrem|eurem|deinem) chef|vorgesetzten|geschäftsführer
            rechtliche schritte
            vertrag (zu) kündigen
            kündigen (wir) den vertrag
            anderen|neuen anbieter|dienstleister
            ich|wir verlange|verlangen
            seit wochen|monaten|tagen (warten|passiert|keine|nichts)
            keiner|niemand antwortet|reagiert|kümmert
            so geht (es|das) nicht
        """,
        Tone.BLAMES: """
            wegen euch|ihnen|dir
            eure|deine|ihre schuld
            ihr|sie|du seid|sind|bist schuld
            ihr|du habt|hast (uns|schon|wieder|einfach) * (*) gelöscht|zerstört|verloren|vergessen|verbockt
            ihr|du habt|hast (das|den|die|alles) * (*) gelöscht|zerstört|verloren|vergessen|verbockt
            ihr|du habt|hast (uns|schon|wieder|einfach) (*) (*) vermasselt|verschlampt|kaputt|versäumt
            ihr|du habt|hast (das|den|die|alles) (*) (*) vermasselt|verschlampt|kaputt|versäumt
            euer team|support|kollege hat (uns|schon|wieder|einfach) (*) (*) gelöscht|verloren|vergessen
            euer team|support|kollege hat (das|den|die|alles) (*) (*) gelöscht|verloren|vergessen
            euer team|support|kollege hat (uns|schon|wieder|einfach|das|den|die|alles) (*) (*) kaputt|zerstört|verbockt
            ihr|sie|du antwortet|antworten|antwortest|meldet|liefert|reagiert|testet (euch|uns) (ja) nie
            ihr|sie habt|haben (uns) nie *
            nie antwortet|meldet|reagiert ihr
            immer macht|vergesst ihr
            ihr vergesst|verschlampt immer|ständig
            ihr habt (es|uns) versprochen
            im stich gelassen
        """,
        Tone.SPARES: """
            nicht (eure|deine|ihre) schuld
            (ist) nicht (eure|deine|ihre) schuld
            meine|unsere schuld
            mein|unser fehler
            niemand schuld
            keine vorwürfe|schuldzuweisung
        """,
        Tone.SUPPOSES: "wenn|falls|ob ihr|du|sie|euer",
        Tone.PLEASED: """
            haha|hihi|hehe|lol
            (vielen|herzlichen|tausend) dank für
            glückwunsch
        """,
    },
    "fr": {
        Tone.ANGRY: """
            inacceptable|inadmissible|intolérable|honteux|honteuse
            scandaleux|ridicule|lamentable|insupportable|déplorable
            c'est une honte|blague|plaisanterie|catastrophe
            marre de|que
            ras le bol
            ça suffit
            (je|nous|suis|sommes) (très|vraiment|extrêmement) furieux|furieuse|énervé
            (je|nous|suis|sommes) (très|vraiment|extrêmement) énervée|énervés|mécontent|mécontents
            perte de temps
            (on) se moque|fout de
            vous vous moquez|foutez
            patience a des limites
            perds|perdons patience
            pas sérieux
        """,
        Tone.CURSES: "putain|merde|foutu|foutue|maudit|maudite|stupide|bordel",
        Tone.ESCALATES: """
            troisième|quatrième|cinquième|énième|dixième fois
            combien de fois
            encore une fois (rien|toujours)
            dernier avertissement
            parler à (votre|un|ton) responsable|supérieur|chef|directeur
            actions|action|poursuites en|judiciaires|justice
            résilier|rompre le|notre contrat
            j'exige
            nous exigeons
            autre prestataire|fournisseur
            depuis des|plusieurs semaines|mois|jours
            personne ne|n' répond|répondez|réagit
            ça ne peut plus durer|continuer
        """,
        Tone.BLAMES: """
            à cause de|d' vous|votre|toi
            (c'est) (de) votre|ta faute
            vous avez|as (encore|tout|simplement) cassé|supprimé|perdu|oublié|effacé|planté|ignoré|bloqué
            vous nous avez laissé|laissés|menti|plantés|oubliés
            votre équipe|support|collègue a (encore|tout) cassé|supprimé|perdu|oublié|effacé|planté
            vous ne répondez|livrez|prévenez|testez|tenez (jamais|même)
            vous (n'|ne) * jamais
            vous oubliez|êtes toujours|encore
            vous aviez|avez promis
        """,
        Tone.SPARES: """
            pas (de) (votre|ta) faute
            ma|notre faute
            erreur de ma|notre part
            sans (vouloir) accuser
        """,
        Tone.SUPPOSES: "si vous|votre|tu",
        Tone.PLEASED: """
            haha|hihi|mdr|ptdr|lol
            merci (beaucoup|infiniment|mille) pour
            bravo|félicitations
        """,
    },
    "it": {
        Tone.ANGRY: """
            inaccettabile|inammissibile|intollerabile|vergognoso|vergognosa
            scandaloso|ridicolo|ridicola|assurdo|assurda
            è una vergogna|presa|barzelletta|follia
            stufo|stufa|stufi|stanco|stanchi di|che
            adesso|ora basta
            (sono|siamo) (molto|davvero|veramente) arrabbiato|arrabbiata|arrabbiati|furioso|furiosa|furiosi|infuriato
            perdita di tempo
            presa in giro
            prendendo in giro
            perdendo|perso|finita (la) pazienza
            non è (più) accettabile|tollerabile
        """,
        Tone.CURSES: "maledetto|maledetta|cazzo|merda|stupido|stupida|dannato|dannata",
        Tone.ESCALATES: """
            terza|quarta|quinta|ennesima|decima volta
            per l'ennesima volta
            quante volte
            parlare con il (vostro|tuo|suo) capo|responsabile|direttore
            vie|azioni legali
            rescindere|disdire il|questo|nostro contratto
            pretendo|pretendiamo|esigo|esigiamo
            altro fornitore
            da settimane|mesi|giorni (aspettiamo|che|ormai)
            nessuno risponde|ci
            così non si può
        """,
        Tone.BLAMES: """
            per|è colpa vostra|tua|sua|di
            colpa vostra|tua
            avete|hai (di) (nuovo|ancora|già|tutto) cancellato|rotto|perso|dimenticato
            avete|hai (di) (nuovo|ancora|già|tutto) rovinato|sbagliato|ignorato|bloccato
            (il) vostro team|collega|reparto ha (cancellato|rotto|perso|dimenticato|rovinato|sbagliato|bloccato)
            non rispondete|avvisate|rispettate|consegnate (mai|nemmeno)
            ci avete mentito|deluso|lasciato
            avevate promesso
            vi dimenticate sempre
            sempre in ritardo
        """,
        Tone.SPARES: """
            non è (colpa) (vostra|tua) (colpa)
            non è colpa *
            colpa mia|nostra
            mia|nostra colpa
            errore mio|nostro
        """,
        Tone.SUPPOSES: "se avete|hai|il|per",
        Tone.PLEASED: """
            haha|ahah|ahaha|ahahah|lol
            grazie mille (per)
            complimenti
        """,
    },
    "nl": {
        Tone.ANGRY: """
            onacceptabel|onaanvaardbaar|schandalig|belachelijk|ongehoord|ontoelaatbaar|beschamend|onprofessioneel
            is een schande|aanfluiting|grap|ramp
            niet (meer|langer) acceptabel|aanvaardbaar|normaal
            helemaal|echt|er klaar mee
            zat|beu ben|zijn
            ben|zijn (het|dit) (echt|helemaal|nu) zat|beu
            woedend|razend|boos|kwaad|pisnig
            genoeg is genoeg
            tijdverspilling
            geduld (is) op
            dit kan (echt|zo) niet (langer|meer)
        """,
        Tone.CURSES: "verdomme|godverdomme|kut|klote|stom|stomme|rot|shit|verdomde",
        Tone.ESCALATES: """
            derde|vierde|vijfde|zoveelste|tiende keer
            hoe vaak moet|moeten|nog
            alweer *
            laatste waarschuwing
            met (jullie|je|uw) baas|manager|leidinggevende|directeur
            juridische stappen
            contract (te|op) opzeggen|ontbinden|zeggen
            andere leverancier|partij
            eis|eisen dat|een
            al weken|maanden|dagen (op|geen|niks|niets)
            niemand reageert|antwoordt
            zo kan het niet
        """,
        Tone.BLAMES: """
            door jullie|jou|uw (schuld|toedoen|fout|team)
            (is) jullie|jouw|uw schuld
            jullie hebben (het|de|alles|weer|ons|onze) (*) (*) gewist|verwijderd|verloren|vergeten
            jullie hebben (het|de|alles|weer|ons|onze) (*) (*) verpest|kapot|gesloopt|genegeerd
            jullie team|collega|support heeft (het|de|alles) (*) (*) gewist|verwijderd|verloren|vergeten|verpest
            jullie team|collega|support heeft (weer|ons|onze) (*) (*) gewist|verwijderd|verloren|vergeten|verpest
            jullie reageren|antwoorden|leveren|testen|bellen (ook|echt) nooit
            jullie vergeten altijd|steeds
            jullie hadden|hebben (het) beloofd
            in de steek gelaten
        """,
        Tone.SPARES: """
            niet (jullie|jouw|uw) schuld
            mijn|onze schuld|fout
            niemands schuld
        """,
        Tone.SUPPOSES: "als|mochten|of jullie|je|jouw",
        Tone.PLEASED: """
            haha|hihi|lol
            heel|super bedankt (voor)
            gefeliciteerd
        """,
    },
    "pl": {
        Tone.ANGRY: """
            niedopuszczalne|skandal|skandaliczne|karygodne|śmieszne|absurd|żenujące|nieprofesjonalne|niepoważne|kpina
            nie do przyjęcia|zaakceptowania|pomyślenia
            mam|mamy (tego|już) dość|dosyć
            dość|dosyć tego
            (jestem|jesteśmy) (bardzo) wściekły|wściekła|wściekli|zirytowany|zirytowani|oburzeni
            strata czasu
            tracę|tracimy|straciłem cierpliwość
            to (jakiś) żart
        """,
        Tone.CURSES: "cholera|cholerny|cholerna|cholerne|kurwa|głupi|głupia|głupie|durny|durna|gówno",
        Tone.ESCALATES: """
            trzeci|czwarty|piąty|kolejny|setny|enty raz
            po raz trzeci|czwarty|piąty|kolejny|enty
            ile razy
            ostatnie ostrzeżenie
            rozmawiać|porozmawiać z (waszym|twoim|pana) szefem|przełożonym|kierownikiem|dyrektorem
            kroki prawne
            wypowiemy|wypowiadamy|rozwiążemy umowę
            żądam|żądamy
            innego dostawcy|wykonawcy
            od tygodni|miesięcy|dni
            nikt nie odpowiada|reaguje|odpisuje
            tak dalej być
        """,
        Tone.BLAMES: """
            przez was|ciebie|wasz|waszą|wasze
            (to) wasza|twoja wina
            z waszej|twojej winy
            (znowu|znów) usunęliście|zepsuliście|zgubiliście|zapomnieliście|skasowaliście|popsuliście|zignorowaliście
            wasz zespół|kolega|dział (znowu) usunął|zepsuł|zgubił|zapomniał|skasował|popsuł
            nigdy nie odpowiadacie|odpisujecie|dotrzymujecie|testujecie|informujecie
            zawsze zapominacie|się spóźniacie
            obiecaliście|obiecywaliście
            zawiedliście|okłamaliście
        """,
        Tone.SPARES: """
            nie (jest) (wasza|twoja) wina
            moja|nasza wina
            mój|nasz błąd
            niczyja wina
        """,
        Tone.SUPPOSES: "jeśli|jeżeli|gdyby|czy *",
        Tone.PLEASED: """
            haha|hehe|hihi|lol
            wielkie|bardzo dzięki (za)
            bardzo dziękuję|dziękujemy
            gratulacje|gratuluję
        """,
    },
    "hi-Latn": {
        Tone.ANGRY: """
            bardasht|bardaasht nahi
            hadd|had ho gayi|gaya|hai
            bakwas|bakwaas|ghatiya|wahiyat|sharmnak|bekaar
            mazak|mazaak|majak bana|chal|samajh
            pareshan|tang ho|aa gaye|gaya|gayi|chuke
            bahut|bohot ho gaya
            gussa aa|hai|hoon|hain
            time waste|barbad|kharab
            ye|yeh kya tareeka|tarika|bakwas
            sabr|patience khatam
            unacceptable|ridiculous|pathetic|unprofessional
        """,
        Tone.CURSES: "saala|sala|kamina|bewakoof|faltu",
        Tone.ESCALATES: """
            teesri|tisri|chauthi|paanchvi|dasvi baar
            kitni baar
            baar baar *
            hafton|mahino|dino se
            escalate kar|karna|karenge|karunga
            manager|boss|senior se baat
            legal|kanooni action|karwai|notice
            contract cancel|khatam
            koi|kisi jawab|reply|response (hi) nahi
            koi sunta|sunne nahi|wala
            third|fourth|fifth time
        """,
        Tone.BLAMES: """
            aapki|tumhari|apki wajah|galti
            aap|tum logon ki|ki wajah|galti
            aapke|aapki|tumhare|tumhari (team|log|support) ne (sab|hamara|poora) (*) delete|kharab|gayab|tod|bhool
            aapke|aapki|tumhare|tumhari (team|log|support) ne (data|file|phir) (*) delete|kharab|gayab|tod|bhool
            aapne|tumne (sab|hamara|poora|phir|data|file) (*) delete|kharab|gayab|tod|bhula|barbad|kho
            aap|tum (log) kabhi (jawab|reply|time|phone) (*) nahi
            aap|tum (log) hamesha late|bhool|der
            aapne|tumne promise|vaada|wada kiya
        """,
        Tone.SPARES: """
            aapki|tumhari galti nahi
            meri|hamari|humari galti
            kisi ki galti nahi
        """,
        Tone.SUPPOSES: "agar *",
        Tone.PLEASED: """
            haha|hehe|lol|hahaha
            bahut badhiya|badiya
            mazak kar raha|rahi
        """,
    },
}
"""The phrases of each language, by tone."""
