"""The phrases of Dutch."""

from __future__ import annotations

from rules.listening.lexicon import Cue

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
        ^ waarom|waarheen|waarmee|waarvan|wiens|wat|wie|wanneer|welk|welke|hoeveel|hoelang|hoezo *
        ^ hoe gaat|zit|doen|doe|werkt|moet|kan|laat|lang|vaak|groot|duur|ver|heet|staat|komt|wil|willen|kom|krijgen
        ^ hoe krijg|ziet
        ^ (en) bij|op|in|voor|van|met|naar|tot|vanaf|aan|om|over|sinds|uit wie|welk|welke|wanneer|wat|hoeveel|waar|hoe
        ^ iemand een|al|enig|die idee|suggestie
        ^ nog vragen|nieuws|bezwaren|opmerkingen
        ^ of
        weet|heeft|kent iemand|jij|jullie|u
        ^ enig|enige idee|suggestie|voorkeur
        ^ mogelijk om
        ^ houden|blijven|nemen|gaan|doen|starten|wachten we * (*) (*) (*) of *
    """,
    Cue.WH: """
        ^ kan|kunnen|moet|moeten|mag|mogen|zal|zullen we|ik|het|de|dat|er|die|ze
        ^ is|zijn|heeft|hebben|wordt|komt|gaat er|het|de|dat|die|daar|jullie|iemand
        ^ is|zijn er al|nog|een|iets|iemand *
        ^ kan|kunnen|moet|moeten we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ mag|mogen|zal|zullen|wil we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ willen|gaan|gaat|komen we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ komt|klopt|past|lukt we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ werkt|staat|ligt|blijft we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ hoort|krijgen|krijgt we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ krijg|doen|doet|nemen we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ hebben|heb|heeft|is|zijn we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ was|waren|wordt|worden we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ weet|weten|zou|zouden we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ had|hadden|ben|bent we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ wilde|gebruiken we|ik|het|de|dat|er|die|ze|jullie|je|u|dit|deze|iemand|jij|hij|zij|een|onze|jouw|al
        ^ komt|past|lukt|schikt maandag|dinsdag|woensdag|donderdag|vrijdag|morgen|vandaag|het|dat *
    """,
    Cue.TIME: """
        wanneer
        hoe laat|lang
        hoelang
        tot|vanaf|per|rond wanneer
        hoe laat|lang|snel
        welke dag|datum|tijd
    """,
    Cue.REQUEST: """
        kun|kunt|kan|kunnen|wil|willen|zou|zouden|mag je|jullie|u|iemand|we
        aub|alsjeblieft|alstublieft|svp
        graag *
        laat|laten even|me|ons|maar weten
        stuur|stuurt (me|ons|even|dan|maar|nog|de|het) *
        we|ik hebben|heb|zouden|zou nog|graag|nodig
        kun|kunt|kan|kunnen|wil|willen|zou|zouden|kon|konden je|jullie|u|iemand|we|jij|iem
        (iemand) (die) kan|wil|zou iemand|mij|ons|me|dat|dit|even|die *
        mag|mogen (ik|we) (je|jullie|u|de|het|een|nog) vragen|verzoeken|om|hebben|ontvangen *
        graag|gelieve|svp|aub|alsjeblieft|alstublieft *
        graag|svp|aub|alsjeblieft|alstublieft $
        ^ stuur even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ stuur voor|hem|ze|alles
        ^ stuurt even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ stuurt voor|hem|ze|alles
        ^ zend|geef even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ zend|geef naar|voor|hem|ze|alles
        ^ geeft even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ geeft voor|hem|ze|alles
        ^ check even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ check voor|hem|ze|alles
        ^ checken even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ checken voor|hem|ze|alles
        ^ controleer even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ controleer naar|voor|hem|ze|alles
        ^ controleert even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ controleert naar|voor|hem|ze|alles
        ^ bevestig even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ bevestig naar|voor|hem|ze|alles
        ^ bevestigt even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ bevestigt naar|voor|hem|ze|alles
        ^ zet|haal even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ zet|haal naar|voor|hem|ze|alles
        ^ vul|meld even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ vul|meld naar|voor|hem|ze|alles
        ^ bel|mail even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ bel|mail naar|voor|hem|ze|alles
        ^ regel even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ regel voor|hem|ze|alles
        ^ vervang even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ vervang voor|hem|ze|alles
        ^ verwijder even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ verwijder naar|voor|hem|ze|alles
        ^ pas|plaats even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ pas|plaats naar|voor|hem|ze|alles
        ^ kijk|doe even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ kijk|doe naar|voor|hem|ze|alles
        ^ maak|neem even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ maak|neem naar|voor|hem|ze|alles
        ^ upload even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ upload voor|hem|ze|alles
        ^ deel even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ deel voor|hem|ze|alles
        ^ wijzig even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ wijzig voor|hem|ze|alles
        ^ sluit|open even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ sluit|open naar|voor|hem|ze|alles
        ^ test|houd even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ test|houd naar|voor|hem|ze|alles
        ^ hou even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ hou voor|hem|ze|alles
        ^ vergeet even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ vergeet voor|hem|ze|alles
        ^ zorg even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ zorg voor|hem|ze|alles
        ^ schrap|leg even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie
        ^ schrap|leg naar|voor|hem|ze|alles
        ^ vraag even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ vraag voor|hem|ze|alles
        ^ wacht even|de|het|een|me|mij|ons|dat|die|dit|deze|nog|maar|aub|mijn|onze|dan|ook|eens|wel|niet|jullie|naar
        ^ wacht voor|hem|ze|alles
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde graag|nog nodig|weten|hebben|ontvangen|graag|van|dat|een *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde graag|nog de|het *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde dringend nodig|weten|hebben|ontvangen|graag|van|dat|een *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde dringend de|het *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde de|het|een nodig|weten|hebben|ontvangen|graag|van|dat|een *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde de|het|een de|het *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde jullie|een nodig|weten|hebben|ontvangen|graag|van|dat|een *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde jullie|een de|het *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde weten nodig|weten|hebben|ontvangen|graag *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde weten van|dat|een|de|het *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde willen nodig|weten|hebben|ontvangen|graag|van|dat|een|de *
        (ik|we|wij) heb|hebben|zou|zouden|willen|wil|wilde willen het *
        heb|hebben (ik|we) (nog|dringend) nodig
        nodig van|voor|om|hebben
        (ik|we|wij) verzoek|verzoeken|vraag|vragen je|jullie|u|om|vriendelijk *
        zou|is (het|dat) fijn|mooi|handig|mogelijk|top|prettig|fijn zijn|als|om|dat *
        laat|laten|geef (het|me|ons|mij|even|maar|svp) weten|door|een|maar|even *
        (ik|we) hoor|horen|zie|zien (graag|het) *
        wacht|wachten|zie|zien op|uit jullie|je|uw|een|naar reactie|akkoord|bevestiging|antwoord
        vergeet|vergeten niet *
        met spoed
        lukt|kan het om|jullie|je *
        heb|hebben * (*) (*) nodig
        zou|is (het) fijn|mooi|handig|top|prettig|goed zijn|als|om *
        ^ zet|haal|kijk|geef|stuur de|het|een|naar|mij|me|ons * (*) (*) (*) aub|svp|terug|even|alsjeblieft
        heb|hebben * * (*) (*) (*) nodig
    """,
    Cue.TELL: """
        laat|laten (me|ons|mij|even|het) (even) weten of|wanneer|wat|wie|hoe|welke|waar|als
        zeg|geef|vertel|laat (me|mij|ons|even) of|wanneer|wat|wie|hoe|welke|waar *
        (ik|we) vroeg|vroegen|vraag|vragen (me|ons) nog|af|of *
        wilde|wilden|wil|zou (ik|we|nog|even|graag) vragen|weten
        benieuwd of|wanneer|naar|wat|hoe
        zeg|zegt|zeggen je|jullie (mij|me|ons) (even) waar|wanneer|wat|wie|hoe|of *
    """,
    Cue.NEED: """
        (we|ik) wachten|wacht nog op
        (we|ik) missen|mis nog
        nodig van
        (we|ik) wachten|wacht|missen|mis (nog|al|steeds) op|de|het|een|steeds
        (we|ik) zitten|zit|staan|sta vast|stil|te
        ontbreekt|ontbreken
        niet ontvangen
    """,
    Cue.PING: """
        al nieuws|bekend|iets
        kleine|vriendelijke herinnering|reminder
        nog (steeds) geen|niets|niks
    """,
    Cue.PROBLEM: """
        doet|werkt|start|laadt|opent|komt|gaat het|niet (meer|niet)
        kapot|storing|foutmelding|vastgelopen
        doet|werkt het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier niet|geen|niets|niks meer|door|op|aan
        doet|werkt steeds niet|geen|niets|niks meer|door|op|aan
        start het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier|steeds niet|geen|niets|niks meer|door|op|aan
        laadt het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier|steeds niet|geen|niets|niks meer|door|op|aan
        opent|komt het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier niet|geen|niets|niks meer|door|op|aan
        opent|komt steeds niet|geen|niets|niks meer|door|op|aan
        gaat|print het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier niet|geen|niets|niks meer|door|op|aan
        gaat|print steeds niet|geen|niets|niks meer|door|op|aan
        reageert het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier|steeds niet|geen|niets|niks meer|door|op|aan
        lukt|klopt het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier niet|geen|niets|niks meer|door|op|aan
        lukt|klopt steeds niet|geen|niets|niks meer|door|op|aan
        synchroniseert het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier niet|geen|niets|niks meer|door|op|aan
        synchroniseert steeds niet|geen|niets|niks meer|door|op|aan
        scant het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier|steeds niet|geen|niets|niks meer|door|op|aan
        slaat het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier|steeds niet|geen|niets|niks meer|door|op|aan
        verbindt het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier|steeds niet|geen|niets|niks meer|door|op|aan
        klopt het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier|steeds niet|geen|niets|niks meer|door|op|aan
        kloppen het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier|steeds niet|geen|niets|niks meer|door|op|aan
        verschijnt het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier niet|geen|niets|niks meer|door|op|aan
        verschijnt steeds niet|geen|niets|niks meer|door|op|aan
        draait het|er|nog|bij|de|al|sinds|meer|weer|ons|mij|me|niks|hier|steeds niet|geen|niets|niks meer|door|op|aan
        kan|kunnen|krijg|krijgen|vind|vinden|zie|zien ik|we|het|de|nog|er|mijn|geen|niet|niets niet|geen|niets|niks
        kan|kunnen|krijg|krijgen|vind|vinden|zie|zien ik|we|het|de|nog|er|mijn|geen|niet|niets meer|inloggen|openen
        kan|kunnen|krijg|krijgen|vind|vinden|zie|zien ik|we|het|de|nog|er|mijn|geen|niet|niets printen
        kan|kunnen niet|niets|nergens meer|inloggen|openen|bij|in|printen|versturen|opslaan
        krijg|krijgen|geeft|geven|toont|verschijnt|zie een|steeds|de|alleen|telkens foutmelding|fout|error|melding
        is|zijn|blijft|ligt|zit|staat|loopt er|weer|nog|sinds|al|helemaal|steeds uit|down|plat|leeg|kapot|weg|vast
        is|zijn|blijft|ligt|zit|staat|loopt er|weer|nog|sinds|al|helemaal|steeds offline|traag|stuk|geblokkeerd
        is|zijn|blijft|ligt|zit|staat|loopt er|weer|nog|sinds|al|helemaal|steeds verdwenen|onbereikbaar|verkeerd|zwart
        loopt|liep|hangt|crasht|crashte steeds|telkens|weer|vast
        geen toegang|verbinding|internet|stroom|mail|geluid|beeld|reactie
        problemen|probleem met|bij
        fout bij|in|op|404|500|403
        weigert|weigeren *
        kan|kunnen (we|ik) (*) (*) (*) (*) niet (meer) in|op|bij|openen|inloggen
        staat|staan|is|zijn|komt|komen (er|het) dubbel|leeg|verkeerd
        word|worden|werd|werden * (*) (*) (*) (*) uitgelogd|afgemeld
        is|zijn|blijft|blijven leeg
    """,
    Cue.OFFER: """
        als jullie|je|u willen|wil|wilt …
        bij vragen …
        mocht|mochten je|jullie|u|er …
        ter info|informatie …
        laat (het|maar) (maar|gerust|ons) weten als …
        graag gedaan
        bij vragen|twijfel|problemen|onduidelijkheden …
        mocht|mochten je|jullie|u|er|het|dit …
        als (je|jullie|u|er|het) nog|iets|vragen|hulp|wat|meer|hebt|hebben|heeft|niet …
        (je|jullie|u) kunt|kun|kan|mag|mogen|kunnen mij|ons|altijd|me|gerust …
        (ik|we) ben|zijn|sta|staan bereikbaar|beschikbaar|klaar|er|altijd|tot …
        voor vragen|de|jullie|uw duidelijkheid|info|informatie|volledigheid|kennisgeving …
        let|houd op|er dat|rekening …
        ter info|informatie|herinnering|kennisgeving …
        geen|niet haast|dringend|zorgen|spoed …
        hoeft|hoef niks|niets|niet …
        in|zie (de) bijlage …
        laat het (maar|gerust|me|ons) maar|weten|gerust als|mocht|indien …
        mochten er|jullie|je …
        laat (het|maar) (maar|gerust|ons|me) weten als|indien|mocht …
        hoor|horen (ik|we) het (graag|wel|dan) …
        (we|ik) hoor|horen het (graag|wel|dan) …
    """,
    Cue.RHETORIC: """
        wie verzint|bedenkt dat|zoiets|dit
        wie had dat gedacht
        hoe dan $
        hoe kan dat nou
        wat moet|doe je eraan
        meen je dat|niet
        serieus|echt $
        waarom altijd|toch|nou *
        is dat|dit nou normaal|serieus|logisch
        wie wil|houdt er|nou|nu|niet|daar *
        waarom ben|heb|moet|doe ik * (eigenlijk|überhaupt|ook|weer)
        wat zouden|moeten|moesten we zonder
        hoe vaak moet|moeten *
        zie ik eruit
    """,
    Cue.TAG: """
        ^ hè|toch|hoor $
        toch|hè $
        ^ hè|toch|hoor|niet|oké|ja|of $
        (hè|toch|of niet|niet waar) $
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
        ^ begrepen|genoteerd|prima|duidelijk|helder|top|oké|ok|akkoord
        ^ snap|check|yes|fijn|perfect|mooi|goed|joe|jazeker
        ^ is|komt|wordt|gaat|gaan goed|eraan|gedaan|geregeld|gebeuren|voor|in …
        ik|we|wij kijk|check het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten …
        ik|we|wij kijk|check erop|bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij zoek|vraag het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten …
        ik|we|wij zoek|vraag erop|bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij bel|ga|zal het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten …
        ik|we|wij bel|ga|zal erop|bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij stuur het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij stuur bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij regel|pak het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten …
        ik|we|wij regel|pak erop|bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij doe|mail het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij doe|mail bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij laat|kom het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij laat|kom bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij meld|geef het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten …
        ik|we|wij meld|geef erop|bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij maak|zet het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij maak|zet bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij overleg het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij overleg bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij pas het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop|bij …
        ik|we|wij pas dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij controleer het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten …
        ik|we|wij controleer erop|bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij kijken het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij kijken bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij zoeken het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij zoeken bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij gaan het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop|bij …
        ik|we|wij gaan dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij zullen het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij zullen bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij sturen het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij sturen bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij regelen het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij regelen bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij pakken het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij pakken bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij doen het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop|bij …
        ik|we|wij doen dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij bellen het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij bellen bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij laten het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij laten bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij komen het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij komen bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij melden het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij melden bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij maken het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij maken bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij zetten het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij zetten bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij overleggen het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten …
        ik|we|wij overleggen erop|bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij controleren het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten …
        ik|we|wij controleren erop|bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij vragen het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij vragen bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij zorgen het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop …
        ik|we|wij zorgen bij|dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ik|we|wij zorg het|dit|dat|ernaar|even|er|jullie|je|u|naar|de|morgen|vanmiddag|zo|nu|eens|mee|weten|erop|bij …
        ik|we|wij zorg dan|in|mijn|onze|op|terug|meteen|direct|na|contact …
        ^ ga|gaan|kijk|kijken (ik|we) even|het|dit|dat|jullie|je|morgen|vanmiddag|er|naar|nu|zo|direct|voor|nog …
        ^ stuur|sturen|check|doe (ik|we) even|het|dit|dat|jullie|je|morgen|vanmiddag|er|naar|nu|zo|direct|voor|nog …
        ^ doen|zal|zullen|regel (ik|we) even|het|dit|dat|jullie|je|morgen|vanmiddag|er|naar|nu|zo|direct|voor|nog …
        ^ regelen|bel (ik|we) even|het|dit|dat|jullie|je|morgen|vanmiddag|er|naar|nu|zo|direct|voor|nog …
        ^ ben|zijn ermee|er|al|mee bezig|mee|aan …
        ^ momentje|moment|minuutje|ogenblik|seconde|ogenblikje graag|svp|aub $
        ^ een|één moment|momentje|minuutje|ogenblik|ogenblikje|seconde …
        ^ geef (me|mij|ons) even|5|10|tot|een …
        ^ kom|komen (ik|we|er) er|zo|op|morgen|vandaag|straks …
        ^ vandaag|morgen|vanmiddag|straks kijk|stuur|bel|doe|ga|krijg|krijgen|kom|komt|hebben|heb|sturen|kijken …
        ^ maandag|dinsdag|woensdag|donderdag kijk|stuur|bel|doe|ga|krijg|krijgen|kom|komt|hebben|heb|sturen|kijken …
        ^ vrijdag|zo|later kijk|stuur|bel|doe|ga|krijg|krijgen|kom|komt|hebben|heb|sturen|kijken …
        ^ krijg|krijgt|krijgen|ontvang|ontvangen (je|jullie|u) het|de|vandaag|morgen|straks|nog|zo|vanmiddag …
        ^ wordt aan gewerkt
        ^ staat genoteerd
    """,
    Cue.CONSENT: """
        ^ ja|jawel|prima|akkoord|oké|graag|zeker
        is goed
        ^ ja|jawel|jazeker|prima|akkoord|oké|ok|graag|zeker|klopt|precies|yes|natuurlijk|tuurlijk|uiteraard|goedgekeurd
        is goed|prima|akkoord|oké
        (voor) (mij|ons) prima|goed|akkoord|oké
        geen probleem|bezwaar
        doe|ga maar
        klopt helemaal
    """,
    Cue.THANKS: """
        dank (je|jullie|u) (wel)
        dankjewel|dankjulliewel|bedankt|dankuwel
        hartelijk dank
    """,
    Cue.WORKS: """
        werkt|doet (het) weer|nu
        opgelost
        het|alles|nu|dat|hij werkt|doet|loopt|draait|lukt het|nu|weer|inmiddels|hier|prima|goed weer|nu|prima|goed
        het|alles|nu|dat|hij werkt|doet|loopt|draait|lukt perfect weer|nu|prima|goed
        het|probleem|is (is) opgelost|verholpen|geregeld|gefixt|weg
        kan|kunnen (er|nu|weer) weer|in|bij *
        nu|weer gelukt|werkend
        is gelukt
    """,
    Cue.WITHDRAWN: """
        laat maar
        al gevonden
        niet meer nodig
        hoeft niet meer
        vergeet|negeer het|dit|dat|mijn|deze|maar
        heb|hebben het|hem|ze|'m al|zelf|inmiddels gevonden|opgelost
        (is) al|zelf gevonden|opgelost|geregeld
        niet|hoeft meer|niet nodig|relevant|meer
        foutje|fout (van) mij|mijn|ons *
        verkeerde kanaal|chat|groep|app
        mijn fout
    """,
    Cue.MOVED: """
        (ik|we) bel|bellen|mail|app (je|jullie|u) zo|even|straks|nu|morgen|terug
        per|via|op mail|telefoon|dm|pb|app|teams
        heb|hebben (je|jullie|u) een|al|net|zojuist|gemaild|geappt mail|dm|bericht|gemaild|gestuurd|geantwoord|geappt *
        even|laten|zullen (we) bellen|overleggen|dit bellen|bespreken
        in|tijdens (de) call|overleg|meeting|vergadering
    """,
    Cue.REACTION: """
        goedemorgen|goedemiddag|hoi|dag|top|mooi|fijn|leuk|super|helaas|jammer|oei|haha
    """,
    Cue.WHY: """
        ^ waarom|hoezo
    """,
    Cue.BECAUSE: """
        ^ omdat|want|simpel
    """,
    Cue.TO_YOU: """
        jullie|je|jouw|uw|u|dringend|vandaag|morgen|snel|spoed
        voor|uiterlijk maandag|dinsdag|woensdag|donderdag|vrijdag|morgen|vanavond|het
    """,
    Cue.STATEMENT: """
        ^ wat|waar|wanneer|waarom|hoe|wie ik|we|wij|hij
        ^ zoals *
        ^ hoe|wanneer|wat|wie|of * (*) (*) (*) (*) hangt|ligt
    """,
    Cue.REPORTED: """
        heb|hebben|had|heeft (*) (*) (*) gevraagd
        vroeg|vroegen hem|haar|hen|of
    """,
}
