"""The phrases of Italian."""

from __future__ import annotations

from rules.listening.lexicon import Cue

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
        ^ chi|quando|quanto|quanti|quante|quanta|quale|quali|dove|cosa|qual *
        ^ che ora|ore|data|formato|tipo|ne|cosa|giorno|versione|indirizzo|numero|importo|misura|colore
        ^ come facciamo|faccio|va|si|mai|procediamo|mai|sta|stiamo|preferite|volete|è
        ^ (e) a|di|con|per|da|in|su|entro|fino chi|quale|quali|quando|quanto|quanti|cosa|che|dove
        ^ avete|hai|ha|hanno|abbiamo già|ricevuto|visto|un|una|il|la|i|le|gli|per|bisogno|avuto|deciso|controllato
        ^ avete|hai|ha|hanno|abbiamo mandato|spedito|firmato|pagato|provato|novità|ancora|sentito|idea
        ^ è|sono|era|sarà|siete|sei già|possibile|tutto|questo|quella|quello|questa|normale|prevista|previsto
        ^ è|sono|era|sarà|siete|sei confermato|confermata|pronto|pronta|arrivato|arrivata|incluso|inclusa|ancora|il|la
        ^ è|sono|era|sarà|siete|sei corretto|giusto|vero|meglio|stato|stata|sicuri|disponibili
        ^ va bene se|per|così|il|la|lunedì|martedì|mercoledì|giovedì|venerdì
        ^ c'è un|una|qualche|già|modo|ancora|qualcuno|bisogno|anche
        ^ ci sono già|ancora|dei|delle|problemi|aggiornamenti|news
        ^ posso|possiamo|devo|dobbiamo|riesci|riuscite|riusciamo|vuoi|volete|vogliamo|preferite|preferisci *
        ^ confermate|confermi|sapete|sai *
        ^ qualcuno sa|ha|può|conosce|di|riesce
        ^ si può|deve|riesce|sa|possono|fa
        ^ qualche novità|idea|aggiornamento|dubbio|obiezione|notizia
        ^ il|la|i|le|lo|gli|l' * è|sono|va|vanno|deve|devono|c'è|comprende * o *
        ^ siete|sei riusciti|riuscito|riuscita|riuscite *
        ^ avete|hai potuto|visto|guardato|ricevuto|mandato *
        ^ lunedì|martedì|mercoledì|giovedì|venerdì|domani vi|ti va|andrebbe|sta bene|bene
        ^ preferite|preferisci|preferisce|volete|vuoi * (*) (*) o *
    """,
    Cue.TIME: """
        ^ quando
        (entro|per|da) quando
        che ora|data
        quanto tempo|ci
    """,
    Cue.REQUEST: """
        potete|potresti|potreste|puoi
        ^ può
        mi|ci|qualcuno può
        per favore|cortesia|piacere
        perfavore
        mi|ci mandi|mandate|invii|inviate|fai|fate|passi|passate|confermi|confermate|dici|dite
        mandami|mandaci|mandateci|inviami|inviateci|fammi|fateci|dimmi|diteci|ditemi
        ci serve|servono|servirebbe
        mi serve|servono|servirebbe
        potete|potresti|potreste|puoi *
        ^ può|potrebbe|potremmo *
        riesci|riuscite|riesce|riuscireste|riusciresti a *
        mi|ci|lo|la|li|le|ce|me potete|potresti|potreste|puoi|può|potrebbe *
        qualcuno può|potrebbe|riesce
        ^ mandate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ mandate dal|con|solo
        ^ manda il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ manda con|solo
        ^ inviate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ inviate dal|con|solo
        ^ invia il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ invia con|solo
        ^ controllate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella
        ^ controllate nel|dal|con|solo
        ^ controlla il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ controlla dal|con|solo
        ^ verificate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ verificate dal|con|solo
        ^ verifica il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ verifica dal|con|solo
        ^ confermate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ confermate dal|con|solo
        ^ conferma il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ conferma dal|con|solo
        ^ aggiornate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ aggiornate dal|con|solo
        ^ aggiorna il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ aggiorna dal|con|solo
        ^ togliete il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ togliete dal|con|solo
        ^ togli il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ togli con|solo
        ^ mettete il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ mettete dal|con|solo
        ^ metti il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ metti con|solo
        ^ cambiate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ cambiate dal|con|solo
        ^ cambia il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ cambia con|solo
        ^ chiamate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ chiamate dal|con|solo
        ^ chiama il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ chiama con|solo
        ^ avvisate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ avvisate dal|con|solo
        ^ avvisa il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ avvisa con|solo
        ^ spostate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ spostate dal|con|solo
        ^ sposta il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ sposta con|solo
        ^ cancellate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ cancellate dal|con|solo
        ^ cancella il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ cancella dal|con|solo
        ^ aggiungete il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ aggiungete dal|con|solo
        ^ aggiungi il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ aggiungi dal|con|solo
        ^ correggete il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ correggete dal|con|solo
        ^ correggi il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ correggi dal|con|solo
        ^ chiudete il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ chiudete dal|con|solo
        ^ chiudi il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ chiudi con|solo
        ^ aprite il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ aprite con|solo
        ^ apri|fate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ apri|fate dal|con|solo
        ^ fai il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ fai con|solo
        ^ guardate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ guardate dal|con|solo
        ^ guarda il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ guarda con|solo
        ^ provate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ provate dal|con|solo
        ^ prova il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ prova con|solo
        ^ passate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ passate dal|con|solo
        ^ passa il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ passa con|solo
        ^ firmate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ firmate dal|con|solo
        ^ firma il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ firma con|solo
        ^ compilate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ compilate dal|con|solo
        ^ caricate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ caricate dal|con|solo
        ^ carica il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ carica con|solo
        ^ sostituite il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ sostituite dal|con|solo
        ^ lasciate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ lasciate dal|con|solo
        ^ ricordate il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel
        ^ ricordate dal|con|solo
        ^ ricordatevi il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella
        ^ ricordatevi nel|dal|con|solo
        ^ tenete il|la|i|le|lo|gli|un|una|l'|anche|per|se|a|di|che|al|alla|tutto|pure|subito|voi|questo|quella|nel|dal
        ^ tenete con|solo
        ^ mandatemi|mandamela|mandamelo|mandatecelo|mandatecela|inviatemi|inviatecelo|confermami|confermatemi *
        ^ confermateci|confermaci|fatemi|fatemelo|facci|ditemi|dicci|aiutatemi|aiutateci|spiegatemi|spiegami *
        ^ giratemi|girami|giratecelo|passami|passatemi|chiamami|chiamatemi|ricordami|avvisami|avvisatemi|avvisateci *
        ^ rimandatemi|rimandateci *
        (mi|ci) serve|servono|servirebbe|servirebbero|occorre|occorrono
        ho|abbiamo|avrei|avremmo bisogno di|del|della|dei|che
        vorrei|vorremmo|gradirei|gradiremmo|desidero|desideriamo sapere|avere|che|un|una|il|la|ricevere|capire *
        sarebbe possibile|bello|utile|il avere|se|che|poter *
        si prega|richiede|chiede (di|cortesemente) *
        vi|ti|le|la prego|preghiamo|chiedo|chiediamo|chiederei|chiederemmo|pregherei di|se|cortesemente|gentilmente *
        perfavore|cortesemente|gentilmente
        attendo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di riscontro|conferma|di|risposta|ok|vostro|vostra
        attendo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di vostre|vs
        attendiamo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di riscontro|conferma|di|risposta|ok|vostro
        attendiamo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di vostra|vostre|vs
        aspetto (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di riscontro|conferma|di|risposta|ok|vostro|vostra
        aspetto (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di vostre|vs
        aspettiamo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di riscontro|conferma|di|risposta|ok|vostro
        aspettiamo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di vostra|vostre|vs
        resto (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di riscontro|conferma|di|risposta|ok|vostro|vostra
        resto (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di vostre|vs
        restiamo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di riscontro|conferma|di|risposta|ok|vostro|vostra
        restiamo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di vostre|vs
        rimango (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di riscontro|conferma|di|risposta|ok|vostro|vostra
        rimango (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di vostre|vs
        rimaniamo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di riscontro|conferma|di|risposta|ok|vostro|vostra
        rimaniamo (in) attesa|un|una|vostra|tua|vostro|il|la|ancora|di vostre|vs
        in attesa di vostro|vostra|un|una|riscontro|conferma
        non dimenticate|dimenticare|dimenticatevi|scordate *
        sarebbe|sarebbe utile|bello|meglio se|avere|aggiungere|sapere|poter|vedere|ricevere
        sarebbe|sarebbe ottimo|perfetto|comodo|ideale se|avere|aggiungere|sapere|poter|vedere|ricevere
        (avrei|avremmo|avrebbe) bisogno di|del|della|dello|dell'accesso|dei|delle|d'un|che
        resto|restiamo|rimango|rimaniamo|sono|siamo in attesa
        ^ passatemi|passateci|passami|passaci|datemi|dateci|dammi|dacci|mostratemi|mandatemi|ditemi|spiegatemi|fatemi
        ^ riuscite|riesci a *
    """,
    Cue.TELL: """
        mi|ci dici|dite|confermi|confermate|sai|sapete|fai|fate dire|sapere|se|quando|come|chi|quale|dove|cosa|che *
        fammi|fatemi|fateci|facci sapere se|quando|come|chi|quale|per|entro|cosa|appena
        dimmi|ditemi|dicci|diteci se|quando|come|chi|quale|quali|dove|cosa|che|per|quanto
        volevo|volevamo|vorrei|vorremmo sapere|chiedere|chiedervi|chiederti|capire|confermare
        (mi) (stavo) chiedevo|chiedendo se|quando|come
    """,
    Cue.NEED: """
        manca|mancano
        (abbiamo|ho) bisogno di
        aspettiamo|attendiamo|aspetto|attendo
        manca|mancano|serve|servono
        stiamo|sto (ancora) aspettando
        (siamo|sono) (ancora) fermi|fermo|bloccati|bloccato
    """,
    Cue.PING: """
        ci sono novità
        (qualche|nessuna) novità
        promemoria
        ancora (in) attesa|niente|nulla
    """,
    Cue.PROBLEM: """
        non funziona|va|si|riesco|riusciamo|parte|arriva|stampa|carica|apre|vedo|risulta
        non (si|mi|ci|ne) funziona|funzionano|va|vanno|apre|carica|stampa|riesco|riusciamo|parte|arriva|arrivano
        non (si|mi|ci|ne) arrivato|vede|vedo|vediamo|risponde|accende|collega|connette|salva|aggiorna|legge|quadra
        non (si|mi|ci|ne) quadrano|torna|trovo|troviamo|compare|risulta|permette|fa|lascia|abbiamo|entra
        dà|da|esce|mi|ci|compare|appare|restituisce|segnala un|sempre|dà|di|un' errore|messaggio|errori
        errore di|in|nel|durante|quando|al|404|403|500
        è|sono|resta|risulta|rimane di|tutto|tutta|ancora|sempre|completamente bloccato|bloccata|bloccati|fermo|ferma
        è|sono|resta|risulta|rimane di|tutto|tutta|ancora|sempre|completamente vuoto|vuota|rotto|rotta|giù|lento|lenta
        è|sono|resta|risulta|rimane di|tutto|tutta|ancora|sempre|completamente sparito|sparita|offline|sbagliato
        è|sono|resta|risulta|rimane di|tutto|tutta|ancora|sempre|completamente sbagliata|nuovo
        si (è) blocca|bloccato|bloccata|pianta|piantato|impalla|spegne|spento|rotto|rotta|chiude
        impossibile *
        (ho|abbiamo) (un) problema|problemi con|a|di|sul|sulla
        nessuna|nessun risposta|accesso|conferma|segnale
        rifiuta|rifiutano|respinge *
        non riusciamo|riesco|riescono (più) a|ad
        risulta|risultano|è|sono|appare|appaiono doppio|doppia|doppi|doppie|duplicato|duplicata|duplicati|duplicate
        esce|escono|arriva|arrivano|risulta|è vuoto|vuota|vuoti|vuote|incompleto|incompleta
        mi|ci butta|sbatte|scollega|disconnette *
    """,
    Cue.OFFER: """
        per qualsiasi|ogni|qualunque cosa|dubbio|domanda|evenienza …
        resto|restiamo|rimango|rimaniamo a (vostra|tua) disposizione …
        a disposizione …
        non esitate|esitare …
        per qualsiasi|ogni|qualunque|eventuali cosa|dubbio|domanda|evenienza …
        per qualsiasi|ogni|qualunque|eventuali necessità|chiarimento|chiarimenti|domande …
        se avete|hai|ci|serve|vi|ti|servono|dovesse dubbi|domande|bisogno|sono|altro|qualcosa|serve|problemi|servire …
        resto|restiamo|rimango|rimaniamo|sono|siamo (a) vostra|tua|disposizione|disponibile|disponibili|qui …
        a vostra|tua|completa disposizione …
        non esitate|esitare|esiti|preoccupatevi|preoccuparti …
        (vi|ti) ricordo|ricordiamo|informo|informiamo|segnalo che|di …
        (vi|ti) segnaliamo|comunico|comunichiamo|avviso|avvisiamo che|di …
        in|per allegato|info|informazione|conoscenza …
        nessuna fretta …
        non c'è|serve fretta|bisogno|problema …
        solo per informarvi|informazione|info …
    """,
    Cue.RHETORIC: """
        chi l'avrebbe|lo mai|detto
        ma chi|come si|me|ce|glielo *
        che vuoi|ci|dobbiamo fare|farci
        ma davvero $
        sul serio $
        vi|ti sembra|pare normale|possibile
        è mai possibile che *
        chi non vorrebbe|vuole|ama|odia
        perché mi|mi sono|devo|alzo alzato|*
        cosa faremmo|farei senza
        quante volte devo|dobbiamo|bisogna
        perché sempre|mai
        (ho) la faccia da|di
    """,
    Cue.TAG: """
        ^ vero|no|giusto $
        ^ vero|no|giusto|eh|ok|sì $
        vero|giusto|no $
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
        ^ ricevuto|capito|ok|okay|certo|chiaro|perfetto
        ^ bene|ottimo|fatto|segnato|va|benissimo|assolutamente|sicuramente
        ci penso|pensiamo|pensa io|noi
        ^ penso|pensiamo|pensa io|noi
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) controllo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) controllo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) guardo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) guardo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) verifico …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) verifico …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì|giovedì (lo|la|li|le|vi|ti|ci) sento …
        ^ venerdì (lo|la|li|le|vi|ti|ci) sento …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) chiedo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) chiedo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì|giovedì (lo|la|li|le|vi|ti|ci) mando …
        ^ venerdì (lo|la|li|le|vi|ti|ci) mando …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì|giovedì (lo|la|li|le|vi|ti|ci) invio …
        ^ venerdì (lo|la|li|le|vi|ti|ci) invio …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) faccio …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) faccio …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì|giovedì (lo|la|li|le|vi|ti|ci) dico …
        ^ venerdì (lo|la|li|le|vi|ti|ci) dico …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) aggiorno …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) aggiorno …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) confermo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) confermo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) controlliamo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) controlliamo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) guardiamo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) guardiamo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) verifichiamo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) verifichiamo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) facciamo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) facciamo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) mandiamo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) mandiamo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) inviamo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) inviamo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) sentiamo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) sentiamo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) chiediamo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) chiediamo …
        ^ ora|adesso|subito|poi|domani|dopo|intanto|oggi|stasera|lunedì|martedì (lo|la|li|le|vi|ti|ci) richiamo …
        ^ giovedì|venerdì (lo|la|li|le|vi|ti|ci) richiamo …
        lo|la|li|le|vi|ti|ve|te|ci|gli|me (lo|la|li|le|ne) controllo|guardo|verifico|chiedo|mando|invio|faccio|dico …
        lo|la|li|le|vi|ti|ve|te|ci|gli|me (lo|la|li|le|ne) aggiorno|confermo|controlliamo|guardiamo|verifichiamo …
        lo|la|li|le|vi|ti|ve|te|ci|gli|me (lo|la|li|le|ne) facciamo|mandiamo|inviamo|sapremo|saprò|farò|faremo …
        lo|la|li|le|vi|ti|ve|te|ci|gli|me (lo|la|li|le|ne) mandiamo|occupo|giro|giriamo|passo|richiamo|informo|sento …
        ^ (lo|la|li|le|ne) controllo|guardo|verifico|chiedo|mando|invio|faccio|dico|aggiorno|confermo|controlliamo …
        ^ (lo|la|li|le|ne) guardiamo|verifichiamo|facciamo|mandiamo|inviamo|sapremo|saprò|farò|faremo|mandiamo …
        ^ (lo|la|li|le|ne) occupo|giro|giriamo|passo|richiamo|informo|sento …
        ^ sto|stiamo controllando|verificando|guardando|lavorando|preparando|facendo|sistemando|aspettando|chiedendo …
        un attimo|momento|minuto|secondo|attimino …
        ^ attimo|momento|minuto|secondo|attimino …
        un attimo|momento $
        ^ attimo|momento $
        ^ dammi|datemi|dateci|lasciami|lasciatemi 5|10|un|il|fino|qualche|due|controllare|vedere|verificare …
        vi|ti|le farò|faremo|faccio|facciamo sapere …
        ^ farò|faremo|faccio|facciamo sapere …
        me|ce ne occupo|occupiamo …
        ^ ne occupo|occupiamo …
        ^ controllerò|verificherò|farò|manderò|invierò|sentirò|guarderò|faremo|manderemo|invieremo|controlleremo …
        ^ verificheremo …
        ^ entro stasera|domani|oggi|venerdì|lunedì|le|la|sera|fine|un'ora|mezzogiorno vi|ti|te|ve|la|lo|mando|invio …
        ^ appena possibile|ho|abbiamo|posso|arriva|so|arrivano|riesco …
        ^ preso|presa nota|in …
    """,
    Cue.CONSENT: """
        ^ sì|certo|perfetto|d'accordo|esatto
        va bene
        ^ sì|certo|perfetto|d'accordo|esatto|ok|confermo|confermato|approvato|procedete|procedi|giusto|assolutamente
        (per) me|noi va|ok|sì
        va bene|benissimo
        nessun problema
        volentieri
        certo che sì
    """,
    Cue.THANKS: """
        grazie (mille|tante|a|infinite|per) (tutti|te|voi)
    """,
    Cue.WORKS: """
        ora|adesso funziona|va
        risolto
        (ora|adesso|tutto|già) (mi|ci) funziona|va|funzionano|apre|entra|parte bene|tutto|di|anche|perfettamente
        (ora|adesso|tutto|già) (mi|ci) arriva|vede|vedo|stampa bene|tutto|di|anche|perfettamente
        tutto|problema|è (è) (risolto|risolta|sistemato|sistemata|a posto|rientrato)
        funziona (di nuovo|tutto|adesso|ora|perfettamente)
        ora|adesso riesco|riusciamo
    """,
    Cue.WITHDRAWN: """
        lascia|lasciate stare|perdere
        come non detto
        non serve più
        l'ho trovato|trovata
        lascia|lasciate|lasciamo stare|perdere
        non (mi|ci) serve|servono|importa
        l'ho|l'abbiamo|ho|abbiamo (già) trovato|trovata|trovati|risolto io|da
        ignorate|ignora|scordate|dimentica|dimenticate *
        (ho|abbiamo) sbagliato io|chat|canale|gruppo
        errore mio|nostro
        chat|canale|gruppo sbagliata|sbagliato
    """,
    Cue.MOVED: """
        (ti|vi|la|mi|ci) chiamo|chiamiamo|chiama|telefono|scrivo|ho|abbiamo scritto|mandato|io|subito|ora|tra|dopo|in
        (ti|vi|la|mi|ci) chiamo|chiamiamo|chiama|telefono|scrivo|ho|abbiamo per|al|adesso
        (ne) parliamo|sentiamo|vediamo (ci) al|in|per|a telefono|privato|voce|call|riunione
        al|per telefono|mail|privato|email
        in privato|call
        (ho|abbiamo) (già) mandato|risposto|scritto|inviato una|per|via|alla mail|email|in
        sentiamoci|sentiamo al|per|domani|telefono
    """,
    Cue.REACTION: """
        ciao|buongiorno|buonasera|perfetto|perfetta|ottimo|bene|bello|bella|ahah|ahaha|figurati|bravi
    """,
    Cue.WHY: """
        ^ perché|perchè|come mai
        ^ come mai
    """,
    Cue.BECAUSE: """
        ^ perché|siccome|poiché|semplice
    """,
    Cue.TO_YOU: """
        vostro|vostra|vostri|vostre|tuo|tua|voi|vi|te|urgente|urgentemente|subito|oggi|domani
        entro|prima il|la|lunedì|martedì|mercoledì|giovedì|venerdì|domani|oggi|stasera|di|del|fine
    """,
    Cue.STATEMENT: """
        ^ come dicevo|detto|concordato|ti|vi|da|sempre|previsto|sapete|sai|dicevamo|anticipato
        ^ come|quando|chi|dove|quanto|quale * (*) (*) (*) (*) dipende
    """,
    Cue.REPORTED: """
        ho|abbiamo|ha|hanno chiesto
    """,
}
