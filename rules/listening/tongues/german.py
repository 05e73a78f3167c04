"""The phrases of German."""

from __future__ import annotations

from rules.listening.lexicon import Cue

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
        ^ wozu|womit|wovon|worum|woran|wofür|wessen|inwieweit|inwiefern *
        ^ wie geht|sieht|läuft|lautet|heißt|hoch|groß|schnell|spät|wollen|machen|handhabt|macht|soll|sollen
        ^ (und) auf|in|an|bis|mit|für|von|zu|ab|um|aus|seit|bei wen|wem|wann|welche|welchem|welchen|welcher|was|wo
        ^ was soll|machen|fehlt|meint|meinst|haltet|hältst|spricht|brauchen|habt|hat|wird|wäre|ist|sind|genau|für
        ^ jemand (eine|schon) idee|da|lust|zeit|erfahrung
        ^ irgendeine|irgendwelche|eine idee|ideen|rückmeldung|einwände|neuigkeiten
        ^ ob ihr|wir|das|der|die|es|sie|du
        ^ noch fragen|einwände
        ^ (und) in|auf|an|bis|mit|für|von|zu|ab|um|aus|seit|bei|unter|über welches|welchem|wessen
        ^ lässt sich|das *
        ^ bleiben|nehmen|machen|treffen|gehen|warten|behalten|verschieben|starten wir * (*) (*) (*) oder *
    """,
    Cue.WH: """
        ^ gibt|geht|passt|reicht|stimmt es|das|euch|ihnen|dir
        ^ ist|sind|habt|haben|hast|hat|seid|wird|werden ihr|sie|wir|der|die|das|es|du|schon|jemand
        ^ soll|sollen|dürfen|darf|müssen|muss wir|ich|der|die|das
        ^ ist|sind|wird|werden|hat|war|waren das|der|die|den|es|dieser|diese|dieses|da|jemand|schon|eigentlich|euer
        ^ ist|sind|wird|werden|hat|war|waren eure|unser|unsere|ihr|sein|etwas|alles|bei
        ^ kommt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ kommen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ kriegt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ kriegen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ bekommt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ bekommen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ braucht ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ brauchen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ wollt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ wollen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ willst ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ möchtet ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ möchten ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ nehmt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ nehmen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ schafft ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ schaffen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ wisst ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ weißt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ kennt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ kennst ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ steht ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ stimmt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ liegt|gilt ihr|du|wir|ich|sie|es|das|der|die|den
        ^ liegt|gilt dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ gehört ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ reicht ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ klappt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ seht ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ hattet ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ hatten ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ wart|waren ihr|du|wir|ich|sie|es|das|der|die|den
        ^ wart|waren dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ war|wäre ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ wären ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ hätte ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ hättet ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ sollte ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ sollten ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ soll ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ sollen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ müsste ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ müssen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ müsst|muss ihr|du|wir|ich|sie|es|das|der|die|den
        ^ müsst|muss dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ dürfen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ darf|kann ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ können ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ könnte ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ gibt|geht ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ passt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ läuft ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ macht ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ machen ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ hast|habt ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ seid|bist ihr|du|wir|ich|sie|es|das|der|die|den|dein|euer|eure|jemand|man|er|dieser|diese|dieses|unser|unsere
        ^ klappt|passt|geht|reicht|ginge (es|das) euch|dir|ihnen|bei|am|um
        ^ klappt|passt|geht|reicht|ginge (es|das) montag|dienstag|mittwoch|donnerstag|freitag|morgen|heute
    """,
    Cue.TIME: """
        wann
        wie lange
        ab|bis|seit|zu wann
        an|zu welchem|welcher tag|termin|uhrzeit
        um wie|wieviel
    """,
    Cue.REQUEST: """
        könnt|könnten|können|kannst|könntest|könntet|würdet|würden ihr|sie|du|uns|mir
        kann|könnte jemand|mir|uns|einer
        bitte
        sagt|sag|gib|gebt|schick|schickt|schicken bescheid|mir|uns|sie
        wir|ich bräuchten|bräuchte
        ^ sagt|sag mir|uns|bescheid
        könnt|könnten|können|kannst|könntest|könntet|würdet|würden ihr|sie|du|bitte|uns|mir|mal|jemand|einer|man
        würdest|kann|könnte ihr|sie|du|bitte|uns|mir|mal|jemand|einer|man
        könnte|kann|würde|mag|möchte|will (das|uns|mir|mal|bitte) jemand|einer|wer
        wer kann|könnte|mag|möchte
        ^ schickt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ schicken uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ sendet uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ senden|gebt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ geben|sagt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ sagen|prüft uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ prüfen uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ schaut|macht uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ ladet|nehmt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ nehmen uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ stellt|tragt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ ändert uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ löscht|lasst uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ meldet|ruft uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ teilt|bringt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ haltet uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ testet uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ bestätigt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ holt|denkt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ tauscht uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ sperrt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ schaltet uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ setzt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ unterschreibt uns|mir|bitte|mal|sie|das|den|die|dem|es|doch|kurz|noch|euch|dran|daran|ihn|sich|einen|eine|ein
        ^ schick|sende|gib|sag|prüf|schau|mach|lade|nimm|stell|trag|lösch|lass|melde uns|mir|bitte|mal|doch|dran|dich
        ^ ruf|teil|bring|halt|teste|bestätige|hol|denk|tausch|setz|unterschreib uns|mir|bitte|mal|doch|dran|dich
        (ich|wir) bräuchte|bräuchten|benötige|benötigen gern|gerne|noch|bitte|den|die|das|eine|einen|ein|wissen *
        (ich|wir) hätte|hätten|möchte|möchten|wünsche gern|gerne|noch|bitte|den|die|das|eine|einen|ein|wissen *
        (ich|wir) wünschen|will|wollen gern|gerne|noch|bitte|den|die|das|eine|einen|ein|wissen *
        brauche|brauchen|benötige|benötigen noch|bitte|dringend|von euch|ihnen|dir|die|das|den|eine|einen|ein|eure
        (wir|ich) bitte|bitten|ersuche um|euch|sie|dich
        wäre|wär (es) nett|super|toll|schön|gut|hilfreich|lieb|möglich|prima|klasse wenn|dass|eine|ein
        wäre|wär (es|das) möglich|machbar|drin
        ist es|das möglich *
        bin|wären|wäre|sind (ich|wir) dankbar für|wenn
        gib|gebt|geben|sag|sagt (mir|uns|sie) (bitte|kurz|mal) bescheid
        um rückmeldung|antwort|bestätigung|freigabe|prüfung|klärung
        freigabe|bestätigung|rückmeldung|antwort bitte|bis|erbeten
        erbitte|erbitten|freue|freuen *
        darf|dürfte|dürfen ich|wir euch|sie|dich bitten|um
        kannst|könnt|können (du|ihr|sie) * (bitte|mal) *
        ^ schick|sende|gib|sag|prüf|schau|mach (mir|uns) das|den|die|es|ihn|eine|einen
        ^ lade|nimm|stell|trag|lösch|lass|melde (mir|uns) das|den|die|es|ihn|eine|einen
        wäre|wär (es|das) super|toll|schön|gut|hilfreich|klasse|nett|prima|lieb|cool|gut wenn
    """,
    Cue.TELL: """
        sagt|sag|schreibt|schreib|gebt|gib (uns|mir|mal|bitte) mit|bescheid|kurz ob|wann|was|wie|wer|welche|wo|bis
        teilt|teile (uns|mir|mal|bitte) mit|bescheid|kurz ob|wann|was|wie|wer|welche|wo|bis
        lasst|lass (uns|mich) wissen
        wüsste|wüssten|würde|würden (ich|wir) gern|gerne
        wollte|wollten|möchte|möchten (nur|mal|gern|gerne|kurz) fragen|wissen|nachfragen|hören
        (ich) frage|fragen mich|uns (nur) ob|wann|wie|warum
        sagst|sagt|verrätst|zeigst|zeigt|schreibst (du|ihr) mir|uns *
    """,
    Cue.NEED: """
        wir|ich brauchen|brauche|benötigen|benötige
        (uns|mir|es) fehlt|fehlen (noch)
        wir|ich warten|warte (noch) auf
        (wir|ich) warten|warte (immer) (noch) auf
        (uns|mir|es) fehlt|fehlen
        (wir|ich) hängen|hänge|stehen|stehe (hier|gerade|noch) an|fest|still
        ausstehend|offen ist|sind
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
        funktioniert seit|schon|leider|sich|wieder|immer|noch|gar heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        funktioniert hier|bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        geht|läuft seit|schon|leider|sich|wieder|immer|noch|gar heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        geht|läuft hier|bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        lädt seit|schon|leider|sich|wieder|immer|noch|gar|hier|bei heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        lädt uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        startet seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        startet bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        druckt seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        druckt bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        öffnet seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        öffnet bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        kommt seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        kommt bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        reagiert seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        reagiert bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        klappt seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        klappt bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        erscheint seit|schon|leider|sich|wieder|immer|noch|gar heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        erscheint hier|bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        synchronisiert seit|schon|leider|sich|wieder|immer|noch heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        synchronisiert gar|hier|bei|uns|mir|das|heute|auch|so heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        synchronisiert überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        verbindet seit|schon|leider|sich|wieder|immer|noch|gar heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        verbindet hier|bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        speichert seit|schon|leider|sich|wieder|immer|noch|gar heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        speichert hier|bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        scannt seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        scannt bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        stimmt seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        stimmt bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        stimmen seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        stimmen bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        passt seit|schon|leider|sich|wieder|immer|noch|gar|hier heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        passt bei|uns|mir|das|heute|auch|so|überhaupt heute|gestern|noch|mir|uns|früh|morgen nicht|nichts
        lässt sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts mehr|rein
        lässt den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts mehr|rein
        lässt sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        lässt sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts einloggen
        lässt den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts einloggen
        lässt sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts anmelden
        lässt sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        lässt sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts speichern
        lässt den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts speichern
        lässt sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        lässt sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        lassen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts mehr|rein
        lassen ins nicht|kein|keine|keinen|nichts mehr|rein
        lassen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        lassen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts einloggen
        lassen ins nicht|kein|keine|keinen|nichts einloggen
        lassen sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts anmelden
        lassen den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts anmelden
        lassen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        lassen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts speichern
        lassen ins nicht|kein|keine|keinen|nichts speichern
        lassen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        lassen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        kann sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts mehr|rein
        kann sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        kann sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts einloggen
        kann sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts anmelden
        kann sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        kann sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts speichern
        kann sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        kann sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        können sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts mehr|rein
        können ins nicht|kein|keine|keinen|nichts mehr|rein
        können sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        können sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts einloggen
        können ins nicht|kein|keine|keinen|nichts einloggen
        können sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts anmelden
        können den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts anmelden
        können sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        können sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts speichern
        können ins nicht|kein|keine|keinen|nichts speichern
        können sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        können sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        bekomme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts mehr|rein
        bekomme ins nicht|kein|keine|keinen|nichts mehr|rein
        bekomme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        bekomme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts einloggen
        bekomme ins nicht|kein|keine|keinen|nichts einloggen
        bekomme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts anmelden
        bekomme ins nicht|kein|keine|keinen|nichts anmelden
        bekomme sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts drucken
        bekomme den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        bekomme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts speichern
        bekomme ins nicht|kein|keine|keinen|nichts speichern
        bekomme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        bekomme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        bekommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier nicht|kein|keine|keinen|nichts mehr|rein
        bekommen mehr|ins nicht|kein|keine|keinen|nichts mehr|rein
        bekommen sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts öffnen
        bekommen den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        bekommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier nicht|kein|keine|keinen|nichts einloggen
        bekommen mehr|ins nicht|kein|keine|keinen|nichts einloggen
        bekommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts anmelden
        bekommen ins nicht|kein|keine|keinen|nichts anmelden
        bekommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts drucken
        bekommen ins nicht|kein|keine|keinen|nichts drucken
        bekommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier nicht|kein|keine|keinen|nichts speichern
        bekommen mehr|ins nicht|kein|keine|keinen|nichts speichern
        bekommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        bekommen sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts öffnen
        bekommen den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        kriege sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts mehr|rein
        kriege ins nicht|kein|keine|keinen|nichts mehr|rein
        kriege sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        kriege sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts einloggen
        kriege ins nicht|kein|keine|keinen|nichts einloggen
        kriege sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts anmelden
        kriege den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts anmelden
        kriege sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        kriege sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts speichern
        kriege ins nicht|kein|keine|keinen|nichts speichern
        kriege sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        kriege sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        kriegen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts mehr|rein
        kriegen ins nicht|kein|keine|keinen|nichts mehr|rein
        kriegen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        kriegen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts einloggen
        kriegen ins nicht|kein|keine|keinen|nichts einloggen
        kriegen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts anmelden
        kriegen ins nicht|kein|keine|keinen|nichts anmelden
        kriegen sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts drucken
        kriegen den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        kriegen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts speichern
        kriegen ins nicht|kein|keine|keinen|nichts speichern
        kriegen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        kriegen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        finde sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts mehr|rein
        finde den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts mehr|rein
        finde sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        finde sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts einloggen
        finde den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts einloggen
        finde sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts anmelden
        finde sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        finde sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts speichern
        finde den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts speichern
        finde sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        finde sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        finden sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts mehr|rein
        finden ins nicht|kein|keine|keinen|nichts mehr|rein
        finden sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        finden sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts einloggen
        finden ins nicht|kein|keine|keinen|nichts einloggen
        finden sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts anmelden
        finden den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts anmelden
        finden sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        finden sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts speichern
        finden ins nicht|kein|keine|keinen|nichts speichern
        finden sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        finden sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        sehe|sehen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier nicht|kein|keine|keinen|nichts mehr|rein
        sehe|sehen mehr|ins nicht|kein|keine|keinen|nichts mehr|rein
        sehe|sehen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts öffnen
        sehe|sehen ins nicht|kein|keine|keinen|nichts öffnen
        sehe|sehen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier nicht|kein|keine|keinen|nichts einloggen
        sehe|sehen mehr|ins nicht|kein|keine|keinen|nichts einloggen
        sehe|sehen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier nicht|kein|keine|keinen|nichts anmelden
        sehe|sehen mehr|ins nicht|kein|keine|keinen|nichts anmelden
        sehe|sehen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier nicht|kein|keine|keinen|nichts drucken
        sehe|sehen mehr|ins nicht|kein|keine|keinen|nichts drucken
        sehe|sehen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier nicht|kein|keine|keinen|nichts speichern
        sehe|sehen mehr|ins nicht|kein|keine|keinen|nichts speichern
        sehe|sehen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts sehen
        sehe|sehen ins nicht|kein|keine|keinen|nichts sehen
        sehe|sehen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts öffnen
        sehe|sehen ins nicht|kein|keine|keinen|nichts öffnen
        komme sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts mehr|rein
        komme den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts mehr|rein
        komme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        komme sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts einloggen
        komme den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts einloggen
        komme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts anmelden
        komme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        komme sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts speichern
        komme den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts speichern
        komme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        komme sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        kommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts mehr|rein
        kommen ins nicht|kein|keine|keinen|nichts mehr|rein
        kommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        kommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts einloggen
        kommen ins nicht|kein|keine|keinen|nichts einloggen
        kommen sich|mich|uns|wir|ich|das|die nicht|kein|keine|keinen|nichts anmelden
        kommen den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts anmelden
        kommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts drucken
        kommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr nicht|kein|keine|keinen|nichts speichern
        kommen ins nicht|kein|keine|keinen|nichts speichern
        kommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts sehen
        kommen sich|mich|uns|wir|ich|das|die|den|keine|keinen|kein|hier|mehr|ins nicht|kein|keine|keinen|nichts öffnen
        bekomme|bekommen|kriege|gibt|kommt eine|einen|ein|nur|immer|die|den|ständig fehler|fehlermeldung|error|timeout
        zeigt|wirft|erscheint|erhalte eine|einen|ein|nur|immer|die|den|ständig fehler|fehlermeldung|error|timeout
        erhalten eine|einen|ein|nur|immer|die|den|ständig fehler|fehlermeldung|error|timeout
        ist|sind|bleibt|bleiben seit|heute|gerade|schon|wieder|komplett|immer|noch|leider down|weg|leer|kaputt|defekt
        ist|sind|bleibt|bleiben seit|heute|gerade|schon|wieder|komplett|immer|noch|leider gesperrt|offline|ausgefallen
        ist|sind|bleibt|bleiben seit|heute|gerade|schon|wieder|komplett|immer|noch|leider verschwunden|langsam|falsch
        ist|sind|bleibt|bleiben seit|heute|gerade|schon|wieder|komplett|immer|noch|leider blockiert
        hängt|hängen|spinnt|spinnen|stürzt|stürzen|streikt wieder|sich|immer|seit|ab|der|die|das
        abgestürzt|ausgefallen|eingefroren
        kein|keine zugriff|zugang|verbindung|internet|strom|mail|empfang
        probleme|problem mit|beim|bei
        lehnt|lehnen|weist|weisen * (*) (*) ab|zurück
        komme|kommen (wir|ich) (*) (*) nicht (mehr) ins|in|auf|rein|an|durch
        erscheint|erscheinen|sind|ist|steht|stehen|kommt|kommen doppelt|leer|falsch|unvollständig
        kommt|kommen|ist|sind|bleibt * (*) (*) (*) (*) leer
        werde|werden|wurde|wurden * (*) (*) (*) ausgeloggt|abgemeldet|rausgeworfen
        leer|unvollständig an $
    """,
    Cue.OFFER: """
        bei|falls|für rückfragen|fragen|noch …
        meldet|melden euch|sie (sich) bei|falls|wenn|gern|gerne|jederzeit …
        bitte beachten …
        zur info …
        gern|gerne geschehen
        keine ursache
        bei|falls|für|wenn rückfragen|fragen|noch|ihr|du|sie|etwas|irgendwas|was|problemen|unklarheiten …
        meldet|melden|melde euch|sie|dich sich|einfach|gern|gerne|jederzeit bei|falls|wenn|gern|gerne|jederzeit …
        meldet|melden|melde euch|sie|dich sich|einfach|gern|gerne|jederzeit einfach …
        bitte beachten|beachtet|beachte|entschuldigt|entschuldigen|entschuldige …
        zur|nur|als info|information|kenntnis|kenntnisnahme|hinweis …
        stehe|stehen|bin|sind (ich|wir|gern|gerne|jederzeit) zur|für|bis|immer verfügung|rückfragen|euch|sie …
        stehe|stehen|bin|sind (ich|wir|gern|gerne|jederzeit) zur|für|bis|immer erreichbar …
        falls|wenn (ihr|sie|du) (noch) etwas|irgendwas|irgendetwas|was|fragen|hilfe|weitere|mehr …
        kein|keine stress|eile|hektik|ursache|problem …
        anbei|hier die|der|das|findet|finden|wie …
        ihr|sie|du könnt|können|kannst|dürft (mich|uns|das|es|euch) (gern|gerne|jederzeit|auch|immer|einfach) …
        meldet|melden|melde euch|sie|dich (sich) (einfach|gern) (einfach|gern|gerne|jederzeit) wenn|falls|bei …
        meldet|melden|melde euch|sie|dich (sich) (gerne|jederzeit) (einfach|gern|gerne|jederzeit) wenn|falls|bei …
        sagt|sag|gebt|gib (einfach|gern|gerne) (bescheid) wenn|falls was|etwas|irgendwas …
        ^ meldet|melde|melden euch|dich|sie (sich) (einfach|gern|gerne|jederzeit|dann) $
    """,
    Cue.RHETORIC: """
        wer hätte das gedacht
        wer denkt|kommt sich|auf *
        wer braucht denn|schon|das …
        was soll's
        was soll das
        was kann schon|man schief|machen
        was willst|will man|du machen
        wie kann man nur
        ernsthaft|echt $
        ist das euer|dein ernst
        muss das immer sein
        warum denn|immer|ausgerechnet immer|nur|heute|jetzt
        war ja|doch klar
        wer will|mag|braucht|liebt (*) (*) schon|denn|nicht
        warum bin|habe|muss|mache ich * (*) (überhaupt|eigentlich)
        was würden|täten|wären wir (nur) ohne
        wie oft muss|müssen|soll|sollen|denn *
        wie kann das sein
        seh|sehe ich|wir (etwa) aus
    """,
    Cue.TAG: """
        ^ oder|gell|ne|nicht|stimmt's $
        ^ oder|gell|ne|nicht|stimmt's|richtig|ja|okay|wa|woll $
        oder nicht|doch|etwa $
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
        ^ klar|verstanden|notiert|passt|jo|jup|gut|einverstanden|super|perfekt|top|okay|alles|jawohl|geht|wird|gerne
        ^ gern|sicher|natürlich
        ^ wird|ist|wurde gemacht|erledigt|notiert|vermerkt|weitergeleitet
        ich|wir schau|schaue|gucke|guck|prüfe|prüf|kläre|frage|frag|kümmere|kümmer|melde|mache|mach|schicke|schick …
        ich|wir sende|gebe|geb|sehe|seh|rufe|spreche|checke|check|erledige|liefere|reiche|hake|setze …
        ^ schau|schaue|gucke|guck|prüfe|prüf|kläre|frage|frag|kümmere|kümmer|melde|mache|mach|schicke|schick|sende …
        ^ gebe|geb|sehe|seh|rufe|spreche|checke|check|erledige|liefere|reiche|hake|setze …
        ich|wir werde|werden …
        ^ werde|werden …
        wir|ich schauen|prüfen|klären|kümmern an|dran|gerade|uns|mich|das|es|mal|kurz|euch|das|daran|schon|noch …
        wir|ich melden|fragen|sehen|schicken an|dran|gerade|uns|mich|das|es|mal|kurz|euch|das|daran|schon|noch …
        wir|ich machen|arbeiten|sind|bin|sitze an|dran|gerade|uns|mich|das|es|mal|kurz|euch|das|daran|schon|noch …
        wir|ich sitzen an|dran|gerade|uns|mich|das|es|mal|kurz|euch|das|daran|schon|noch …
        ^ bin|sind (schon|gerade) dran|dabei …
        ^ kommt|bekommt|bekommen|kriegt|kriegen ihr|sie|du|heute|morgen|gleich|bis|noch|sofort|später …
        ^ moment|sekunde|minute|augenblick (bitte|mal|noch) $
        ^ einen|ne|eine|ein kleinen|kurzen moment|sekunde|minute|augenblick …
        ^ gebt|gib|geben mir|uns (bitte|noch) 5|10|bis|eine|einen|kurz|ein …
        ich|wir (das|es) mir|uns|mich (gleich|morgen|heute|nachher|mal|gern|gerne) an|drum|darum|zurück …
        ^ mache|machen|mach ich|wir mal|heute|morgen|gleich|nachher|sofort|das|uns|mich|noch|bis|mir|dir|euch|ihnen …
        ^ schaue|schauen ich|wir mal|heute|morgen|gleich|nachher|sofort|das|uns|mich|noch|bis|mir|dir|euch|ihnen …
        ^ kläre|klären|prüfe ich|wir mal|heute|morgen|gleich|nachher|sofort|das|uns|mich|noch|bis|mir|dir|euch|ihnen …
        ^ prüfen|schicke ich|wir mal|heute|morgen|gleich|nachher|sofort|das|uns|mich|noch|bis|mir|dir|euch|ihnen …
        ^ schicken|melde ich|wir mal|heute|morgen|gleich|nachher|sofort|das|uns|mich|noch|bis|mir|dir|euch|ihnen …
        ^ melden ich|wir mal|heute|morgen|gleich|nachher|sofort|das|uns|mich|noch|bis|mir|dir|euch|ihnen …
        ^ gleich|morgen|heute|nachher|später|sofort früh|mittag|abend|noch|schaue|schau|mache|kläre (ich|wir|mal) …
        ^ gleich|morgen|heute|nachher|später|sofort prüfe|schicke|kommt|kümmere (ich|wir|mal) …
        ^ danke ist|wird|für …
    """,
    Cue.CONSENT: """
        ^ ja|jo|jup|klar|gern|gerne|genau|passt|einverstanden
        geht klar
        in ordnung
        ^ ja|jo|jup|jawohl|klar|gern|gerne|genau|passt|einverstanden|freigegeben|okay|richtig|stimmt|natürlich|logo
        ^ sicher|top
        geht klar|in
        von|für mir|uns|mich aus|ok|passt
        alles klar
        kein problem
        könnt ihr machen
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
        (es|das|jetzt|alles|nun|hier) läuft|geht|funktioniert|klappt (es|das|alles|hier) jetzt|wieder|alles|nun
        (es|das|jetzt|alles|nun|hier) läuft|geht|funktioniert|klappt (es|das|alles|hier) bestens|einwandfrei|super
        jetzt|nun geht's|läuft's|klappt's|geht|läuft|klappt|funktioniert
        hat geklappt|funktioniert|geholfen
        problem|fehler|ist (ist) behoben|gelöst|weg|erledigt
        kann|können (mich|uns|wir) (jetzt|wieder) wieder *
    """,
    Cue.WITHDRAWN: """
        hat sich erledigt
        erledigt sich
        vergiss|vergesst es|das
        schon gefunden
        nicht mehr nötig
        passt schon
        hat|das (hat) sich schon|bereits|gerade|damit|inzwischen erledigt
        vergiss|vergesst|vergessen
        habe|hab|haben es|ihn|sie|das schon|doch|gerade|selbst|jetzt gefunden
        schon|doch|selbst gefunden
        nicht mehr nötig|notwendig|relevant
        brauche|brauchen (ich|wir) nicht mehr
        falscher|falsche chat|kanal|gruppe|channel
        war mein|meine|unser fehler
        ignoriert|ignorier|ignorieren *
        schon gut
        egal $
    """,
    Cue.MOVED: """
        rufe|ruf|rufen (dich|euch|sie) an
        per mail|pn|telefon
        lass|lasst uns telefonieren
        (ich|wir) rufe|ruf|rufen|melde|melden dich|euch|sie|mich|uns gleich|kurz|mal|telefonisch an|durch|telefonisch
        per|am|via mail|pn|telefon|dm|chat|teams
        habe|hab|haben (dir|euch|ihnen) eine|ne|gerade|schon|eben|per mail|pn|dm|nachricht|geschrieben|geantwortet
        habe|hab|haben (dir|euch|ihnen) eine|ne|gerade|schon|eben|per geschickt
        lass|lasst|können (uns|wir) kurz|mal|das|dazu telefonieren|sprechen|besprechen
        telefonieren|besprechen wir
        ruf|ruft mich|uns (kurz|mal|bitte) an
        im|am|beim call|telefon|jour
    """,
    Cue.REACTION: """
        moin|servus|super|prima|toll|klasse|hihi|echt|oje|mist|schade|schön
        guten|schönen morgen|tag|abend|feierabend
        echt jetzt
        (sehr) gut
    """,
    Cue.WHY: """
        ^ warum|wieso|weshalb
    """,
    Cue.BECAUSE: """
        ^ weil|da|denn|ganz
    """,
    Cue.TO_YOU: """
        euch|eure|euren|eurer|eurem|euer|ihnen|dein|deine|deinen|ihre|ihren|dringend|heute|morgen|asap|umgehend|bis
    """,
    Cue.STATEMENT: """
        ^ wo|wann|was|wie|warum|wer|womit|worauf ich|wir|du|man
        ^ wie gesagt|besprochen|vereinbart|immer|erwähnt|abgesprochen|gewünscht|angekündigt|du|ihr
        ^ wie|wann|was|wer|ob|wo|wieviel * (*) (*) (*) (*) hängt|kommt
    """,
    Cue.REPORTED: """
        habe|hab|haben|hatte|hatten|hat (*) (*) (*) gefragt
        fragte|fragten
    """,
}
