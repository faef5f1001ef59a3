"""The weights that tell clauses: whoever makes them again gets the same bytes."""

import random

from epubmaker.training import clauses
from epubmaker.training.clauses import Place, learn, packed

LEFT = ("渡船停了十年", "大桥修了三年", "我市首个公园", "全县农民", "渡口老人", "孩子们", "新开的书店")
RIGHT = ("今天又开了", "昨天通车", "今天开放", "喜获丰收", "守了一辈子", "放风筝", "挤满了人")


def places():
    dice = random.Random(3)
    return [
        Place(dice.choice(LEFT), dice.choice(RIGHT), dice.random() < 0.5, dice.choice((0.3, 1.0)))
        for _ in range(200)
    ]


def test_the_order_of_places_does_not_show_in_the_bytes(monkeypatch):
    """Numbers added up in another order differ in their last bits, as they do on another machine."""
    monkeypatch.setattr(clauses, "BITS", 12)
    known = places()
    mixed = random.Random(9).sample(known, len(known))
    assert packed(learn(known)) == packed(learn(mixed))


def test_other_places_give_other_bytes(monkeypatch):
    monkeypatch.setattr(clauses, "BITS", 12)
    known = places()
    assert packed(learn(known)) != packed(learn(known[:-20]))
