"""Usual initialisations cost nothing in q1 and q2, judged one after the other as the grader does; unusual ones do."""

from typing import Any

import pytest

from tests.bank import REFERENCE, judging
from tests.course import build_of

BUILD = build_of("a secret of initialisations")
START = """
class ModelBaseline(ModelBaseline):
    def __init__(self, activation=nn.ReLU):
        super().__init__(activation)
        layers = [layer for layer in self.modules() if isinstance(layer, (nn.Conv2d, nn.Linear))]
"""
EACH = "        for layer in layers:\n"
USUAL = {
    "Xavier, as in Keras": "            nn.init.xavier_uniform_(layer.weight); nn.init.zeros_(layer.bias)",
    "Kaiming, as in torchvision": "            nn.init.kaiming_normal_(layer.weight); nn.init.zeros_(layer.bias)",
    "SELU alone": "            if activation is nn.SELU: nn.init.zeros_(layer.bias)",
}
OTHERS = {
    "a buffer": '        self.register_buffer("mean", torch.ones(1, 3, 1, 1))',
    "a large buffer": '        self.register_buffer("mask", torch.ones(1, 3, 32, 32))',
    "a last layer of zeros": "        nn.init.zeros_(layers[-1].weight); nn.init.zeros_(layers[-1].bias)",
}
WRONG = {
    "a seed": ("        torch.manual_seed(0)\n        for layer in layers: layer.reset_parameters()", "not_fresh"),
    "one number": ("        for layer in layers: nn.init.constant_(layer.weight, 0.01)", "not_fresh"),
}
RIGHT = {name: EACH + code for name, code in USUAL.items()} | OTHERS


def judged(code: str) -> dict[str, list[str]]:
    """Return the codes of the checks that q1 and q2 lose."""

    def names() -> dict[str, Any]:
        namespace: dict[str, Any] = {"__name__": "submission"}
        exec(REFERENCE.read_text(encoding="utf-8") + START + code, namespace)
        return namespace

    judge = judging(names, BUILD)
    verdicts = {question: judge(question).verdicts.values() for question in ("q1", "q2")}
    return {question: [found.code for found in all_ if found is not None] for question, all_ in verdicts.items()}


@pytest.mark.parametrize("code", RIGHT.values(), ids=RIGHT)
def test_usual_starts_cost_nothing(code: str) -> None:
    """Biases, buffers and the last layer may start at a constant."""
    assert judged(code) == {"q1": [], "q2": []}


@pytest.mark.parametrize(("code", "mistake"), WRONG.values(), ids=WRONG)
def test_weights_that_are_not_drawn_cost_once(code: str, mistake: str) -> None:
    """In q1; q2 has its points, since one mistake costs once."""
    assert judged(code) == {"q1": [mistake], "q2": []}
