"""The phrases of Spanish."""

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
        ^ por qué
        ^ qué tal|pasa|hacemos|hago|falta|opinan|opináis|opinas|necesitan|necesitáis
        ^ (y) a|de|con|para|en|por|desde|hasta qué|quién|cuál|cuándo|dónde|cuánto
        ^ que|cuando|donde|quien|cual|cuanto|cuantos|cuantas|como es|son|está|están|hay|hacemos|hago|hacen|podemos
        ^ que|cuando|donde|quien|cual|cuanto|cuantos|cuantas|como puedo|sería|queda|quedamos|llega|llegan|tienen
        ^ que|cuando|donde|quien|cual|cuanto|cuantos|cuantas|como tenéis|viene|vienen|cuesta|usuarios|personas|días
        ^ alguien sabe|tiene|conoce|puede|ha|vio|revisó
        ^ sabes|sabéis|saben|sabe si|cuándo|cómo|dónde|quién|qué|cuál|cuánto
        ^ (ya) tienes|tenéis|tienen|tiene el|la|los|las|un|una|algún|alguna|ya|listo|lista
        ^ (ya) han|habéis|has|ha podido|recibido|visto|enviado|mandado|revisado|firmado|pagado|llegado|hecho|hablado
        ^ (ya) han|habéis|has|ha salido|subido
        ^ (ya) está|están listo|lista|listos|listas|incluido|incluida|confirmado|confirmada|disponible
        ^ es|sería posible
        ^ os|les|te|le|nos parece|va|viene|queda|sirve|sirven|cuadra|conviene bien|mejor|el|la|si
        ^ hay que *
        ^ hay algún|alguna|algo|alguien
        ^ se puede|pueden|podría
        ^ podemos|puedo|podríamos|podría|debemos|debería|tenemos que|contar|usar|pasar|hacer|mover|dejar|cambiar
        ^ podemos|puedo|podríamos|podría|debemos|debería|tenemos cerrar|seguir|enviar|subir|quedar|ya|poner
        ^ quieren|queréis|quieres|quiere|prefieren|preferís|prefieres|prefiere que|el|la|los|las|un|una|con|sin
        ^ alguna idea|pista|sugerencia|objeción|noticia|novedad|fecha|pregunta
        ^ hay novedades|noticias|avances|cambios|novedad
        ^ puedo|podemos borrar|eliminar|quitar|cerrar|abrir|subir
        ^ puedo|podemos empezar|arrancar|publicar|lanzar|instalar|reiniciar|pedir
        ^ preferís|prefieres|prefieren|prefiere|queréis|quieres|quieren * (*) (*) o *
    """,
    Cue.TIME: """
        cuándo
        qué día|hora|fecha
        para cuándo
    """,
    Cue.REQUEST: """
        puedes|podéis|podrías|podríais
        ^ podría|podrían
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
        puedes|podéis|podrías|podríais|pueden|podrían * *
        alguien|alguno puede|podría|que
        me|nos puedes|podéis|puede|pueden|podrías|podría|podrían
        ^ mandad|enviad|pasad|revisad|confirmad|avisad|subid|quitad|poned|cambiad|cerrad|mirad|decid|dejad|borrad *
        ^ manden|envíen|pasen|revisen|confirmen|avisen|suban|quiten|pongan|cambien|cierren|miren|digan|dejen|borren *
        ^ prueben|llamen|actualicen *
        ^ manda|envía|revisa|confirma|avisa|sube|quita|pon|cambia|cierra el|la|los|las|un|una|por|me|nos|a|si|cuando
        ^ mira|borra|llama|actualiza el|la|los|las|un|una|por|me|nos|a|si|cuando
        ^ confírmame|confírmanos|confírmenos|confirmadme|confirmadnos|cuéntame|cuéntanos|indíqueme|indíquenos
        ^ indícanos|háganos|hágame|llámame|llámanos|súbeme|súbanos|pásenos|pásenme|mándenos|mándenme|mándeme|envíeme
        ^ envíenme|avísenos|avísenme|díganos|dígame|recuérdame|explícame|explíquenos|ayúdame|ayúdennos|échame|échanos
        necesito|necesitamos|necesitaría|necesitaríamos|quiero|queremos que|saber|el|la|los|las|su|tu|vuestro|vuestra
        quisiera|quisiéramos|queríamos que|saber|el|la|los|las|su|tu|vuestro|vuestra
        me|nos gustaría saber|que|ver|recibir|tener
        (os|le|les|te) agradezco|agradecería|agradeceremos|agradecemos|ruego|rogamos|pido|pedimos
        (si) podéis|puedes|pueden|podrían|podrías|puede me|nos|lo|la|le
        favor de *
        hacedme|hacednos|hazme|hágame el favor
        sería|sería posible|bueno|ideal|genial que|si|tener|contar
        a ver si *
        ^ quedo|quedamos|espero|esperamos|esperando (a|en) (su|tu|vuestra|la|el) respuesta|confirmación|visto|firma
        ^ quedo|quedamos|espero|esperamos|esperando (a|en) (su|tu|vuestra|la|el) aprobación
        quedo|quedamos a la espera
        pendiente|pendientes de (su|tu|vuestra|la) respuesta|confirmación|firma|aprobación
        hay|habría que *
        ^ pasadme|pasadnos|decidme|mandadme|enviadme|enviadnos|dadme|dadnos
        ^ dame|danos|denme|denos|subidme|echadme|contadme|contadnos
        a ver si podéis|puedes|podemos|pueden
    """,
    Cue.TELL: """
        saben|sabes|sabéis|me|nos dices|decís|dicen|dice si|cuándo|cuál|qué|cómo|dónde|quién
        me|nos confirmas|confirmáis|confirman|confirma
        dime|dinos|decidme|decidnos|avísame|avísanos|avisadme|avisadnos si|cuándo|cuando|cuál|qué|cómo|dónde|quién|por
        avísenme|avísenos si|cuándo|cuando|cuál|qué|cómo|dónde|quién|por
        quería|queríamos|quisiera|me|nos saber|preguntar|consultar|confirmar
    """,
    Cue.NEED: """
        (nos|me) falta|faltan (solo)
        necesito|necesitamos
        (nos|me) falta|faltan|faltaría|hace|hacen solo|falta|todavía|aún
        necesito|necesitamos|necesitaríamos
        seguimos|sigo sin|esperando
        estamos|estoy esperando|parados|bloqueados|parado|bloqueado
    """,
    Cue.PING: """
        alguna novedad|noticia
        sigue pendiente
        recordatorio
    """,
    Cue.PROBLEM: """
        no funciona|salen|sale|carga|abre|llega|llegan|podemos|puedo|aparece|aparecen|responde
        no me|nos|se|le|les deja|dejan|funciona|abre|carga|llega|aparece|imprime|conecta|guarda|inicia|actualiza|ve
        no me|nos|se|le|les ven|puede|reconoce|responde|lee
        no arranca|imprime|conecta|guarda|enciende|cuadra|cuadran|reconoce|lee|encuentro|encontramos|veo|vemos|consigo
        no logramos|hay
        da|dan|sale|salen|tira|lanza|aparece|muestra un|el|este|mensaje|mucho (de) error|fallo|errores
        está|están|sigue|siguen|se|ha|quedó caído|caída|caídos|bloqueado|bloqueada|roto|rota|vacío|vacía|vacíos
        está|están|sigue|siguen|se|ha|quedó colgado|colgada|parado|parada|cayó|colgó|cuelga|bloquea|quedó|fallando|mal
        está|están|sigue|siguen|se|ha|quedó en
        va|está|anda muy|demasiado lento|lenta|lentísimo
        error|fallo al|de|en|con
        rechaza|rechazan|duplica|duplican *
        sale|salen|aparece|aparecen|está|están|llega|llegan duplicado|duplicada|duplicados|duplicadas|doble|dobles
        sale|salen|llega|llegan|aparece|aparecen|viene|vienen vacío|vacía|vacíos|vacías|mal|cortado|incompleto
        nos|me echa|saca|expulsa *
    """,
    Cue.OFFER: """
        cualquier duda|cosa|consulta …
        si tienes|tienen|tenéis alguna|cualquier …
        no dudes|duden …
        quedo|quedamos a sus|su|tu|vuestra …
        aquí estamos|estoy
        si necesitas|necesitan|necesitáis|hace|hay|surge|surgen|tiene|quieres algo|falta|cualquier|alguna|más|dudas …
        si quieren algo|falta|cualquier|alguna|más|dudas …
        para lo que …
        a su|tu|vuestra|sus|la|tus órdenes|disposición …
        cualquier duda|cosa|consulta|problema|pregunta|inquietud …
        (por favor) tengan|tened|tenga|ten en cuenta …
        os|les|te|le recuerdo|informo|informamos|comento|aviso|avisamos|recordamos que …
        para su|tu|vuestra información …
        no hace falta|es necesario …
        no hay prisa …
        si algo|alguna *  …
        cualquier cosa …
    """,
    Cue.RHETORIC: """
        quién lo|se|iba|diría diría|imaginaba|cree|creería
        quién lo diría
        qué le vamos
        qué más quieres|da
        cómo no
        para qué nos|me|preguntas
        esto|eso es normal|serio
        en serio $
        no me digas
        quién entiende|inventó
        a quién se le ocurre
        quién no quiere|querría|quisiera|sueña|odia
        (a) quién no le|les
        para|por qué me|nos habré|habremos
        por qué siempre|nunca
        qué haríamos|haría sin
        cuántas veces hay|tengo|tenemos
        ^ acaso
        tengo|tiene|tenemos cara de
    """,
    Cue.TAG: """
        ^ no|verdad $
        ^ verdad|cierto|vale|ok|no|eh|sí|correcto $
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
        ^ ok|okay|dale|va|hecho|correcto|exacto|genial|estupendo|bien
        ^ lo|la|los|las|le|les|os|te|ya|ahora|luego|mañana lo|la|los|las|os|te|les miro|reviso|pregunto|consulto …
        ^ lo|la|los|las|le|les|os|te|ya|ahora|luego|mañana lo|la|los|las|os|te|les vemos|veo|mando|envío|paso|digo …
        ^ lo|la|los|las|le|les|os|te|ya|ahora|luego|mañana lo|la|los|las|os|te|les aviso|confirmo|mandamos|enviamos …
        ^ lo|la|los|las|le|les|os|te|ya|ahora|luego|mañana lo|la|los|las|os|te|les pasamos|revisamos|comprobamos …
        ^ lo|la|los|las|le|les|os|te|ya|ahora|luego|mañana lo|la|los|las|os|te|les hacemos|hago|tendrán|tendréis …
        ^ lo|la|los|las|le|les|os|te|ya|ahora|luego|mañana lo|la|los|las|os|te|les subo|subimos …
        ^ me|nos pongo|ponemos|encargo|encargamos|ocupo|ocupamos …
        ^ estoy|estamos en ello|revisándolo|mirándolo|con|revisando|mirando|trabajando|comprobando …
        ^ voy|vamos a|mirando|con …
        ^ en un|dos|diez|unos|5|10|seguida|breve momento|minuto|minutos|rato …
        ^ un momento|segundo|momentito|segundito …
        ^ dame|denme|dadme|déjame|déjenme|déjanos un|unos|que|ver|mirar|revisar|5|10|hasta …
        ^ le|les|os|te|lo aviso|avisamos|avisaré|avisaremos|confirmaré|confirmaremos|mandaré|enviaré|enviaremos|diré …
        ^ le|les|os|te|lo diremos|haré|haremos|revisaré|revisaremos|tendré …
        ^ se|ya lo|los|la se|paso|pasamos|comento|digo …
        ^ tomo|tomamos nota
        ^ queda|quedo anotado|enterado
    """,
    Cue.CONSENT: """
        ^ sí|si|vale|claro|adelante|perfecto
        de acuerdo
        ^ sí|claro|dale|perfecto|correcto|exacto|adelante|conforme|ok
        por supuesto
        me|nos parece bien
        sin problema
        está bien
    """,
    Cue.THANKS: """
        (muchas|mil) gracias
    """,
    Cue.WORKS: """
        ya funciona|va|está|sale|salen
        ya las|los|lo|la veo
        solucionado|arreglado
        (ya|ahora) (me|nos) funciona|va|carga|abre|entra|deja|llega|llegó|llegaron bien|perfecto|perfectamente|todo
        ya está|quedó|queda solucionado|arreglado|resuelto|listo
        todo|problema solucionado|resuelto|arreglado
        ya puedo|podemos *
    """,
    Cue.WITHDRAWN: """
        olvídalo|olvidadlo|olvida
        ya lo encontré|he
        no hace falta
        ya no
        olvídalo|olvídenlo|olvidadlo|olvídate|olvídense|déjalo|dejadlo|déjenlo
        no importa|te|os preocupes|preocupéis
        ya no hace|necesito|necesitamos|es
        ya lo|la|los he|encontré|encontramos|vi|tengo|tenemos
        ya está $
        me he|hemos equivocado|confundido
        perdón|perdona canal|grupo equivocado
        ignoren|ignora|ignorad *
    """,
    Cue.MOVED: """
        te|os|le he escrito|llamo|mando por
        por privado
        te|os|le|les|nos|me llamo|llamamos|llamas|escribo|mando|hablamos|escribí por|al|ahora|un|en
        (lo) hablamos|vemos|comentamos por|en teléfono|privado|llamada|la
        por teléfono|privado|correo|interno
        te|os|le|les he|lo|la|acabo mandado|escrito|respondido|contestado|enviado (un|por|al) correo|privado|mail|email
    """,
    Cue.REACTION: """
        hola|buenas|jaja|jajaja|jeje|genial|estupendo|bien|uf|vaya|ostras
        buenos días|dias
        menos mal
    """,
    Cue.WHY: """
        ^ por qué
        ^ porqué
    """,
    Cue.BECAUSE: """
        ^ porque|pues|fácil|simple
    """,
    Cue.TO_YOU: """
        su|sus|tu|tus|vuestro|vuestra|vuestros|vuestras|usted|ustedes|urgente|urgentemente|hoy|mañana|cuanto
        antes|para de|del|el|mañana|hoy
    """,
    Cue.STATEMENT: """
        ^ como te|le|les|os|ya|dije|decía|acordamos|comenté|quedamos|siempre|sabes|sabéis|saben
        ^ cómo|cuándo|qué|quién|cuánto|dónde|cuál * (*) (*) (*) (*) depende
    """,
    Cue.REPORTED: """
        (le|les|lo|la|te|os) he|hemos|había preguntado
        (le|les|te|os) pregunté|preguntamos|preguntó|preguntaron|preguntaba
    """,
}
