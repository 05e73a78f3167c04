"""The English phrases listening knows, by what they mean. How a phrase is written: `phrases.py`.

They were written from experience of such channels and tuned on one half of the labelled chats (see
docs/listening-model.md).
"""

from __future__ import annotations

from enum import StrEnum


class Cue(StrEnum):
    """What a phrase tells about the message that holds it; the value completes "asks with …" in a reason."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and cues are asked for by the million

    OPENER = "leads in"
    # It asks.
    QUESTION = "question"
    WH = "question word"
    POLAR = "yes-or-no question"
    TIME = "asks for a time"
    REQUEST = "asks for an action"
    TELL = "asks to be told or sent something"
    ORDER = "instruction or request"
    NEED = "need"
    TO_YOU = "names the reader or a deadline"
    WONDER = "indirect question"
    UNSURE = "does not know"
    WHY = "asks why"
    BECAUSE = "says why"
    PROPOSAL = "proposal put as a question"
    PING = "chases"
    PROBLEM = "problem"
    # It looks so, but does not.
    STATEMENT = "begins like a question"
    REPORTED = "tells of a question"
    OFFER = "offer or notice"
    RHETORIC = "rhetorical"
    TAG = "tag"
    NEW_TOPIC = "turns to something else"
    # It reacts.
    ACK = "acknowledges or promises"
    CONSENT = "says yes"
    THANKS = "thanks"
    WORKS = "works now"
    WITHDRAWN = "takes it back"
    MOVED = "goes on elsewhere"
    REACTION = "greets or reacts"


GROUPS: dict[str, str] = {
    "tell": """
        tell send give share show provide confirm explain paste upload attach post specify clarify describe
        elaborate advise let forward remind answer reply respond resend acknowledge state indicate submit name
        nominate point email mail approve sign choose pick decide fill complete return ask find
    """,
    "what": """
        the a an your it this that which whether if what how where when who over them these those both all
        full some on
    """,
    "try": """
        try restart refresh retry clear reinstall reboot check test retest use run update upgrade log look
        rerun reload open close click go visit see read wait hold
    """,
    "tried": "try tried check checked look looked consider considered restart restarted read",
    "looking": """
        looking digging investigating checking reviewing working preparing pulling asking fetching fixing
        verifying reproducing testing processing escalating seeing gathering finalising finalizing compiling
        drafting sorting
    """,
    "look": """
        check look see ask find dig think investigate verify confirm pull talk get take try test reproduce
        come double run read grab sort clarify raise pass speak discuss
    """,
    "when": """
        mon monday tue tuesday wed wednesday thu thursday fri friday saturday sunday tomorrow today tonight
        noon lunch eod eow cob then the end next this 1 2 3 4 5 6 7 8 9 10 11 12
    """,
    "aux": "is are was were do does did has have will would can could",
    "aux-not": """
        isn't aren't wasn't weren't doesn't don't didn't hasn't haven't won't wouldn't can't couldn't
        shouldn't
    """,
    "a while": """
        until till two five ten half 5 10 15 20 30 sec second moment minute min minutes hour day bit while time
    """,
    "works": """
        work works working load loads loading open opens opening start starts starting show shows showing
        appear appears appearing respond responding send sending sync syncing receive received receiving
        arrive arrived match matching save saves saving print printing connect connecting log login find
        access download upload import export update updating approve reproduce
    """,
    "broken": """
        fail fails failed failing failure error errors crash crashes crashed crashing exception broken broke
        breaks stuck hangs hung frozen dead offline timeout unreachable corrupt corrupted unreadable garbled
    """,
    "amiss": """
        down blank empty missing wrong duplicated denied rejected expired grey unavailable inactive blocked
        locked outdated slow gone
    """,
    "trouble": "problem problems issue issues trouble difficulty difficulties bug",
    "error": "error errors warning 404 500 502 503 403 401 message exception",
    "trouble-free": """
        that have need want run get face still see encounter anything any happens 's is are fails else of
    """,
    "tag": """
        right ok yes no yeah huh eh really what seriously hm hmm correct innit true so lol oder ne gell hè
        toch vero né hein wirklich verdad sure deal cool good see na
    """,
    "ok": """
        ok alright fine noted understood roger ack acknowledged copy gotcha sure absolutely certainly
        definitely received seen agreed clear yup aye np right
    """,
    "yes": """
        yes yep yeah yup yess sure ok fine absolutely certainly definitely agreed approved correct right
        exactly indeed perfect great +1
    """,
    "fixed": "works worked working solved resolved fixed sorted",
    "great": """
        nice great cool awesome brilliant perfect excellent lovely sweet amazing super fantastic wonderful odd
        strange weird interesting impressive neat true
    """,
    "oh": """
        wow lol lmao rofl haha hahaha hehe heh ha yay hooray woohoo ooh oh ah aha hm hmm hmmm hmmmm ugh ouch
        oops whoops argh meh phew omg wtf damn dang crap sigh yikes eek bah huh eh er err um uh hah jeez gosh
        gee bravo congrats congratulations woot fab figures indeed exactly same ditto likewise welcome right
        clear
    """,
}
"""Words that stand for each other in a phrase, written `<name>` there."""


ENGLISH: dict[Cue, str] = {
    Cue.OPENER: """
        hi|hey|hello|hallo|dear|morning|afternoon|evening|greetings|yo
        good morning|afternoon|evening|day
        all|team|guys|folks|everyone|everybody|sir|madam|mam|ma'am|bro|mate|there
        ok|so|and|but|also|btw|well|oh|ah|aha|hm|hmm|hmmm|um|uh|now|anyway|meanwhile|again|just|plus
        actually|seriously|honestly|fyi|unrelated|separately|basically|then|therefore|sorry
        by the way
        on another note
        quick|another|last|small|general|good|same question|one|thing
        one more|other|last (thing|question) (for|from you|us)
        question
    """,
    Cue.QUESTION: """
        ^ where|how|what is|are|do|does|did|can|should|could i|we|you|it|the|my|our|your
        what's going|happening|wrong
        ^ when is|are|will|can|do|does|did|should|would|was|were|have|has|could|shall
        ^ by|from|to|for|in|on|at|with|until which|what|whom|when
        ^ whether
        asks|asking if
        ^ asking whether
        i'm|am|just|was asking whether
        ^ any|some idea|ideas|clue|thoughts|suggestion|suggestions|advice|feedback|comments|objections|preference
        ^ any|some chance|reason|docs|plans|news|word|eta|experience|pointers|recommendation|recommendations
        ^ anyone (here|else) *
        ^ thoughts|objections|opinions (on|about|to)
        ^ status of|on|for
        ^ eta $
        ^ eta for|on|please|of
        your call|thoughts|opinion|view|take on
        your call $
        is|are|was there any|a|an|anything|anyone
        ^ or any *
        ^ any (other) * to|for|on|in|with|that|like|besides
        do you guys|all|folks|also|still|currently have|know|think|use|need|want|see|get|plan|support|offer|mind
        do you happen to
        how come
        how do|can|should|could|would i|we|you
        do|does you|anyone|anybody|they|we have|know
    """,
    Cue.WH: """
        ^ what|which|who|whose|where|how *
        ^ what|who|where|how $
        ^ what's|where's|how's|who's|when's
        ^ why
    """,
    Cue.POLAR: """
        ^ can|could|should|shall i|we|they|he|she|it|this|that|the|there|your|our|my|these|those
        ^ may i|we
        ^ will|would it|the|this|that|there|they|he|she|we|your|these|those
        ^ is|isn't it|this|that|the|there|your|our|my|he|she|anyone|everything|any
        ^ are|aren't you|we|they|the|there|these|those|your|our|any|all|both
        ^ am i
        ^ was|wasn't it|that|this|the|there|your|our|he|she|anyone
        ^ were|weren't you|they|the|these|those|there|we|your
        ^ does *
        ^ doesn't it|that|this|the|your|anyone|he|she
        ^ do|don't you|we|they|i|the|your|our|all|both|these|those|any|anyone
        ^ did|didn't you|we|they|he|she|the|your|anyone|any
        ^ has|hasn't anyone|it|the|your|our|he|she|that|this|there
        ^ have|haven't you|we|they|the|your|our|any|all|these|those
        ^ you (guys|all) ok|sure|happy|fine with|about|to|if
        ^ ok|fine|good (for|with|by) you
        ^ ok|fine to
        do you want|need|mean|prefer|agree
        ^ mind if i|we
        ^ did * get|have|see|receive|send|go|come|work|help|mention|tell|say|approve|confirm|reply|respond|manage|show
        ^ has|have * been|come|gone|arrived|replied|approved|signed|confirmed|received|had|seen|paid|finished|started
        ^ is|are * ready|aware|available|included|done|fine|coming|going|working|affected|supposed|allowed|able|enough
    """,
    Cue.TIME: """
        when|eta|deadline
        how long|soon
        what|which time|date|day
    """,
    Cue.REQUEST: """
        can|could|would you (guys|please|kindly|also|maybe|possibly)
        ^ will you (guys|please|kindly|also)
        can|could|would|will anyone|someone|somebody|one
        could|can your *
        would|do you mind
        please|kindly *
        please $
        if you could|would|can please
        great|good|nice|helpful|lovely|brilliant|perfect|ideal if you|anyone|we|i|your
        grateful if|for your|any|a
        appreciate if|any|a|your
        request|requesting you|your|to
        need|needs you|your|someone|anyone
        need|needs|want|wants|like you to
        i|we would|need|like|love your
        i'd|we'd|would need|like|love|appreciate|welcome a|an|the|your|some
        i'd|we'd|would need|like|love to have|get|see
        looking for your|feedback|someone|anyone|help|advice
        help me|us|out with|to|please
        need (some|any|a) help
        any|some help
        please help
        for your approval|review|signature|decision|confirmation
        make sure *
        do|don't forget to
        ^ have|get someone|him|her|them
        would|it'd|that'd (be) great|good|nice|helpful to have|get|see|know|hear|add|include
        would|it'd|that'd (be) lovely|useful|ideal|perfect to have|get|see|know|hear|add|include
        ^ requesting *
        would help (us|me) (a lot|lot|much) to|if
        urge|invite|beg you to
        anyone helps|help me|us
        i'm|we're|i|we (am|are) asking (once) again|for
        forward to your confirmation|reply|response|feedback|answer|approval|input|comments|decision
        forward to hearing (back) from
        grateful for an
    """,
    Cue.TELL: """
        let me|us know (if|whether|when|what|which|how|who|where|why|your|the|once|about|as|by|please|asap|today)
        do let me|us know
        let me|us have your|the|a|it
        do advise|confirm|share|send|update|tell|ask
        anyone can tell|explain|help|send|share|give|gimme|point|suggest
        ^ tell|remind|send|give|show|email|call|ping|text|write|forward|walk|talk|update|brief me|us
        ^ tell|ask your
        ^ keep me|us posted|informed|updated
        ^ send|resend|forward|share|provide|confirm|explain|paste|upload|attach|specify|clarify <what>
        ^ send|resend|forward|explain|share $
        please|kindly (also) <tell>
        can|could|would|will you|anyone|guys|your (guys|please|kindly|also) <tell>
        like|love|want|wanted|curious|interested|keen to know|understand|hear|confirm|ask|clarify
        can|could|may i|we know|have|ask|get|see
        please|kindly $
        comments|feedback|answers|thoughts|reply|answer|response|decision|confirmation|approval by|before
        ^ pass|get|bring|hand|lend|grant|spare|point|put me|us
    """,
    Cue.ORDER: """
        put|take the|my|our|it * back|out|off
        put|take the|my|our * * back|out|off
        ^ undo that|this|it|the
        ^ sort|fix|book|drop|kill|close|cancel|stop|restart|remove|delete it|that|this|them|those|these $
        ^ move|scrap|hold|ship|run|rerun|skip|park it|that|this|them|those|these $
        ^ add * to|for|on
        ^ add * * to|for|on
        please|kindly (do|just|now) <try>
        can|could|would you (please|also|maybe|just|kindly) <try>
        ^ get in touch with
        ^ get back to me|us|them|him|her
    """,
    Cue.NEED: """
        i|we|we'd|i'd|we'll|i'll (still|also|really|just|urgently|now|only) need|require
        ^ (still|also|urgently) need|needs|require
        i|we (still|also) don't have the|a|your|access
        blocked on|by|waiting you|your
        is|are (still) missing|outstanding from you|your
        we are|we're without
        ^ (we|i|we're|i'm) (are|am|still) awaiting
        ^ (we|i|we're|i'm) (are|am|still) waiting for|on
        i|we want the|a|an|this|that|it|my|our
        ^ awaiting|await *
    """,
    Cue.TO_YOU: """
        you|your|please|asap|urgently|urgent|someone|anyone
        by|before|until|till <when>
        today|tomorrow|eod|eow|cob|tonight
    """,
    Cue.WONDER: """
        wondering|wonder (about|here) if|whether|how|what|why|which|when|who
        curious if|whether|how|what|why|which
    """,
    Cue.UNSURE: """
        not (quite|really|exactly|entirely) sure|clear|certain how|what|where|which|whether|who|if
        don't know|understand|get|see how|what|where|which|why|who
        no idea how|what|where|which|why|who
    """,
    Cue.PROPOSAL: """
        have|haven't|did|didn't you (guys|already|ever|also) <tried>
        ^ tried
        ^ maybe|perhaps|possibly|probably|might|guess
        could|might|may it|that|this be|have
        what if
        how about
        why don't|not you|we|just|use|try
        shall|should we|i
        do you want|need|like me|us
        would you like|prefer (me|us)
        isn't|aren't|doesn't|don't it|that|they|there in|on|the|just
    """,
    Cue.PING: """
        any (other|further|more|new) update|updates|news|luck|progress|word|movement|joy|development
        any (other|further) response|reply|answer|feedback
        ^ update|updates|news|status|progress $
        ^ update|updates|news|status|progress on|for|please|here
        ^ bump|ping|bumping|poke|nudge|chasing
        bump on|this
        gentle|friendly|kind|quick|little|another|second|final reminder|nudge|ping|bump|prod
        ^ reminder $
        ^ reminder on|about|regarding|for
        following|follow up on|here|about|again|with
        checking back|in on|about|again
        sorry|hate|have|just|want to chase|nag|push
        chasing this|on|up|you|again
        still waiting|awaiting|pending|nothing|outstanding|open
        still need|missing
        haven't|hasn't heard|received back|anything|from
        have|did you had|get|have|got|find a|any|the chance|time|opportunity|moment
        you (had|got|get) a chance|moment
        ^ anyone $
        where are we at|with|on
        what's|what|whats (is) the|your status|latest|progress|state|eta
        did you|anyone see|get|read my|this|the message|question|mail|email|ping
        need|needs a|an|your answer|reply|response|decision
        ^ again $
    """,
    Cue.PROBLEM: """
        doesn't|don't|didn't|won't|isn't|aren't|not|never|nothing|stopped|can't (even|longer|be|get) <works>
        can't|couldn't|unable|impossible
        <broken>
        times|timed|timing|logged|kicked|locked|signed out
        goes|went|is|are|was|were|still <amiss>
        wrong version|file|address|number|date|amount|price
        having|have|has|got|getting|facing|seeing|there's|with (is|a|an|the|this|some|same) <trouble>
        getting|get|gets|gives|gave|throws|says|showing|shows|returns|got (a|an|the|this|me|us|below|same) <error>
        still no|not|shows|showing|says|the|same|old|getting|down|gives|locked|don't|doesn't|can't|haven't|open
        won't let
        throws
        ^ no *
        never received|got|arrived|came
        didn't|haven't|hasn't (yet) get|got|received|receive|arrived
        not received|updated|visible|reachable|available|possible|recognized|found|allowed|coming|going
        is|are making that|a noise
        keeps *
        keep getting|seeing|losing|having|failing|crashing|dropping|running
        access denied
        show|shows|appear|appears|listed|charged|billed|counted twice|double
        nobody|none (in|at|on|of) (*) (*) can|got|gets|received|sees
        no one (in|at|on) (*) can|got|gets|received|sees
        asks (me|us) for a password|login
        goes to a 404|blank
        says (*) (*) error|failed|expired|denied
        yet to receive|get
        isn't|aren't|not here|there|in yet
        no longer works|opens|shows|loads|works
        rejects|refuses every|all|my|our|the
        stops|stopped at|working|responding|loading|sending|syncing|printing
        problem with
        have|has|print|prints|come|comes|came|arrive|arrived without *
        seems to have lost
        unmet|unresponsive
        come|comes|came|coming out|through|back|up empty|blank|wrong|garbled|twice|incomplete
        paid|charged|billed|sent|shipped|booked|invoiced|listed|printed twice
        get|gets|got|getting|being logged|kicked|locked|thrown|timed out
        says|reads|showing $
        show|shows up twice|double|blank|empty
    """,
    Cue.STATEMENT: """
        ^ what a|an|i|you|we|they|he|she|matters|counts|remains|helped|worked|happened|it
        ^ who knew|cares|would|wouldn't|doesn't|could|needs
        ^ which is|was|means|makes|would|will|should|could|i|we|has|had|also|in|it|they|can|were
        ^ where i|the|they|he|she|it|we|you
        ^ how nice|cool|funny|awesome|great|sweet|lovely|kind|i|it|they|he|she
        ^ why not
        ^ why i|we|it|this|that|they $
        ^ any other|more|further|of|time|one|questions
        ^ anyone can|who|with|in|on|could|else
        ^ whether or
        ^ for what it's
        ^ does not|work|look|seem|so|help|that|this
        ^ have you $
        ^ no need|problem|worries|idea|changes|show|longer|rush|objections|one|thanks|matter|other
        ^ which reminds|brings|leads|gives|leaves|works|looks|sounds|explains
        ^ what's * (*) is|are
        ^ what|which|who|how|when|where|whether * (*) (*) (*) (*) depends|varies
        ^ is|are now|back|still|down|up|gone|fixed|done|all
    """,
    Cue.OFFER: """
        let me|us know if|in|should|whenever you|there|anything|any|something|it|case|ever <trouble-free> …
        let me|us know if|should|for|about|of anything|any|something|questions|else …
        feel free …
        not|don't hesitate …
        happy|glad|free|available|around to help|assist|explain|share|jump|discuss|answer|chat|talk|show|send …
        if|should|in you|there|anyone|case need|have|want|require|is|are|get|run|wish|any|anything …
        if|should anything|something|any …
        ^ should you|anything|there|any …
        please|kindly note|find|see|ignore|disregard|be|expect|bear|excuse|accept|allow|stand|consider|forgive …
        ^ note|notice …
        just to|for|so say|note|mention|your|info|you …
        you're|you are|always|most|more welcome …
        whenever you|convenient|it …
        no action|need|rush|hurry …
        nothing to|needed …
        anything else …
        just|you|can ask|holler|shout|ping $
        ^ you can|could|may|might|should|will|would|have|must|need …
        ^ one|a|just moment|sec|second|minute
        would|could|should|might|must|may have …
        will|would you see|hear|find|get|receive|notice …
        according to …
        give|gimme me|us (a|an|one|some|another) <a while> …
    """,
    Cue.RHETORIC: """
        who knew|cares
        who would've|would|could have|'ve|thought|guessed
        who doesn't|wouldn't|hasn't love|like|want
        who|what|why|how|where on|the earth|hell|heck
        how hard|difficult can|could it|that be
        why me
        why is|are|does|do|must it|this|git|everything|life|they always|such|so|never
        is this|that a joke|dream
        are you kidding|serious|joking
        what's not to
        what could (possibly) go
        do|did i|you even|really|ever
        don't tell me
        you'd|you would think
        is it just me
        guess what
        says who
        let me see
        ^ wait what
        good|great|nice question
        in the first place
        ^ can you believe
        ^ isn't that|this just *
        ^ what was|were i|we|they|you thinking
        ^ how could i|we|anyone (ever) forget|miss|resist|not
        why do|does|is|are * (*) always|never|only
        why did|do i|we even|ever|bother
        since when is|are|do|does|did
        when will|do i|we|it|they|you ever
        what else is new
        what's|what is the point
        is it too much to ask
        what would|will|did i|we do without
        how many times do|must|should|have i|we
        where would i|we be without
        who doesn't|wouldn't enjoy|hate|need
        how is|are that|this|it|we even|still
        do|does i|we|he|she|they look|sound like
    """,
    Cue.TAG: """
        ^ <tag> $
        <aux-not> it|they|that|he|she|we|you|i|there $
        ^ <aux> it|they|that|he|she|we|you|i|there $
        nicht wahr $
        hai na $
        c'est ça $
    """,
    Cue.NEW_TOPIC: """
        btw|unrelated|separately
        by the way
        another|different|other|new|separate|next topic|question|thing|issue|subject
        also|and one|another more|question|thing
        one|two more|other (thing|question)
        one (question|thing) for
        on another note
        ^ anyone *
        does|has|is|can anyone
        hi|hey|hello|morning|evening all|guys|everyone|everybody|folks|friends|team
    """,
    Cue.ACK: """
        ^ <ok>
        +1 $
        (well|point|duly) noted …
        ok then|great|cool|good|perfect|fine|sir|all
        ^ all|very|perfectly clear|right|good|well
        got it|that
        got your message|mail|email|note
        fair (enough) point
        fair enough
        makes sense
        good catch|point|spot|idea|shout|call
        of course
        no|not problem|worries|prob
        will do
        (still|already|right) on it|this $
        on my|our way|list|radar
        ^ on my|our way …
        ^ leave it|that with|to me|us
        ^ (still|already|just|currently|now|also) <looking> …
        i'm|we're|am|are (just|still|currently|now|already|also|both) <looking>|following|going|trying|planning …
        i'll|we'll|he'll|she'll|they'll …
        ^ will|shall|gonna …
        ^ (yes|ok|sure|fine|same) i|we|team|he|she|they|it|this|that|which|and|then will|shall …
        i|we|i'm|we're|are|am going|planning|aiming|hoping|expecting to …
        ^ let me|us <look> …
        ^ lemme <look> …
        let's see|check …
        give|gimme me|us (a|an|one|some|another) <a while> …
        ^ one|1|a|just (a) sec|second|moment|minute|min|mo|tick|bit …
        ^ hold|hang on …
        ^ bear with …
        ^ brb|bbl|afk …
        ^ (i'm) in a (board|team) meeting|call …
        ^ * is|are|am off|away|out|travelling|traveling|sick|unavailable|ooo …
        ^ * is|are|am on (paternity|maternity|parental|annual|sick) leave|holiday|vacation …
        ^ i'm|he's|she's|they're off|away|out|travelling|traveling|sick|unavailable|ooo …
        ^ i'm|he's|she's|they're on (paternity|maternity|parental|annual|sick) leave|holiday|vacation …
        (we're|we|i'm|i|it's|is|team|are) on the|this|my|our case|list|radar|todo|roadmap …
        ^ in|work progress|in (progress) $
        ^ asked|pinged|flagged|forwarded|escalated|raised (it|this|that) to|with|our|the|him|her|them …
        cc …
        ^ adding|looping|tagging|including …
        do the needful
        ^ as soon as …
        ^ repro'd
    """,
    Cue.CONSENT: """
        ^ <yes>
        go ahead|for
        works for|with me|us
        sounds|looks|all|fine|ok|good good|great|fine|perfect|with|by|for (me|us)
        please do
        yes please
        of course
        lgtm
        deal $
        no objections|objection
    """,
    Cue.THANKS: """
        thanks|thankyou|tnx|cheers|ta|tyvm|tysm|thankful|kudos
        (many|much|big|great|a|no|ok) thanks (so|very|a|again|you|guys|all|sir|everyone|team|man|mate|bro)
        thanks|cheers|ta (you) for …
        thanks (you) (so|very|a) much|lot|ton|million
        thanks in advance
        ^ thanks (you|very|so|a) (much|lot) * $
        ^ perfect|great|ok|super|cool thanks * $
        (much|really|very|greatly) appreciated
        appreciate it|that|this|the|your …
        received with thanks
    """,
    Cue.WORKS: """
        ^ (it|that|this|all|everything|now|yes) (is|all|now|just|has) <fixed> (now|again|fine|great) $
        ^ (it|that|now|yes) <fixed> (perfectly|like|here|too|for|a) (me|us|charm|treat) $
        works|worked|working (fine|again|great|perfectly|well) now|again
        works|worked for me|us
        working fine|again|perfectly|great
        back up|online|normal
        back to normal
        that|this|it did|does the|it (trick)
        (it's|is|are|we're|all) all good|fine|ok now
        problem|issue|mystery|error|message (is|has|was|been|now|are) solved|resolved|gone|fixed|sorted
        got it|mine|everything working|running|fixed|sorted|solved
        (i) can (now) log|see|open|access|print|login|connect (in|it|them) now|again
        ^ (*) posts|prints|opens|loads|runs|sends|saves|syncs|boots|builds (fine|ok|correctly) (now|again) $
        up and running
        can be closed
        consider it|this closed|solved
        you've|you fixed|resolved|solved it
        ^ confirmed (working|fixed)
    """,
    Cue.WITHDRAWN: """
        never mind (me|that|this|it)
        nevermind|nvm|nm
        forget (about) it|that|this|what|my|me
        ignore|disregard that|this|me|my|it|the (last|previous|above|question|message)
        scratch|strike that|this|it
        ^ (i) found it|out|the (answer|solution|problem|file|link|setting|page)
        ^ (i) figured it|that|this|out (out)
        (i) worked it out
        (i) solved|fixed it myself
        no longer needed|relevant|required|necessary
        not needed|required|relevant|necessary any|anymore
        don't|won't need it|this|that|one any|anymore
        ^ (it's|is|all|that's) sorted $
        my (own) mistake|fault|error
        false alarm
        user error
        wrong channel|chat|window|thread|group
        answered it|my own|myself
    """,
    Cue.MOVED: """
        sent|send|sending|dropped|shot|wrote|written you|him|her|them (a|an) dm|pm|email|mail|message|whatsapp|private
        sent|replied|answered|responded (it|this) (to) (you) by|via|in dm|pm|email|mail|phone
        dm'd|dmed|pm'd|pmed|emailed|messaged|called|phoned|dming you|u
        ^ dm|pm me|you|sent
        in your|a dm|dms|pm|inbox
        check|see your dm|dms|pm|inbox|mail|email|emails
        jump|hop|get on|onto|into|in a|the|zoom (quick|short) (call)
        discuss|do|take|talk (about) (it|this|that) on|over|by (a|the) (quick|short) call|phone
        let's|better discuss|talk|take|do (it|this|that) over|on|by phone|zoom|teams
        i'll|will|me call|ring|phone you
        calling you
        call me
        (take|taking|discuss|continue|move) this|it|that|discuss|talk offline|privately|elsewhere
        discussed|answered|spoke|talked|agreed (this|it) in|on|over|during (the|our|a) call|phone|meeting|standup
        let's|we|quick|a huddle
        join|joining me|us|the|this|a call|zoom|meet|huddle
    """,
    Cue.REACTION: """
        hi|hey|hello|hallo|morning|gm|evening|afternoon|bye|welcome|goodbye|goodnight|gn|howdy|heya|yo
        good morning|afternoon|evening|night|weekend|day
        ^ hi|hey|hello|hallo|morning|dear * $
        ^ good morning|afternoon|evening|night * $
        ^ hi|hey|hello|morning|evening all|team|guys|folks|everyone|both
        have a|an nice|great|good|lovely|happy …
        happy birthday|friday|holidays|easter|christmas …
        get well
        see you|ya …
        <great>|<oh>
        that's|it's|how|very|so|really|looks|sounds (very|so) <great>|good|funny|sad|better|helpful|fair|fine $
        nicely|well done
        good|great|nice job|work|stuff|news|one
        love|like it|this $
        me|you|us|same too|here
        too bad
        thank|thanks god|goodness
        my pleasure
        you're|you are welcome
        no problem|worries
        sorry (for|about) (the|that|this|my) (confusion|delay|noise|spam|trouble|inconvenience)
        apologies
        my bad
        uh oh
        good|nice question
        fingers crossed
        quick|one|another|small question $
        question $
    """,
    Cue.WHY: """
        ^ why
        how come
    """,
    Cue.BECAUSE: """
        ^ because|cause|cuz|since|simple
    """,
    Cue.REPORTED: """
        i've|we've|i|we|he|she|they (already|have|had|just) asked|wondered (*) (*) if|whether|when|what
        i've|we've|i|we|he|she|they (already|have|had|just) asked|wondered (*) (*) how|who|why|which
    """,
}
