"""The phrases of Polish."""

from __future__ import annotations

from rules.listening.lexicon import Cue

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
        ^ (a|i|to) czy|kiedy|kto|kogo|komu|kim|gdzie|ile|ilu|która|który|które|których|którego|którą|dlaczego|czemu *
        ^ (a|i|to) skąd|dokąd|czyj|czyja|jaki|jaka|jakie|jakiego|jaką|jakich|co|czego|czym *
        ^ (a) na|do|od|za|w|we|z|ze|przez|dla|o|po|przy kiedy|kogo|czego|której|którym|którego|jakiej|jakim|jaki|jaką
        ^ (a) na|do|od|za|w|we|z|ze|przez|dla|o|po|przy jakie|który|którą|które|co|ile|kim|czym|ilu|jakiego
        ^ jak długo|to|dużo|szybko|mam|mamy|można|zrobić|wygląda|się|często|idzie|stoi|daleko|rozliczamy|ustawić
        ^ ktoś|ktokolwiek wie|zna|ma|może|pamięta|widział
        ^ jakieś pomysły|uwagi|pytania|sugestie|wieści|propozycje|nowości
        ^ pasuje|odpowiada wam|ci|państwu
        ^ dostaliście|dostałeś|dostałaś|widzieliście|sprawdziliście|wysłaliście|udało|mogliście|otrzymaliście *
        ^ mogę|możemy usunąć|skasować|zamknąć|otworzyć|wysłać|zacząć|opublikować|zainstalować|zrestartować|wyłączyć
        ^ zostajemy|bierzemy|robimy|idziemy|czekamy|zaczynamy * (*) (*) (*) czy *
        ^ wolicie|wolisz|wolą|chcecie|chcesz * (*) (*) czy *
    """,
    Cue.WH: """
        ^ da|można się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ da|można możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ dałoby się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ dałoby możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ mogę się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa|możliwość
        ^ mogę czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ możemy się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ możemy możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ mamy|macie się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ mamy|macie możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ masz|jest się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ masz|jest możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ są|będzie się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ są|będzie możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ będą się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa|możliwość
        ^ będą czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ wiadomo się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ wiadomo możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ wiecie się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ wiecie możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ wiesz|wie się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ wiesz|wie możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ pamiętacie się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ pamiętacie możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ potrzebujecie się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ potrzebujecie możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ chcecie się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ chcecie możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ wolicie się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ wolicie możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ wolisz się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ wolisz możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ chcesz się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ chcesz możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ wchodzi się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ wchodzi możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ zgadza się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ zgadza możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
        ^ działa się|to|już|jakiś|jakaś|jakieś|coś|ktoś|może|prosić|liczyć|wysłać|użyć|zamknąć|zostawić|szansa
        ^ działa możliwość|czy|kiedy|co|jak|gdzie|na|teraz|wam|wam
    """,
    Cue.TIME: """
        kiedy
        jak długo
        do kiedy
        (na|do|od) kiedy
        jak długo|szybko
        (o) której|jakiej godzinie|godziny|porze
        w|na|jaki jaki|który dzień|termin
        jaki termin
    """,
    Cue.REQUEST: """
        proszę|prosimy|poproszę|prosiłbym|prosiłabym
        możesz|możecie|mógłbyś|mogłabyś|moglibyście *
        może|mogą pan|pani|państwo|ktoś
        dajcie|daj|podeślij|podeślijcie|prześlij|prześlijcie|wyślij|wyślijcie znać|mi|nam|*
        zmieńcie|zmień|sprawdźcie|potwierdź|potwierdźcie znać|mi|nam|*
        proszę|prosimy|poproszę|poprosimy|prosiłbym|prosiłabym|prosilibyśmy|prośba|proszę (o|bardzo) *
        proszę $
        możesz|możecie|mógłbyś|mogłabyś|moglibyście|mógłby|mogłaby|mogliby *
        (czy) (ktoś) może|mógłby|mogą ktoś|mi|nam|pan|pani|państwo|to *
        ^ dajcie|daj|podeślij|podeślijcie|prześlij|prześlijcie|wyślij|wyślijcie|sprawdź|sprawdźcie|potwierdź *
        ^ potwierdźcie|zmień|zmieńcie|dodaj|dodajcie|usuń|usuńcie|popraw|poprawcie|zadzwoń|zadzwońcie|wrzuć|wrzućcie *
        ^ napisz|napiszcie|powiedz|powiedzcie|zamknij|zamknijcie|otwórz|otwórzcie|zostaw|zostawcie|zrób|zróbcie *
        ^ przygotuj|przygotujcie|zobacz|zobaczcie|ustaw|ustawcie|wstaw|wstawcie|zdejmij|zdejmijcie|wymień|wymieńcie *
        ^ podaj|podajcie|uzupełnij|uzupełnijcie|przypomnij|przypomnijcie|pamiętaj|pamiętajcie|weź|weźcie|odeślij *
        ^ odeślijcie|podpisz|podpiszcie|wstrzymaj|wstrzymajcie|anulujcie|anuluj|przełóżcie|przełóż|zablokujcie *
        ^ odblokujcie|odblokuj *
        potrzebuję|potrzebujemy|potrzebowałbym|potrzebna jeszcze|od|pilnie|waszej|waszego|na|do|będzie|zgody|od *
        potrzebne|potrzebny jeszcze|od|pilnie|waszej|waszego|na|do|będzie|zgody|od *
        chciałbym|chciałabym|chcielibyśmy|chcę|chcemy|wolałbym prosić|wiedzieć|zapytać|otrzymać|dostać|żeby|żebyście *
        chciałbym|chciałabym|chcielibyśmy|chcę|chcemy|wolałbym poprosić|się|aby|mieć *
        będę|będziemy|byłbym|byłabym|bylibyśmy wdzięczny|wdzięczna|wdzięczni *
        dobrze|fajnie|super|miło by|byłoby (było) gdyby|żeby|mieć|dostać *
        czekam|czekamy (na) odpowiedź|potwierdzenie|informację|decyzję|akceptację|wasze|waszą|wasz|państwa|info *
        (nie) zapomnij|zapomnijcie *
        daj|dajcie|dać (mi|nam|proszę) znać|cynk
        da|dałoby się *
        prosiłbym|prosimy|proszę|prośba o *
        byłoby|będzie super|świetnie|miło|dobrze|fajnie|idealnie gdyby|gdybyście|gdybyś|jeśli|jakby
        czekam|czekamy na (waszą|państwa|twoją) informację|odpowiedź|potwierdzenie|akceptację|decyzję|zgodę
    """,
    Cue.TELL: """
        daj|dajcie|dać (mi|nam|proszę) znać czy|kiedy|jak|która|który|gdy|kto|co|do
        powiedz|powiedzcie|napisz|napiszcie|potwierdź (mi|nam|proszę) czy|kiedy|jak|która|który|kto|co|gdzie|ile *
        potwierdźcie|podaj|podajcie (mi|nam|proszę) czy|kiedy|jak|która|który|kto|co|gdzie|ile *
        chciałem|chciałam|chcieliśmy (się) zapytać|dowiedzieć|spytać|upewnić
        zastanawiam|zastanawiamy się czy|kiedy|jak
        wiecie|wiesz|ciekawe (może) czy|kiedy|jak|kto|gdzie|co *
        powiesz|powiecie (mi|nam) *
    """,
    Cue.NEED: """
        potrzebujemy|potrzebuję
        czekamy|czekam na
        brakuje
        potrzebujemy|potrzebuję|potrzeba
        czekamy|czekam (nadal|wciąż|ciągle|jeszcze) na
        brakuje|brak
        stoimy|utknęliśmy|utknąłem
        potrzebowalibyśmy|potrzebowałbym|potrzebowałabym
    """,
    Cue.PING: """
        jakieś wieści|nowości|informacje
        przypominam|przypomnienie
        nadal|wciąż czekam|czekamy|brak
    """,
    Cue.PROBLEM: """
        nie działa|działają|wchodzą|otwiera|ładuje|mogę|możemy|da|widzę|przyszło|przyszedł|drukuje
        wygasł|błąd|awaria
        nie działa|działają|wchodzą|wchodzi|otwiera|ładuje|mogę|możemy|da|widzę|widzimy|przyszło|przyszedł|przyszła
        nie drukuje|uruchamia|zapisuje|łączy|odpowiada|loguje|synchronizuje|pokazuje|dochodzą|dochodzi|zgadza|zgadzają
        nie dotarła|dotarło|dotarł|ma|wyświetla|startuje|skanuje|wczytuje|wysyła|dostaliśmy|dostałem|reaguje|czyta
        wyskakuje|pokazuje|wywala|mam|mamy|wyrzuca|dostaję mi|nam|się|ciągle|jakiś|tylko błąd|błędy|komunikat|error
        dostajemy|pojawia|zwraca|jest mi|nam|się|ciągle|jakiś|tylko błąd|błędy|komunikat|error
        wygasł|wygasła|padł|padła|padło|zawiesił|zawiesiła|zawiesza|zepsuł|zepsuła|zniknął się|nam|mi|od|znowu|znów
        zniknęła|zniknęło|zniknęły|wywala|wisi|stoi się|nam|mi|od|znowu|znów
        strona|system|serwer|panel|sklep|drukarka leży|stoi|padł|padła|wisi|muli
        błąd|awaria przy|w|na|od|logowania|przy|404|500|403
        brak|bez dostępu|internetu|połączenia|prądu|odpowiedzi|danych
        mam|mamy|jest|są problem|kłopot|problemy z|ze|przy
        ciągle|nadal|wciąż|cały (czas) pusto|błąd|pusty|pusta|to|nie|muli
        jest|są|mamy pusta|pusty|puste|zablokowany|zablokowane|zablokowana|zły|zła|złe
        odrzuca|odrzucają *
        nie możemy|mogę|mogą (się) wejść|zalogować|otworzyć|pobrać|wysłać|wydrukować
        wyświetla|wyświetlają|pokazuje|pokazują|są|jest (się) podwójnie|puste|pusta|podwójne
        wychodzi|wychodzą|przychodzi|przychodzą|jest|są pusty|puste|pusta|niepełny|błędny
        wylogowuje|wyrzuca (mnie|nas) *
        mnie|nas wylogowuje|wyrzuca
    """,
    Cue.OFFER: """
        w razie pytań|wątpliwości|czego …
        jesteśmy|jestem do dyspozycji …
        dla informacji …
        w razie|przypadku pytań|wątpliwości|czego|potrzeby|problemów|dodatkowych|jakichkolwiek …
        jeśli|jeżeli|jakby|gdyby coś|macie|będą|masz|będzie|są|potrzebujecie|czegoś|cokolwiek|byście …
        jesteśmy|jestem|pozostaję|pozostajemy|służę|służymy do|dostępny|dostępna|dostępni|w|pod|pomocą|tu …
        dla|do informacji|wiadomości|wiedzy|waszej|państwa …
        proszę|prosimy pamiętać|zwrócić|zignorować|się|nie …
        informuję|informujemy|przypominam|uprzejmie|zaznaczam że|informuję|informujemy|iż …
        (nie) (ma) pośpiechu|spieszy|problemu|sprawy|potrzeby|trzeba …
        śmiało|zawsze pytaj|pytajcie|piszcie|możecie|dzwońcie …
        w załączniku|załączeniu …
        możecie|możesz|mogą zawsze|śmiało|do …
        w razie pytań|wątpliwości …
    """,
    Cue.RHETORIC: """
        i kto to wymyślił
        kto by pomyślał|to|się
        co ja na to|z tym
        i jak tu pracować|żyć
        serio|naprawdę|poważnie $
        po co to|nam|komu
        czy to jakiś żart
        dlaczego|czemu zawsze|akurat|nigdy *
        kto by nie chciał|pomyślał|chciałby
        kto nie lubi|kocha|chce
        po co ja|my (*) *
        co byśmy|bym bez
        ile razy mam|mamy|można|trzeba
        czy ja|my wyglądam|wyglądamy
    """,
    Cue.TAG: """
        ^ prawda|nie|co $
        ^ prawda|nie|co|tak|ok|nieprawdaż|racja $
        prawda|nie|tak|co|nieprawdaż $
    """,
    Cue.ACK: """
        ^ jasne|rozumiem|zrozumiałem|przyjąłem|przyjęłam|dobrze|spoko|oki|okej|zrobi
        (już) sprawdzam|patrzę|sprawdzamy|patrzymy|sprawdzę|zobaczę …
        zapytam|dopytam|dam|damy|zajmę|zajmiemy|wrócę …
        jak tylko …
        się robi
        ^ jasne|rozumiem|zrozumiałem|zrozumiałam|przyjąłem|przyjęłam|dobrze|spoko|oki|okej|ok|zrobi|super|ekstra|robi
        ^ zanotowane|zapisane|zapisałem|zapisałam|tak|przyjęte|dzięki
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za sprawdzam …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za patrzę …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za sprawdzamy …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za patrzymy …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za sprawdzę …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za zobaczę …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za wysyłam|wyślę …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za robię|zrobię …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za zajmę|zajmuję …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za dzwonię …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za zadzwonię …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za pytam|zapytam …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za dam|prześlę …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za podeślę …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za ogarniam …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za ogarnę|wrócę …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za odpiszę …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za wysyłamy …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za sprawdzimy …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za zrobimy …
        ^ już|zaraz|jutro|dziś|dzisiaj|teraz|potem|później|w|do|od|rano|wieczorem się|to|na|tym|po|za wyślemy …
        ^ sprawdzam|patrzę|sprawdzamy|patrzymy|sprawdzę|zobaczę|zerknę|zerkam|ogarniam|ogarnę|zapytam|dopytam …
        ^ dopytamy|zapytamy|dam|damy|zajmę|zajmiemy|zajmuję|wrócę|wrócimy|wyślę|wyślemy|prześlę|prześlemy|podeślę …
        ^ podeślemy|zrobię|zrobimy|przygotuję|przygotujemy|poprawię|poprawimy|przekażę|przekażemy|odezwę|odezwiemy …
        ^ odpowiem|zadzwonię|sprawdzimy|zgłoszę|pracujemy|działamy|działam|ustalę|ustalimy|skonsultuję|postaram …
        ^ potwierdzę|potwierdzimy|będę|będziemy …
        ^ chwilka|chwilę|momencik|moment|sekunda|sekundę|chwileczkę|minutkę …
        ^ daj|dajcie (mi|nam) chwilę|chwilkę|5|10|moment|czas|minutę|godzinę|do …
        ^ jak|gdy tylko …
        do jutra|piątku|wieczora|końca|poniedziałku|godziny|południa wyślę|będzie|zrobię|dam|dostaniecie|wyślemy …
        do jutra|piątku|wieczora|końca|poniedziałku|godziny|południa dostarczymy|podeślę …
        ^ jutra|piątku|wieczora|końca|poniedziałku|godziny|południa wyślę|będzie|zrobię|dam|dostaniecie|wyślemy …
        ^ jutra|piątku|wieczora|końca|poniedziałku|godziny|południa dostarczymy|podeślę …
        ^ w|jest trakcie|toku $
        ^ biorę|bierzemy (to|się) *
        ^ zajmuję|zajmę|zajmiemy|zajmujemy się tym
        ^ nie ma sprawy|problemu
    """,
    Cue.CONSENT: """
        ^ tak|jasne|pewnie|dobrze|zgoda|oczywiście|może
        może być
        ^ tak|jasne|pewnie|dobrze|zgoda|oczywiście|ok|okej|zgadza|potwierdzam|akceptuję|dokładnie|owszem|może
        pasuje|odpowiada
        (z) mojej strony ok|tak|zgoda
        nie ma problemu|sprawy
        jak najbardziej
    """,
    Cue.THANKS: """
        (bardzo|wielkie|dużo) dzięki|dziękuję|dziękujemy|dzieki|dziekuje
    """,
    Cue.WORKS: """
        już|teraz działa
        naprawione|rozwiązane
        już|teraz|wszystko|u (mnie|nas) działa|działają|śmiga|jest|gra|poszło|ok|weszło|wchodzi
        naprawione|rozwiązane|naprawiony|załatwione|rozwiązany
        udało|dało się
        działa|śmiga|poszło już|teraz|znowu|znów|ponownie|wszystko
        problem rozwiązany|zniknął|ustąpił
    """,
    Cue.WITHDRAWN: """
        nieważne|niewazne
        (już) znalazłem|znalazłam
        już nie trzeba
        już niepotrzebne
        nieważne|niewazne|nieaktualne
        (już) sam|sama|to znalazłem|znalazłam|znaleźliśmy|mam|wiem|ogarnąłem|ogarnęłam
        już mam|wiem
        już nie trzeba|potrzeba|potrzebuję|potrzebne|aktualne|potrzebujemy
        zapomnij|zapomnijcie|zignoruj|zignorujcie o|to|moją|moje|poprzednią|tym
        mój|nasz błąd
        pomyłka|pomyliłem|pomyliłam *
        (zły|nie ten) kanał|czat|wątek
        cofam
    """,
    Cue.MOVED: """
        zadzwonię|dzwonię|zadzwonimy|oddzwonię|zdzwonimy|zdzwońmy|zadzwoń|zadzwońcie do|się|zaraz|jutro *
        napisałem|napisałam|wysłałem|wysłałam|odpisałem|odpisałam|odpowiedziałem ci|wam|na|w|mailem|maila|do *
        odpowiedziałam ci|wam|na|w|mailem|maila|do *
        na|w priv|privie|prywatnej
        omówmy|omówimy|pogadajmy|pogadamy to|na|przez|jutro|o
    """,
    Cue.REACTION: """
        cześć|hej|witam|super|świetnie|fajnie|ekstra|ojej|hehe
        dzień dobry
    """,
    Cue.WHY: """
        ^ dlaczego|czemu
    """,
    Cue.BECAUSE: """
        ^ bo|ponieważ|gdyż
    """,
    Cue.TO_YOU: """
        wasz|wasza|wasze|waszego|waszej|waszych|was|wam|państwa|państwu|ciebie|tobie|pilnie|pilne|dziś|dzisiaj|jutro
        do|przed poniedziałku|wtorku|środy|czwartku|piątku|jutra|końca|dzisiaj
    """,
    Cue.STATEMENT: """
        ^ jak mówiłem|mówiłam|wspomniałem|ustaliliśmy|zwykle|zawsze|wiecie|wiesz|pisałem|pisałam
        ^ (to) jak|kiedy|co|kto|ile|gdzie * (*) (*) (*) (*) zależy
        ^ (to) co zrobiliśmy|robimy|zrobiłem|zrobiłam
    """,
    Cue.REPORTED: """
        zapytałem|zapytałam|pytałem|pytałam|zapytaliśmy|pytaliśmy|spytałem|spytałam|zapytał|zapytała|pytał|pytała
    """,
}
