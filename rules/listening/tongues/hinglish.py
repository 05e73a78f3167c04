"""The phrases of Hinglish: Hindi in Latin letters, mixed with English."""

from __future__ import annotations

from rules.listening.lexicon import Cue

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
        kab|kahan|kaun|kaise|kyun|kyu|kyon|kitna|kitne|kitni|kisko|kiska|kisne|kiske|kidhar|kaunsa|kaunsi|konsa|konsi *
        kab|kahan|kaun|kaise|kyun|kyu|kitna|kitne|kitni|kidhar|kaunsa|kaunsi|konsa $
        kya hua|hoga|hai|ho|status|update|scene|karna|karein|kare|chahiye|hum|aap|ye|yeh|woh|main|mein|apne|plan *
        kya time|rate|problem|issue *
        ^ kya *
        hai|nahi|tha|hogi|hoga|sakte|sakta|sakti|mila|gaya|gayi|gaye|hua|hui|hue|liya|diya|kiya|aaya|aayi kya $
        chalega|chalegi|denge|karoge|karenge|bheja|dekha|mili kya $
        hai|nahi ki|ya nahi $
        ya nahi|nai|phir $
        pata|malum|idea (hai) kisi|kya|kisiko|kab|kaun|kahan|kaise *
        (kisi) ko pata|idea|malum *
        aap|tum|aapne|tumne (log) kab|kya|kaise|kitne|ne *
        ^ pata hai *
        kar|bhej|de|bata|laga|hata|rakh|band|shuru dun|doon|du|lun|loon $
        karun|karoon|bhejun|rakhun|lagaun|hataun $
        chalega|chalegi (na) aapko|kya|sabko
        ki|ya nahi|nai|nahin $
        rahein|rakhein|karein|karen|lein|bhejein ya *
    """,
    Cue.TIME: """
        kab
        kab tak|se|ka|ki|hoga|milega|aayega|chahiye
        kitne baje|din|time|der
        kitna time|der
        kitni der
    """,
    Cue.REQUEST: """
        bhej|kar|karwa|bata|de|dekh|check|share|confirm|daal|update do|dena|dijiye|dijiyega|dein|den|lo
        bhejo|batao|bataiye|bhejiye|kariye|karo|dikhao|bhejna|batana|dekho
        bhej|kar (do|dena) na|please $
        chahiye
        mil sakta|sakti|sakte
        bhej|kar|karwa kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        karva|bata|de|dekh kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        check|share kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        confirm|daal|dal kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        update|laga|hata kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        rok|chala|bol|mail kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        call|forward kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        upload|approve kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        sign|send|test|fix kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        add|remove|bulwa kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        samjha|nikal|le kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        dilwa|dila|likh kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        badal|mangwa kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        restart kar|karke do|dena|dijiye|dijiyega|dein|den|lo|dijie|dijye|dijiyega|lena|lijiye|deejiye|de *
        bhej|kar|karwa|bata|de|dekh|daal|laga|hata|rok|bol|le do|dena|dijiye|dijiyega|dein|den|lo|lena|lijiye|dijie $
        do|dena|dijiye|dein|lo|lena|lijiye na|please|plz|yaar|bhai|sir|ji|jaldi|aaj|abhi|zara $
        bhejo|batao|bataiye|bataiyega|bhejiye|bhejiyega|kariye|karo|kijiye|kijiyega|dikhao|batana|dekho|dekhiye *
        rakho|rakhiye|lagao|hatao|karwao|karwaiye|bulao|samjhao|likho|chalao|poocho|puchho|pucho|puchiye|dedo|kardo *
        bhejdo|batado|kardena|bhejdena|dilwao|sunao *
        bhejo|batao|bataiye|bhejiye|kariye|karo|kijiye|dikhao|dekho|dekhiye|dedo|kardo|bhejdo|batado $
        bhej|kar|bata|de|dekh|check|share|confirm|mil sakte|sakta|sakti|paoge|payenge|paogi ho|hain|hai|kya|hain
        ek|zara|thoda baar|bar|minute|dekh|check *
        chahiye|chaiye|chahie|chahiyega|lagega|lagegi hume|humein|mujhe|aapka|aapki|apka|tha|thi|hai|please|jaldi|aaj
        chahiye|chaiye|chahie|chahiyega|lagega|lagegi kal|abhi|hoga|hogi
        hume|humein|humko|mujhe|muje * chahiye
        chahiye|chaiye|chahie $
        please|plz|pls|kripya *
        bata|baata|bol dena|do|dijiye|dijiyega kab|kaun|kya|kaise|agar *
        jaldi se|kar|karo|bhejo|do|please|dekho|bhej|chahiye|kisi
        call|mail|ping|message kar|karo|karlo|kardo|kijiye *
        mat karna|karo|bhejo|kijiye|dena|chalana *
        bhej|kar|bata|de|dekh|check|share dena|do|dijiye|dijiyega jab|agar|jab|tab|jaise *
        bhej|bhejo|bhejna|batana $
    """,
    Cue.TELL: """
        bata|batao|bataiye|batana|batado|bataiyega|bol do|dena|dijiye|na|please *
        batao|bataiye|bataiyega kab|kya|kaise|kaun|kahan|ki
        update|status|confirmation|reply do|dena|dijiye|batao|bhejo|chahiye
        janna|jaanna|poochna|puchna tha|thi|hai|chahta|chahti
    """,
    Cue.NEED: """
        chahiye|chaiye|chahie
        wait|intezaar|intazaar kar|karte|mein|hai|me rahe|raha|rahi|hain|hu|hai
        ruka|ruke|atka|atke|phasa|fasa|phase hua|hue|hai|hain|hu
    """,
    Cue.PING: """
        koi|kuch update|news|khabar|response|reply|progress|jawab
        koi|kuch update|news|khabar|response|reply
        update|status kya *
        kya hua|bana iska|uska|us
        (abhi) tak (koi) reply|response|jawab|update|kuch nahi
        yaad dila|dilana|dila
        kahan|kaha tak pahuncha|pahucha|hua
    """,
    Cue.PROBLEM: """
        nahi aa|chal|ho|khul|mil|aaya|aayi raha|rahi|rahe|*
        kaam nahi
        nahi|nai|nahin|nhi aa|chal|ho|khul|mil|aaya|aayi|aaye|chala|khula|mila|mili|dikh|kar|le|ja|print|load|login
        nahi|nai|nahin|nhi open|connect|bhej|save|update|jaa|pa|hua|hui|pahuncha
        nahi|nai|nahin|nhi aa|chal|ho|khul|mil|dikh|aaya|aayi|mila|mili|chala|hua
        error|problem|issue|dikkat|gadbad|warning aa|de|dikha|mil|hai|ho|aaya|aayi|aata *
        (kaam) nahi|nai (kar) *
        band|down|hang|crash|slow|blank|khali|gayab|block ho|pada|padi|hai|gaya|gayi|aa|chal|dikh|raha|rahi|ja *
        kharab|atak|phas|ruk|toot|galat ho|pada|padi|hai|gaya|gayi|aa|chal|dikh|raha|rahi|ja *
        bahut|boht|bohot slow
        bar bar *
        reject|decline|refuse kar|ho raha|rahi|rahe|gaya
        double|dobara|galat dikh|aa|ho rahe|raha|rahi|gaya|gaye
        khali|blank aa|aaya|aa
        logout ho|kar jata|jaata|raha|deta|rahe
    """,
    Cue.OFFER: """
        koi dikkat|problem ho …
        koi|kuch (bhi) dikkat|problem|issue|sawal|doubt|ho|chahiye|help ho|hai|toh|to (toh|to) …
        (agar) kuch|koi bhi|aur …
        zaroorat|zarurat|jarurat ho|pade|padi|nahi …
        bas|sirf|just fyi|info|batana|bata|batane|inform …
        koi jaldi|baat|tension|dikkat|problem nahi …
    """,
    Cue.RHETORIC: """
        kya hi bolu|bolun|karein|bole|kahu|kahun|kare
        kaun jaane|jane|bola|bolta|sochta
        kya mazak|majak|bakwas|faltu *
        hadd|had hai|ho
        ye|yeh kya baat|tareeka|mazak *
        ab kya hi *
        sach|seriously mein|me $
        kaun * (*) chahta|chahti|chahega
        main|mai|hum * hi kyun|kyu
        * hi kyun|kyu $
        kitni baar bolna|batana|bolun|batau *
        lagta|lagti hoon|hu|hun
    """,
    Cue.TAG: """
        na $
        hai na $
        (na|hai na|right|haina|na sir|sahi hai na) $
        ^ na|haina|sahi|theek|thik $
        (hai) na $
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
        ^ theek|thik|thike|teek|accha|acha|ok|haan|ji hai|h|sir|ji|bhai|haan|main|hum
        ^ haan|ji|ok|theek|thik|accha|acha|done|noted|samajh|samjha|samjhi|bilkul|sahi
        ^ abhi|main|mai|hum|kal|aaj|shaam|subah|thodi|thoda|1|2|5|10|ek ko|tak|mein|me|der|min|ghante|minute|log …
        ^ abhi|main|mai|hum|kal|aaj|shaam|subah|thodi|thoda|1|2|5|10|ek abhi|aapko|usko|isko|check|confirm|subah …
        ^ abhi|main|mai|hum|kal|aaj|shaam|subah|thodi|thoda|1|2|5|10|ek shaam|isse …
        ^ dekhta|dekhti|dekhte|karta|karti|karte|bhejta|bhejti|bhejte|batata|batati|batate|deta|deti|dete|puchta
        ^ puchti|puchte|poochta|lagata|lagate|karwata|karwate|nikalta|laata
        ^ dekh|check|bata|kar|bhej|puch|pooch|confirm|share|update|de lunga|lungi|lenge|leta|leti|dunga|dungi|denge
        ^ dekh|check|bata|kar|bhej|puch|pooch|confirm|share|update|de deta|raha|rahi|rahe|ke|kar|karke|karta|karti
        ^ dekh|check|bata|kar|bhej|puch|pooch|confirm|share|update|de karte|ta|te
        ^ kar|de|bhej|bata|check|dekh|ho|mil|aa dunga|dungi|denge|lunga|lungi|lenge|jayega|jayegi|jaega|jaegi|jayenge
        ^ kar|de|bhej|bata|check|dekh|ho|mil|aa dege
        ^ karenge|dekhenge|bhejenge|karunga|karungi|dekhunga|dekhungi|bhejunga|bhejungi|bataunga|bataungi|batayenge
        ^ puchunga|puchenge|lenge|denge|dunga|dungi
        ^ ho|mil|aa jayega|jayegi|jaega|jaegi|jayenge
        kaam chal|pe|par|jaari raha|lage|laga|hai *
        ^ chal|pe|par|jaari raha|lage|laga|hai *
        ^ ek|1|2|5|10 min|minute|second|sec|mint ruko|do|dijiye|please|sir|ruk|me|mein …
    """,
    Cue.CONSENT: """
        ^ haan|ji|theek|bilkul
        ^ haan|han|ji|theek|thik|bilkul|sahi|ok|haanji|hanji|pakka|done|zaroor|zarur
        kar|bhej|de do|dijiye (koi) dikkat|problem
        chalega
        koi dikkat|problem nahi
        theek hai
    """,
    Cue.THANKS: """
        shukriya|dhanyavaad|dhanyawad
    """,
    Cue.WORKS: """
        ^ (ab|sab|haan|ji) ho gaya $
        chal gaya|raha $
        aa gaya
        ab|abhi chal|ho|aa|mil|khul|theek|sahi|thik gaya|gayi|raha|rahi|rahe|gaye|hai *
        chal|khul|theek|thik|solve|resolve|fix|sahi gaya|gayi|raha|ho|hua
        ^ (ab|sab|haan|ji) ho|mil|aa gaya|gayi|gaye $
    """,
    Cue.WITHDRAWN: """
        rehne do
        chhodo|chodo
        nahi chahiye ab
        rehne|jaane|chhod|chod|chhodo|chodo do|dijiye|dein
        chhodo|chodo|chhoro|jaane
        mil|samajh|khud gaya|gayi|aa
        (ab) nahi|zaroorat|zarurat|jarurat chahiye|nahi
        galti se|meri|hamari *
        galat group|channel|chat
        ignore karo|kar|kijiye|karna|karein
        koi nahi $
    """,
    Cue.MOVED: """
        call|phone|mail|whatsapp|dm|ping kar|pe|par|karta|karti|karte|kiya|bheja|kardi|bhej
        call|phone|mail|whatsapp|dm|personal pe|par|me|mein *
        (baat) karte|kar hain|lete|hai
    """,
    Cue.REACTION: """
        bhai|yaar|sahi|badhiya|mast|accha|acha
    """,
    Cue.WHY: """
        kyun|kyu|kyon *
        kyun|kyu|kyon $
    """,
    Cue.BECAUSE: """
        ^ kyunki|kyonki|kyuki
    """,
    Cue.TO_YOU: """
        aap|aapka|aapki|aapke|aapko|apka|apki|tum|tumhara|jaldi|urgent|aaj|kal|abhi|turant
    """,
    Cue.STATEMENT: """
        ^ jaisa|jaise maine|humne|bola|kaha|hamne *
        pucha|poocha|puchha ki *
        depend karta|karti
    """,
    Cue.REPORTED: """
        pucha|poocha|puchha (hai|tha)
    """,
}
