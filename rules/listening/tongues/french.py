"""The phrases of French."""

from __future__ import annotations

from rules.listening.lexicon import Cue

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
        ^ pourquoi|combien|lequel|laquelle|lesquels|lesquelles *
        ^ (et) à|de|pour|avec|dans|par|sur|depuis|jusqu'à|vers|en quel|quelle|quels|quelles|qui|quoi|quand|combien
        ^ c'est quoi|qui|quand|où|pour|bien|lequel|combien|possible
        ^ qu'est ce|ce que|qui
        ^ qu'en pensez|pense|est
        ^ que faut|faire|fait|pensez|dois|devons|voulez|préférez
        ^ quid *
        ^ est|sont|avez|as|ont|êtes|es|pouvez|peut|peux|doit|dois|devons ce|il|elle|ils|elles|on|vous|nous|tu|t
        ^ peuvent|va|vont|allez|souhaitez|voulez|préférez|auriez|aviez|seriez ce|il|elle|ils|elles|on|vous|nous|tu|t
        ^ serez|aurez|reste|existe|faut|faudra|pourra|y ce|il|elle|ils|elles|on|vous|nous|tu|t
        ^ y a
        ^ est|a|ont t il|elle|on|ils|elles
        ^ (vous|tu) avez|as reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment|quel *
        ^ (vous|tu) avez|as encore|ce *
        ^ (vous|tu) êtes reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment|quel *
        ^ (vous|tu) êtes encore|ce *
        ^ (vous|tu) pouvez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment|quel *
        ^ (vous|tu) pouvez encore|ce *
        ^ (vous|tu) confirmez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment *
        ^ (vous|tu) confirmez quel|encore|ce *
        ^ (vous|tu) savez|sais reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment *
        ^ (vous|tu) savez|sais quel|encore|ce *
        ^ (vous|tu) voulez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment|quel *
        ^ (vous|tu) voulez encore|ce *
        ^ (vous|tu) préférez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment *
        ^ (vous|tu) préférez quel|encore|ce *
        ^ (vous|tu) pensez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment|quel *
        ^ (vous|tu) pensez encore|ce *
        ^ (vous|tu) prévoyez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment *
        ^ (vous|tu) prévoyez quel|encore|ce *
        ^ (vous|tu) comptez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment|quel *
        ^ (vous|tu) comptez encore|ce *
        ^ (vous|tu) recevez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment|quel *
        ^ (vous|tu) recevez encore|ce *
        ^ (vous|tu) utilisez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment *
        ^ (vous|tu) utilisez quel|encore|ce *
        ^ (vous|tu) validez reçu|bien|déjà|pu|vu|une|un|des|le|la|les|besoin|prévu|eu|si|quand|toujours|comment|quel *
        ^ (vous|tu) validez encore|ce *
        ^ on peut|doit|garde|fait|part|valide|envoie|met|maintient|laisse|passe le|la|les|quoi|quand|comment|sur|bien
        ^ on peut|doit|garde|fait|part|valide|envoie|met|maintient|laisse|passe toujours|en|avec|déjà|partir|compter
        ^ on peut|doit|garde|fait|part|valide|envoie|met|maintient|laisse|passe utiliser|garder|avoir|faire|mettre
        ^ on peut|doit|garde|fait|part|valide|envoie|met|maintient|laisse|passe envoyer|passer|reporter
        ^ quelqu'un sait|a|peut|connaît|pourrait|d'autre
        ^ quelle|quel|quels|quelles *
        ^ savez|sais|sait vous|tu|on si|quand|comment|où|qui|quel|quelle|pourquoi
        ^ une|des|un idée|idées|nouvelle|nouvelles|retour|retours|avis|objection|objections
        ^ ça vous|te va|convient|irait|dit|arrange
        ^ possible de|d'avoir|que
        (ou) pas encore $
        ^ du nouveau|neuf
        ^ des nouvelles
        ^ des questions|objections|idées
        ^ lundi|mardi|mercredi|jeudi|vendredi|demain|ça|cela vous|te convient|va|irait
        ^ peut on *
        ^ peut|peux|pouvez|puis on|tu|vous|je *
        ^ que|qu'est * *
        ^ vous|tu préférez|préfères|voulez|veux * (*) (*) ou *
        ^ (tu|vous) me|nous dis|dites où|quand|qui|comment|si|quel|quelle *
    """,
    Cue.TIME: """
        ^ quand
        à quelle heure|date
        quel jour
        (d'ici|combien de) (quand|temps)
        quand
        à|vers|pour|d'ici quelle|quel|combien heure|date|jour|délai|temps
        sous|dans combien|quel de|délai
        quel délai|jour|quelle date|heure
    """,
    Cue.REQUEST: """
        pouvez|pourriez|peux|pourrais|peut|pouvons vous|tu|on|nous|quelqu'un
        ^ (vous|tu) pouvez|pourriez|peux|pourrais
        merci de|d'envoyer|d'avance|d'en|d'y
        merci de nous|me|bien
        s'il vous|te plaît|plait
        svp|stp
        envoyez|envoie|dites|dis|donnez|donne|confirmez|confirme|tenez|indiquez moi|nous
        il nous|me faudrait|faut
        je me permets
        pouvez|pourriez|peux|pourrais|peut|pourrait|pouvons vous|tu|on|nous|quelqu'un *
        vous|tu|on (nous|me|m'|le|la|les|l') pouvez|pourriez|pourrais *
        quelqu'un peut|pourrait
        si vous|tu pouvez|pourriez|peux|pourrais
        merci de|d'envoyer|d'avance|d'en|d'y|d'ajouter|d'indiquer|d'enlever|de *
        merci de (bien) (vouloir|nous|me|ne|m') *
        veuillez|prière|pensez|n'oubliez|n'oublie|prévoyez|essayez *
        ^ envoyez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ envoyez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ envoie le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ envoie donc|plutôt|bien|pas|avec|par|sur
        ^ renvoyez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ renvoyez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ renvoie le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ renvoie stp|donc|plutôt|bien|pas|avec|par|sur
        ^ transmettez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste
        ^ transmettez svp|stp|donc|plutôt|bien|pas|avec|par|sur
        ^ transmets le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ transmets stp|donc|plutôt|bien|pas|avec|par|sur
        ^ donnez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ donnez donc|plutôt|bien|pas|avec|par|sur
        ^ donne le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ donne donc|plutôt|bien|pas|avec|par|sur
        ^ confirmez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ confirmez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ confirme le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ confirme stp|donc|plutôt|bien|pas|avec|par|sur
        ^ indiquez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ indiquez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ indique le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ indique stp|donc|plutôt|bien|pas|avec|par|sur
        ^ précisez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ précisez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ précise le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ précise stp|donc|plutôt|bien|pas|avec|par|sur
        ^ vérifiez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ vérifiez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ vérifie le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ vérifie stp|donc|plutôt|bien|pas|avec|par|sur
        ^ regardez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ regardez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ regarde le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ regarde stp|donc|plutôt|bien|pas|avec|par|sur
        ^ appelez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ appelez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ appelle le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ appelle stp|donc|plutôt|bien|pas|avec|par|sur
        ^ rappelez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ rappelez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ rappelle le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ rappelle stp|donc|plutôt|bien|pas|avec|par|sur
        ^ mettez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ mettez donc|plutôt|bien|pas|avec|par|sur
        ^ mets le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ mets donc|plutôt|bien|pas|avec|par|sur
        ^ enlevez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ enlevez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ enlève le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ enlève donc|plutôt|bien|pas|avec|par|sur
        ^ retirez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ retirez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ retire le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ retire donc|plutôt|bien|pas|avec|par|sur
        ^ ajoutez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ ajoutez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ ajoute le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ ajoute donc|plutôt|bien|pas|avec|par|sur
        ^ changez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ changez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ change le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ change donc|plutôt|bien|pas|avec|par|sur
        ^ corrigez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ corrigez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ corrige le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ corrige stp|donc|plutôt|bien|pas|avec|par|sur
        ^ fermez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ fermez donc|plutôt|bien|pas|avec|par|sur
        ^ ferme le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ ferme donc|plutôt|bien|pas|avec|par|sur
        ^ ouvrez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ ouvrez donc|plutôt|bien|pas|avec|par|sur
        ^ supprimez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ supprimez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ supprime le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ supprime stp|donc|plutôt|bien|pas|avec|par|sur
        ^ validez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ validez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ valide le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ valide donc|plutôt|bien|pas|avec|par|sur
        ^ signez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ signez donc|plutôt|bien|pas|avec|par|sur
        ^ signe le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ signe donc|plutôt|bien|pas|avec|par|sur
        ^ remplacez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ remplacez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ remplace le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ remplace stp|donc|plutôt|bien|pas|avec|par|sur
        ^ faites le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ faites donc|plutôt|bien|pas|avec|par|sur
        ^ fais le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ fais donc|plutôt|bien|pas|avec|par|sur
        ^ prenez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ prenez donc|plutôt|bien|pas|avec|par|sur
        ^ prends le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ prends donc|plutôt|bien|pas|avec|par|sur
        ^ laissez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ laissez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ attendez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ attendez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ passez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ passez donc|plutôt|bien|pas|avec|par|sur
        ^ passe le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ passe donc|plutôt|bien|pas|avec|par|sur
        ^ tenez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ tenez donc|plutôt|bien|pas|avec|par|sur
        ^ dites le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ dites donc|plutôt|bien|pas|avec|par|sur
        ^ refaites le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ refaites stp|donc|plutôt|bien|pas|avec|par|sur
        ^ relancez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ relancez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ relance le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ relance stp|donc|plutôt|bien|pas|avec|par|sur
        ^ bloquez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ bloquez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ débloquez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ débloquez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ gardez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ gardez donc|plutôt|bien|pas|avec|par|sur
        ^ imprimez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ imprimez stp|donc|plutôt|bien|pas|avec|par|sur
        ^ testez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp|stp
        ^ testez donc|plutôt|bien|pas|avec|par|sur
        ^ publiez le|la|les|l'|moi|nous|un|une|des|en|au|aux|mon|ma|mes|notre|nos|votre|ce|cette|ces|tout|juste|svp
        ^ publiez stp|donc|plutôt|bien|pas|avec|par|sur
        (il) (me|nous) faut|faudrait|manque
        j'aurais|nous|on|j'ai aurions|aurait besoin de|d'un|d'une|du|des
        (je|nous|on) souhaite|souhaiterais|souhaiterions|voudrais que|savoir|avoir|recevoir|un|une|le|la|les|bien *
        (je|nous|on) voudrait|voudrions|aimerais|aimerait|aimerions que|savoir|avoir|recevoir|un|une|le|la|les|bien *
        (je|nous|on) veux|veut que|savoir|avoir|recevoir|un|une|le|la|les|bien *
        j'aimerais|j'attends|j'aurai *
        dans l'attente de|d'un|d'une *
        (en) attente de votre|ta|vos retour|réponse|validation|confirmation
        j'attends|attendons|attend (toujours|encore) votre|ton|vos|ta|le|la|un retour|réponse|validation|confirmation
        j'attends|attendons|attend (toujours|encore) votre|ton|vos|ta|le|la|un accord|feu|bon
        serait|ce il|serait possible|bien|top|sympa|gentil|super de|d'avoir|si|que
        (ce) serait bien|top|sympa|super|cool|gentil de|si|que
        auriez|aurais vous|tu *
        (petit|un) coup de main
        svp|stp
        ce|ça serait|serait bien|top|super|parfait|idéal|utile|sympa de|d'|si|d'ajouter|d'avoir|d'envoyer|que
        j'aurais|aurais|aurions|aurait besoin *
        dans l'attente de votre|ton|vos
        en attente de votre|ton|vos
    """,
    Cue.TELL: """
        dites|dis|tenez|tiens|confirmez moi|nous|le|la si|quand|quel|quelle|comment|où|qui|ce|au|dès|pourquoi *
        confirme|précisez|indiquez|expliquez moi|nous|le|la si|quand|quel|quelle|comment|où|qui|ce|au|dès|pourquoi *
        explique|rappelez moi|nous|le|la si|quand|quel|quelle|comment|où|qui|ce|au|dès|pourquoi *
        (vous|tu) me|nous dites|dis|confirmez|confirmes|direz|diras|tenez|tiens
        je|on voulais|voulait|voulions savoir|demander|confirmer
        (je) me demandais|demande si|quand|comment
        savoir si|quand|comment|où|qui|quel|quelle
    """,
    Cue.NEED: """
        il manque
        on|nous attend|attendons (toujours|encore)
        j'ai|on|nous a|avons besoin
        (j'ai|on|nous|ai) (a|avons) besoin
        (on|nous|j'|je) attend|attends|attendons
        (il) (nous|me) manque|manquent
        bloqué|bloqués|bloquée|coincés|coincé
        sans nouvelles|réponse|retour de|depuis
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
        (ne) (se) (s'|me|nous) marche|fonctionne|s'ouvre|s'affiche|s'imprime|s'allume plus|pas|rien|toujours|même
        (ne) (se) (s'|me|nous) charge|répond|démarre|passe|imprime|reçoit|reçois|arrive plus|pas|rien|toujours|même
        (ne) (se) (s'|me|nous) arrivons|trouve|apparaît|part|veut|synchronise|scanne|voit plus|pas|rien|toujours|même
        (ne) (se) (s'|me|nous) vois plus|pas|rien|toujours|même
        marche|fonctionne|charge|répond|démarre|passe|imprime|arrive|trouve|s'ouvre|vois (toujours) pas|plus|rien
        reçois|comprends|accepte|reconnaît (toujours) pas|plus|rien
        impossible de|d'ouvrir|d'accéder|d'imprimer|d'envoyer|d'enregistrer|d'avoir
        il|elle|j'ai|on|ça|nous me|nous|a|affiche|avons met|affiche (un|une|message|d') message|erreur|d'erreur|bug
        il|elle|j'ai|on|ça|nous me|nous|a|affiche|avons sort|renvoie (un|une|message|d') message|erreur|d'erreur|bug
        il|elle|j'ai|on|ça|nous me|nous|a|affiche|avons une|un|donne (un|une|message|d') message|erreur|d'erreur|bug
        il|elle|j'ai|on|ça|nous me|nous|a|affiche|avons message (un|une|message|d') message|erreur|d'erreur|bug
        (message) d'erreur|erreur à|au|lors|quand|sur|404|403|500
        est|sont|reste|restent|c'est toujours|encore|complètement|tout|de vide|vides|bloqué|bloquée|bloqués|planté
        est|sont|reste|restent|c'est toujours|encore|complètement|tout|de plantée|cassé|cassée|lent|lente|hors|tombé
        est|sont|reste|restent|c'est toujours|encore|complètement|tout|de tombée|coupé|coupée|inaccessible|introuvable
        est|sont|reste|restent|c'est toujours|encore|complètement|tout|de faux|fausse|erroné
        plante|rame|bugue|bloque|beugue
        (toujours) rien|aucun|aucune|pas reçu|de|d'accès|réponse
        a|ont disparu|planté|lâché|sauté
        (un) souci|problème avec|sur|de
        refuse|refusent|rejette|rejettent *
        (n'arrive|n'arrivons|n'arrivent|arrive|arrivons|arrivent) plus|pas à|a *
        apparaît|apparaissent|est|sont|sort|sortent en double
        sort|sortent|arrive|arrivent|est|sont vide|vides|incomplet
        (je|on|nous|suis|sommes|est) déconnecté|déconnectés|éjecté|éjectés
    """,
    Cue.OFFER: """
        n'hésitez|hésitez|n'hésite pas …
        je|nous reste|restons|suis à (votre|ta) disposition …
        pour info|information …
        à votre disposition …
        n'hésitez|hésitez|n'hésite|hésite surtout|pas …
        je|nous|on reste|restons|suis|sommes|est à|disponible|joignable|là votre|ta|disposition|si|pour|jusqu'à …
        à votre|ta|disposition …
        si vous|tu|besoin|jamais|question|d'autres|il avez|as|souhaitez|y|voulez|faut …
        pour votre|ton|toute|tout info|information|question|besoin|complément …
        en cas de …
        veuillez noter|trouver|excuser|ignorer|agréer …
        à noter|titre que …
        merci de noter|ne pas tenir …
        ci joint|jointe|joints …
        pas de|d'urgence souci|urgence|stress …
        rien d'urgent|à faire …
        vous|tu pouvez|peux toujours|aussi|désormais|maintenant …
        je|on|nous (vous|te) rappelle|informe|informons|signale|précise|confirme que …
        dites|dis moi|nous s'il|si y|quelque|besoin|vous|tu …
        dites|dis moi|nous s'il y …
    """,
    Cue.RHETORIC: """
        qui l'eût|aurait cru|dit
        qui a inventé|pu|eu *
        on est censé *
        comment voulez vous *
        à quoi bon
        c'est une blague|plaisanterie
        vous êtes sérieux
        mais sérieusement|franchement
        pourquoi toujours|moi *
        que voulez vous $
        qui ne voudrait|rêve|veut|aime
        qui n'aime|a pas *
        pourquoi je|on|j'ai me|m'a|fait|suis *
        que ferions|ferait nous|on|je sans
        combien de fois faut|dois|doit|va
        pourquoi toujours|jamais
        (j'ai) une|la tête d'|de|d'avocat
        (j'ai) l'air d'|de|d'un|d'une
    """,
    Cue.TAG: """
        ^ non|hein|ok|d'accord|oui|pas|n'est|vrai $
        n'est ce pas
        hein $
        non $
    """,
    Cue.ACK: """
        ^ noté|reçu|entendu|compris|ok
        c'est noté|bon|compris
        bien noté|reçu
        d'accord
        je|on regarde|vérifie|m'en|s'en|compte|vois|demande|check|reviens …
        je|on|nous vais|va|allons …
        je m'en occupe
        dès que …
        ça marche
        ^ noté|reçu|entendu|compris|ok|ça|bien|parfait|entendu|super|nickel|oui|impeccable|okay|vu
        c'est (bien) noté|compris|reçu|enregistré|vu
        je|on|j'|nous|m'en|vous (le|la|les|l'|vous|te|lui|leur|m'en|s'en|nous) regarde|regardons|vérifie|vérifions …
        je|on|j'|nous|m'en|vous (le|la|les|l'|vous|te|lui|leur|m'en|s'en|nous) occupe|occupons|vois|voyons|demande …
        je|on|j'|nous|m'en|vous (le|la|les|l'|vous|te|lui|leur|m'en|s'en|nous) demandons|check|reviens|revient …
        je|on|j'|nous|m'en|vous (le|la|les|l'|vous|te|lui|leur|m'en|s'en|nous) revenons|envoie|envoyons|fais|fait …
        je|on|j'|nous|m'en|vous (le|la|les|l'|vous|te|lui|leur|m'en|s'en|nous) faisons|transmets|transmet …
        je|on|j'|nous|m'en|vous (le|la|les|l'|vous|te|lui|leur|m'en|s'en|nous) transmettons|tiens|tient|tenons …
        je|on|j'|nous|m'en|vous (le|la|les|l'|vous|te|lui|leur|m'en|s'en|nous) rappelle|contacte|relance|relançons …
        je|on|j'|nous|m'en|vous (le|la|les|l'|vous|te|lui|leur|m'en|s'en|nous) prépare|préparons|renvoie|dis …
        je|on|j'|nous|m'en|vous (le|la|les|l'|vous|te|lui|leur|m'en|s'en|nous) confirme|corrige|lance|passe|mets|met …
        je|j'|on|nous vais|va|allons|ferai|fera|ferons|regarderai|enverrai|enverra|enverrons|verrai|reviendrai …
        je|j'|on|nous reviendrons|tiendrai|vérifierai|demanderai|aurai|aurons …
        je|on|nous suis|est|sommes dessus|en|sur|dans …
        on|je s'en|m'en occupe|charge …
        ^ un instant|moment|minute svp|stp|je|s'il …
        ^ une|deux|5|10|cinq|dix (petite) minute|minutes|seconde …
        ^ laissez|laisse|donnez|donne moi|nous voir|le|regarder|vérifier|5|10|un|une|jusqu'à …
        ^ d'ici|ce|demain|lundi|mardi|mercredi|jeudi soir|matin|après|demain|la|une|l'heure (je|on|vous|nous) …
        ^ vendredi|cet|dans soir|matin|après|demain|la|une|l'heure (je|on|vous|nous) …
        ^ dès que|réception|qu'il …
        ^ en cours $
        ^ c'est|travail|traitement en cours $
    """,
    Cue.CONSENT: """
        ^ oui|ouais|d'accord|parfait|volontiers
        ça marche|me|nous (va|convient)
        c'est bon
        ^ oui|ouais|ok|d'accord|parfait|volontiers|exact|exactement|validé|certainement|entendu|bien
        ça (me|nous) va|marche|convient|roule
        c'est bon (pour) moi|nous
        (bon) pour moi|accord
        bien sûr
        pas de souci|problème
        avec plaisir
        allez y
        vas y
    """,
    Cue.THANKS: """
        merci (beaucoup|bien|à|pour|d'avance|encore|infiniment) (vous|toi|tous)
    """,
    Cue.WORKS: """
        ça marche|fonctionne maintenant|bien
        c'est bon maintenant|pour
        c'est réglé|résolu
        (ça|c'est|cela|tout) (re) marche|fonctionne|bon|revenu|rentré maintenant|bien|à|de|pour|dans nouveau|nickel
        (ça|c'est|cela|tout) (re) passe|repart|réglé|résolu maintenant|bien|à|de|pour|dans nouveau|nickel
        c'est|problème|souci (est) réglé|résolu|corrigé|rétabli
        ça remarche|refonctionne
    """,
    Cue.WITHDRAWN: """
        laisse|laissez tomber
        oublie|oubliez (ça|ma|mon)
        j'ai trouvé
        plus besoin
        laisse|laissez|laisser tomber
        oublie|oubliez|ignorez|ignore ça|ma|mon|mes|cela|le|la
        c'est|j'ai|on|je|l'ai|nous l'|bon|ai|a|avons trouvé|trouvée
        n'en|plus (ai|avons|a) (plus) besoin
        plus besoin|nécessaire|la peine|d'actualité
        pas la peine
        (c'est) (une) (mon) erreur (de) ma|notre|part
        (je) (me) suis trompé|trompée
        mauvais canal|fil|groupe
        au temps pour moi
        autant pour moi
    """,
    Cue.MOVED: """
        je vous|te|t' appelle
        par téléphone|mail|mp
        en (message|mp) privé
        (je|on) (vous|te|t'|se|s') appelle|rappelle|phone|téléphone|écris|envoie dans|par|tout|demain|pour|en|un|de *
        (je|on) (vous|te|t'|se|s') contacte dans|par|tout|demain|pour|en|un|de *
        par téléphone|mail|mp|courriel
        en message|mp|privé|visio|réunion|point privé|demain|tout
        (je|j'|on) (vous|t'|ai|a) (ai|a) envoyé|répondu|écrit|mp|contacté un|par|en *
        on|faisons|fait fait|en un|parle|discute point|call|visio|de|en *
    """,
    Cue.REACTION: """
        bonjour|bonsoir|salut|parfait|super|génial|nickel|mdr|ptdr|top|bien|cool|oups|aïe
        bonne|bon journée|soirée|weekend
        à tous|toutes
    """,
    Cue.WHY: """
        ^ pourquoi
        ^ comment ça se fait
    """,
    Cue.BECAUSE: """
        ^ parce|car|simplement
    """,
    Cue.TO_YOU: """
        vous|votre|vos|te|ton|ta|tes|urgent|urgence|rapidement|demain|vite|svp|stp
        avant|pour|dès|d'ici le|la|lundi|mardi|mercredi|jeudi|vendredi|demain|ce|midi
    """,
    Cue.STATEMENT: """
        ^ comme je|on|nous|vous|convenu|prévu|indiqué|d'habitude|discuté|toujours
        ^ comment|quand|qui|où|combien * (*) (*) (*) (*) dépend
    """,
    Cue.REPORTED: """
        (je|j'ai|on|nous|il|elle) (lui|leur|vous|te) (ai|a|avons|avait) demandé (*) (*)
    """,
}
