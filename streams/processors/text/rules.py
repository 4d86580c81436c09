"""Rules drawn with marks ("----------------"): they divide a text and say nothing."""

from __future__ import annotations

import re
from typing import Final

_RULE: Final = re.compile(r"([^\w\s])\1{15,}+")


def without_rules(text: str) -> str:
    """The text with a space for every character of a rule, a run of sixteen or more of one mark; offsets stay.

    >>> without_rules("Talks end. " + "-" * 16 + " By A. Writer") == "Talks end. " + " " * 16 + " By A. Writer"
    True
    """
    return _RULE.sub(lambda rule: " " * len(rule[0]), text)
