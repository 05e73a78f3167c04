"""How heated a message is and whom it blames: what is told, and what is not."""

from __future__ import annotations

import pytest

from rules.listening.heat import Heat, heat_of

HEATED = (
    "This is unacceptable.",
    "We have been asking since Monday, this is ridiculous!",
    "I am fed up with these delays",
    "THIS IS THE LAST WARNING",
    "why is nobody answering, WE ARE STILL WAITING HERE",
    "This is the third time the export fails, I will escalate this to your management.",
    "What the hell is going on with the scanners",
    "this stupid laptop froze again",
    "Esto es inaceptable, llevamos semanas esperando.",
    "Estamos hartos de llamar.",
    "Isso é um absurdo!!!",
    "Das ist eine Frechheit.",
    "Jetzt reicht es, ich verlange eine Antwort.",
    "C'est inadmissible, j'en ai marre de relancer.",
    "È una vergogna, siamo stufi.",
    "Dit is belachelijk, al weken geen antwoord.",
    "To jest skandal, mamy tego dość.",
    "Ye kya mazak chal raha hai, kitni baar bolna padega",
)
CALM = (
    "We are a little disappointed that the delivery slipped again.",
    "Unfortunately the export still fails, could you have another look?",
    "The third item on the list is missing.",
    "I will escalate this to the network team.",
    "Great news!!! It works!!!",
    "lol this is ridiculous 😂",
    "The API returns HTTP 500, see the JSON log.",
    "PLEASE NOTE",
    "ok ASAP",
    "The hot water runs again, thank you so much!!!",
    "Leider klappt der Export noch nicht.",
    "Lamentamos el retraso.",
    "Dommage, on fera mieux la prochaine fois.",
    "Purtroppo manca ancora la firma.",
    "Helaas is het nog niet gelukt.",
    "Niestety jeszcze nie działa.",
    "Infelizmente ainda não chegou.",
    "Abhi tak nahi aaya, thoda check kar lijiye.",
)
BLAMING = (
    "Your team broke the checkout.",
    "We lost a day because of you.",
    "You never answer the phone.",
    "You people keep ignoring our tickets.",
    "This outage is your fault.",
    "You've deleted our price list again!",
    "Why do you never reply?",
    "you should have told us before the weekend",
    "Por vuestra culpa hemos perdido un cliente.",
    "A culpa é de vocês.",
    "Ihr habt die Daten gelöscht.",
    "Das ist eure Schuld.",
    "Vous avez encore cassé le site.",
    "Avete di nuovo cancellato i dati.",
    "Jullie team heeft de facturen gewist.",
    "To wasza wina, znowu zapomnieliście o nas.",
    "Aapki wajah se client naraz hai.",
)
BLAMELESS = (
    "This stupid laptop is driving me mad.",
    "It's not your fault, the cable was old.",
    "My mistake, I deleted the row.",
    "Did your team break the checkout?",
    "If you deleted it by accident, just restore it.",
    "You never know with these printers.",
    "You always help us so fast.",
    "The storm broke the antenna.",
    "Nobody is to blame here.",
    "Who deleted the folder?",
    "haha you broke it again 😄",
    "The ticket was closed by your team.",
    "No es culpa vuestra, fue la tormenta.",
    "Das ist nicht eure Schuld.",
    "Ce n'est pas votre faute.",
    "Non è colpa vostra.",
    "Het is niet jullie schuld.",
    "To nie wasza wina.",
    "Aapki galti nahi hai.",
)


@pytest.mark.parametrize("text", HEATED)
def test_anger_escalation_and_shouting_are_heat(text: str) -> None:
    assert heat_of(text).heated


@pytest.mark.parametrize("text", CALM)
def test_disappointment_joy_and_jokes_are_none(text: str) -> None:
    assert not heat_of(text).heated


@pytest.mark.parametrize("text", BLAMING)
def test_harm_done_fault_and_neglect_are_blame(text: str) -> None:
    assert heat_of(text).blames


@pytest.mark.parametrize("text", BLAMELESS)
def test_things_questions_suppositions_and_own_mistakes_are_not(text: str) -> None:
    assert not heat_of(text).blames


def test_it_says_why_and_knows_the_language_from_what_was_said_before() -> None:
    assert heat_of("You broke it, this is unacceptable!!!").why == (
        "angry: 'unacceptable'",
        "blames: 'you broke'",
        "many exclamation marks",
    )
    assert heat_of("inaccettabile", ["avete ricevuto i campioni", "sì, li abbiamo ricevuti ieri"]).heated
    assert heat_of("") == Heat()


def test_what_is_pasted_is_not_shouted() -> None:
    assert not heat_of("the log says `FATAL ERROR IN MODULE`, see below").heated
