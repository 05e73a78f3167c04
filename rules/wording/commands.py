"""What is said at once to somebody who typed a command."""

from __future__ import annotations


def asked(label: str, company: str) -> str:
    return f"Noted as {label}. {company} has it now."


def ask_what() -> str:
    return "Ask what? For example: ask @bea Which region should the bucket be in?"


def ask_the_others(company: str) -> str:
    return f"I keep track of what the two companies ask each other. Name somebody of {company}, or nobody."


def no_side() -> str:
    return "I do not know yet which side you are on, so I cannot tell who should answer."
