"""The phrases of Portuguese."""

from __future__ import annotations

from rules.listening.lexicon import Cue

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
        ^ por que|quê
        ^ porque|porquê *
        ^ quando|como|qual|quem|onde|quanto *
        ^ que horas|dia|formato|data|tipo
        ^ (e) a|de|com|para|pra|em|por|até|desde que|quem|qual|quando|onde|quanto
        ^ alguém sabe|tem|conhece|pode|viu|consegue|já
        ^ sabe|sabem|sabes se|quando|como|onde|quem|qual|quanto
        ^ (vocês|você|já) têm|tem|tens|temos algum|alguma|o|a|os|as|previsão|como
        ^ (já) receberam|recebeu|conseguiram|conseguiu|enviaram|enviou|mandaram|mandou|pagaram|pagou|aprovaram *
        ^ (já) aprovou|fecharam|testaram *
        ^ vocês|você já|ainda|também|vão|vai|querem|quer|preferem|prefere|precisam|precisa|usam|aceitam|receberam *
        ^ vocês|você conseguiram|viram *
        ^ vai|vão|posso|podemos|devo|devemos|preciso|temos|tem ser|ter|dar|usar|fazer|seguir|fechar|mandar|enviar
        ^ vai|vão|posso|podemos|devo|devemos|preciso|temos|tem contar|mudar|deixar|mesmo|que
        ^ é|seria possível|para|pra|isso|este|esse|o|a|ele|ela|necessário
        ^ está|estão|tá|ficou tudo|certo|pronto|pronta|incluído|ok
        ^ (o|a|os|as) * já|vai|está|é|tem|inclui|foi * *$
        ^ tem|há como|algum|alguma|jeito|problema|previsão
        ^ dá|daria pra|para
        ^ fica|ficaria bom|bem|melhor
        ^ pode ser
        ^ faz sentido
        ^ querem|preferem|quer|prefere que|o|a|os|as|com|sem|um|uma
        ^ alguma|algum ideia|sugestão|objeção|previsão|notícia|novidade|problema
        ^ o que|quê
        ^ tem|têm|temos novidade|novidades|notícia|notícias|previsão|retorno|jeito
        ^ posso|podemos apagar|excluir|remover|fechar|abrir|subir|começar|publicar|instalar|reiniciar|pedir|cancelar
        ^ segunda|terça|quarta|quinta|sexta|amanhã|hoje fica|é|está|serve|funciona|dá bom|bem|ok|melhor|para|pra|certo
        ^ preferem|prefere|preferes|querem|quer|queres * (*) (*) ou *
        (me) diz|dizem|diga|sabe onde|quem|quando|como|qual *
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
        vocês|você|alguém|me|nos pode|podem|poderia|poderiam|podias|podiam|podes|consegue|conseguem|conseguiria *
        (se) puder|puderem|puderes
        ^ manda|mande|mandem|envia|envie|enviem|avisa|avise|avisem|confirma|confirme|confirmem|verifica|verifique *
        ^ verifiquem|veja|vejam|olha|olhem|tira|tire|tirem|coloca|coloque|coloquem|muda|mude|mudem|troca|troque *
        ^ troquem|atualiza|atualize|atualizem|libera|libere|liberem|fecha|feche|fechem|liga|ligue|liguem|passa|passe *
        ^ passem|preencha|preencham|assine|assinem|testem|teste|resolvam|resolva|apaga|apaguem|apague *
        ^ me|nos diz|diga|digam|liga|ligue|liguem|ajuda|ajude|ajudem|dá|dê|deem|explica|explique|explicam|lembra *
        ^ me|nos lembre *
        ^ diga|digam|diz|diga-me|diz-me|digam-me *
        favor *
        por favor|gentileza|obséquio
        preciso|precisamos|precisava|precisávamos|queria|queríamos que|do|da|dos|das|de|saber|o|a|um|uma|confirmar
        gostaria|gostaríamos|quero|queremos que|do|da|dos|das|de|saber|o|a|um|uma|confirmar
        agradeço|agradecemos|agradecia|agradecíamos (se|o|a|que) *
        peço|pedimos que|a|o|para|desculpa
        fico|ficamos|estou|estamos|aguardo|aguardamos no|a|ao|à|o aguardo|retorno|resposta|confirmação|vossa|sua
        fico|ficamos|estou|estamos|aguardo|aguardamos no|a|ao|à|o aguardar|espera
        tem|têm como *
        dá|daria pra|para (você|vocês) *
        seria bom|ótimo|possível|ideal *
        será que *
        não esqueçam|esqueça|deixem|deixe de *
        bora|vamos ver|marcar|fechar
        aguardo|aguardamos|aguardando (o|a|um) retorno|resposta|confirmação|posição|aprovação|posicionamento
        aguardo|aguardamos|aguardando (seu|sua|vosso) retorno|resposta|confirmação|posição|aprovação|posicionamento
    """,
    Cue.TELL: """
        me|nos avisa|avise|avisem|diz|diga|digam|fala|fale|falem|confirma|confirme|confirmem|conta|informem|informe
        avisa|avise|avisem|diz|diga|digam|confirma|confirme|confirmem se|quando|qual|quem|onde|como|o
        queria|gostaria|gostava|queríamos|gostaríamos de|saber|confirmar|entender|perguntar
        digam-me|diga-me|diz-me|avisem-me|informem-nos
    """,
    Cue.NEED: """
        preciso|precisamos
        ficou|está faltando
        falta|faltam
        preciso|precisamos|precisaria|precisaríamos
        está|estão|ainda faltando|falta|faltam
        (ainda) aguardando|aguardamos|esperando
        estamos|estou parados|parado|bloqueados|aguardando|esperando|à
    """,
    Cue.PING: """
        alguma|algum novidade|retorno
        lembrete
        ainda (aguardo|aguardando|estou|não) (à|no) espera|aguardo
    """,
    Cue.PROBLEM: """
        não funciona|abre|carrega|consigo|conseguimos|chegou|aparece|imprime|entra
        tá|está parado|parada|fora|travado|dando
        não funciona|abre|carrega|imprime|conecta|liga|salva|aparece|entra|chega|chegou|chegaram|atualiza|bate|batem
        não responde|consigo|conseguimos|dá|deixa|reconhece|lê|vejo|encontro|recebi|recebemos|está|estão|tá
        está|tá|continua|fica|deu|dá|dando|apareceu|aparece um|o|dando erro|travando|travado|lento|lenta|parado|parada
        está|tá|continua|fica|deu|dá|dando|apareceu|aparece um|o|dando caindo|fora|vazio|vazia|bloqueado|bloqueada
        está|tá|continua|fica|deu|dá|dando|apareceu|aparece um|o|dando errado|errada
        caiu|travou|parou|sumiu|sumiram|quebrou|bloqueou *
        erro|falha ao|na|no|de
        sem acesso|sinal|internet|resposta|conexão
        recusa|recusam|rejeita|rejeitam *
        aparece|aparecem|está|estão|saiu|saíram|chegou duplicado|duplicada|duplicados|duplicadas
        sai|saem|vem|vêm|chega|chegam|aparece vazio|vazia|vazios|cortado|errado|incompleto
        a sessão|conexão cai
    """,
    Cue.OFFER: """
        qualquer dúvida|coisa …
        estamos|estou|fico por|à|ao aqui|disposição|dispor …
        qualquer dúvida|coisa|problema|questão …
        se precisar|precisarem|tiver|tiverem|houver|quiser|quiserem|surgir de|alguma|algum|dúvida|mais …
        estou|estamos|fico|ficamos|estarei à|a|ao|por|aqui disposição|dispor|aqui …
        à|ao disposição|dispor …
        (por favor) notem|note|atentem que …
        lembro|lembrando|informo|informamos|aviso|avisamos que …
        para vossa|sua|conhecimento …
        não precisa|é|precisam responder|necessário|fazer|nada …
        sem pressa …
        só pra|para avisar|informar|constar …
    """,
    Cue.RHETORIC: """
        quem diria|inventou|merece
        fazer o que|quê
        como assim $
        isso é coisa
        isto|isso é lá|hora *
        vai|vá entender|saber
        jura $
        sério $
        quem foi que
        quem não quer|queria|gosta|ama|odeia
        por que|porque (que) (eu) fui
        por que|porque sempre|nunca
        o que seria|faríamos|faria
        quantas vezes (eu) preciso|tenho|temos
        (eu) tenho|tem|temos cara de
        ^ por acaso
    """,
    Cue.TAG: """
        ^ né|certo|ok $
        ^ né|certo|ok|tá|sim|viu|hein|não|correto $
        né $
    """,
    Cue.ACK: """
        ^ beleza|combinado|entendi|entendido|recebido|anotado|certo|perfeito|ok
        deixa comigo
        ^ vou|vamos *  …
        (já) estou|tô|estamos verificando|vendo|olhando …
        assim que …
        ^ amanhã *
        ^ blz|fechado|ciente|show|feito|claro|tranquilo|tranquila|sim|ótimo|positivo|certinho
        já|só|a te|lhe|vos|vou|vamos verifico|vejo|vemos|confirmo|confirmamos|mando|mandamos|envio|enviamos|aviso …
        já|só|a te|lhe|vos|vou|vamos avisamos|digo|respondo|olho|falo|peço|pergunto|faço|resolvo|verificamos …
        ^ te|lhe|vos|vou|vamos verifico|vejo|vemos|confirmo|confirmamos|mando|mandamos|envio|enviamos|aviso|avisamos …
        ^ te|lhe|vos|vou|vamos digo|respondo|olho|falo|peço|pergunto|faço|resolvo|verificamos …
        ^ vou|vamos|irei|iremos ver|verificar|checar|confirmar|pedir|falar|mandar|enviar|fazer|olhar|perguntar …
        ^ vou|vamos|irei|iremos avisar|subir|tratar|testar|resolver|passar …
        já estou|tô|estamos|tamo em cima|nisso|verificando|vendo|olhando ver|tratando|checando|a tratar|a verificar …
        já estou|tô|estamos|tamo em resolvendo|a ver|tratando|checando|a tratar|a verificar …
        ^ estou|tô|estamos|tamo em cima|nisso|verificando|vendo|olhando ver|tratando|checando|a tratar|a verificar …
        ^ estou|tô|estamos|tamo em resolvendo|a ver|tratando|checando|a tratar|a verificar …
        ^ um|só|dá um|momento|minuto|minutinho|instante|segundo|momentinho …
        ^ me|nos dá|dê|deem|deixa|deixe|deixem um|5|10|ver|verificar|até …
        ^ hoje|amanhã|segunda|terça|quarta|quinta|sexta cedo|mesmo|de|à|até|vou|eu|te|lhe vou|envio|mando|vejo …
        ^ hoje|amanhã|segunda|terça|quarta|quinta|sexta cedo|mesmo|de|à|até|vou|eu|te|lhe retorno|respondo|confirmo …
        ^ hoje|amanhã|segunda|terça|quarta|quinta|sexta cedo|mesmo|de|à|até|vou|eu|te|lhe mandamos|enviamos …
        ^ até ao|o|às|amanhã|sexta|hoje fim|final|amanhã|sexta …
        ^ retorno|retornamos|volto|voltamos em|com|já|a|assim|até …
        ^ pode|podem deixar
        ^ entendido|percebido
    """,
    Cue.CONSENT: """
        ^ sim|claro|beleza|perfeito|pode
        ^ sim|claro|pode|podem|fechado|combinado|ok|isso|exato|concordo|aprovado|positivo
        pode ser
        sem problema|problemas
        por mim tudo|ok|sim
        tudo bem|certo
        com certeza
    """,
    Cue.THANKS: """
        (muito|muita) obrigado|obrigada|obrigadão
        valeu|brigado|brigada
    """,
    Cue.WORKS: """
        já funciona
        funcionou|resolvido|resolveu
        voltou a funcionar
        (agora|já|tá|está) tá|está|voltou|a funciona|funcionando|funcionou|abriu|entrou|normal|certo|foi|funcionar
        (agora|já|tá|está) tá|está|voltou|a rodando
        deu certo
        resolvido|resolveu|resolvida
        agora consegui|conseguimos $
        agora foi|sim|deu
    """,
    Cue.WITHDRAWN: """
        deixa pra|para lá
        esquece|esqueçam
        já achei|encontrei
        não precisa mais
        esquece|esqueçam|esqueça|ignora|ignorem|ignore *
        esquece|esqueçam|esqueça $
        deixa|deixem|deixe pra|para|estar|quieto lá
        já achei|encontrei|achamos|vi|resolvi|consegui|descobri
        não precisa|é|preciso mais|preciso
        (foi) engano|erro meu|nosso
        grupo|canal errado
    """,
    Cue.MOVED: """
        te|lhe|vos|me|nos ligo|ligamos|liga|chamo|mandei|mando|escrevi|respondi|enviei no|por|em|um|uma|pelo *
        falamos|conversamos|falo|resolvemos por|no|pelo|em telefone|privado|pv|call|reunião|whatsapp
        por|no|pelo telefone|privado|pv|e-mail|email
        mandei|respondi|enviei por|no|um|pelo email|e-mail|privado|pv|mail
    """,
    Cue.REACTION: """
        oi|olá|bom|boa|kkk|kkkk|kk|show|ótimo|legal|rsrs|rs|tudo|bem|eita|nossa|maravilha
    """,
    Cue.WHY: """
        ^ por que|quê
        ^ porquê
    """,
    Cue.BECAUSE: """
        ^ porque|pois|simples
    """,
    Cue.TO_YOU: """
        seu|sua|seus|suas|vosso|vossa|você|vocês|urgente|hoje|amanhã|teu|tua
        até|antes|para o|a|de|da|do|amanhã|hoje|segunda|terça|quarta|quinta|sexta
    """,
    Cue.STATEMENT: """
        ^ como falei|disse|combinado|combinamos|falamos|conversamos
        ^ como mencionei|informado|expliquei|comentei|sempre|você|vocês
        ^ o que fizemos|fiz|vi|vimos|eu|nós|sei
        ^ como|quando|que|quem|quanto|onde|qual * (*) (*) (*) (*) depende
    """,
    Cue.REPORTED: """
        perguntei|perguntamos|perguntou|perguntaram
    """,
}
