"""Operators on small sources: each yields the wrong programs that it is there for, and nothing that is no Python."""

import ast

import pytest

from autograder.prove.general import GENERAL
from autograder.prove.rewriting import normalized, rewritings
from solutions.proofs.dropout import DROPOUT
from solutions.proofs.network import NETWORK
from solutions.proofs.tensors import TENSORS

OPERATORS = {**GENERAL, **TENSORS, **NETWORK, **DROPOUT}
LAYER = """
class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask / (1 - self.p)
"""
NETWORK_SOURCE = """
class ModelBaseline(nn.Module):
    def __init__(self, activation=nn.ReLU):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, padding=1)
        self.act = activation()

    def forward(self, x):
        x = self.act(self.conv(x))
        return x.flatten(1)
"""


def changed_lines(source: str, operator: str) -> set[str]:
    """Return the lines that an operator writes which the source has not, without indentation."""
    old = set(normalized(source).splitlines())
    return {
        line.strip()
        for made in rewritings(source, {operator: OPERATORS[operator]})
        for line in made.source.splitlines()
        if line not in old
    }


@pytest.mark.parametrize(
    ("operator", "line"),
    [
        ("number", "mask = torch.rand(*x.shape[:2 + 1], 1, 1, device=x.device) >= self.p"),
        ("comparison", "mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) < self.p"),
        ("logic", "if self.training or self.p == 0:"),
        ("logic", "if not self.training and self.p == 0:"),
        ("logic", "if self.p == 0:"),
        ("condition", "if False:"),
        ("condition", "if not (not self.training or self.p == 0):"),
        ("arithmetic", "return x * mask * (1 - self.p)"),
        ("arithmetic", "return x * mask"),
        ("arithmetic", "return x * mask / (1 + self.p)"),
        ("argument dropped", "mask = torch.rand(*x.shape[:2], 1, device=x.device) >= self.p"),
        ("keyword dropped", "mask = torch.rand(*x.shape[:2], 1, 1) >= self.p"),
        ("statement deleted", "pass"),
        ("return value", "return None"),
        ("detach", "return (x * mask / (1 - self.p)).detach()"),
        ("no_grad", "@torch.no_grad()"),
        ("dtype", "return (x * mask / (1 - self.p)).half().float()"),
        ("in place", "return x.mul_(mask) / (1 - self.p)"),
        ("mode", "if not True or self.p == 0:"),
        ("magnitude", "return x * mask / (1 - self.p) / (1 - self.p)"),
        ("probability", "mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= 1 - self.p"),
        ("probability default", "def __init__(self, p=0.5):"),
        ("mask shape", "mask = torch.rand(*(1, x.shape[1]), 1, 1, device=x.device) >= self.p"),
        ("mask shape", "mask = torch.rand(*x.shape, device=x.device) >= self.p"),
        ("mask shared", "mask = mask[:1].expand_as(mask)"),
        ("some inputs", "if len(x) == 1:"),
        ("output changed", "return (x * mask / (1 - self.p)).transpose(2, 3)"),
        ("seed of masks", "torch.manual_seed(0)"),
    ],
)
def test_operator_on_a_layer(operator: str, line: str) -> None:
    """Each way to get a dropout wrong is among what its operator writes."""
    assert line in changed_lines(LAYER, operator)


@pytest.mark.parametrize(
    ("operator", "line"),
    [
        ("arguments swapped", "self.conv = nn.Conv2d(16, 3, 3, padding=1)"),
        ("call dropped", "x = self.act(x)"),
        ("one mode", "return x.flatten(1) if self.training else x.flatten(1) * 2"),
        ("activation hard-coded", "self.act = nn.ReLU()"),
        ("activation hard-coded", "self.act = type(activation())()"),
        ("activation default", "def __init__(self, activation=nn.ReLU6):"),
        ("activation default", "def __init__(self, activation):"),
        ("activation replaced", "x = torch.relu(self.conv(x))"),
        ("order of layers", "x = self.conv(self.act(x))"),
        ("layer option", "self.conv = nn.Conv2d(3, 16, 3, padding=1, bias=False)"),
        ("layer changed", "self.conv = nn.Conv2d(3, 16, 3, padding=1).requires_grad_(False)"),
        ("ending", "return x.flatten(1).softmax(-1)"),
        ("features", "return x.flatten(1).flip(1)"),
        ("input changed", "x = x / 255"),
        ("seed of weights", "torch.manual_seed(0)"),
    ],
)
def test_operator_on_a_network(operator: str, line: str) -> None:
    """Each way to get the network or its activation wrong is among what its operator writes."""
    assert line in changed_lines(NETWORK_SOURCE, operator)


@pytest.mark.parametrize("source", [LAYER, NETWORK_SOURCE], ids=["layer", "network"])
def test_all_operators_write_new_programs(source: str) -> None:
    """No program twice, none that is the right one, all of them Python, on a line of the source."""
    made = list(rewritings(source, OPERATORS))
    sources = [one.source for one in made]
    assert len(set(sources)) == len(sources) > 100
    assert normalized(source) not in sources
    for one in made:
        ast.parse(one.source)
        assert 1 < one.line <= len(source.splitlines())


def test_swapped_statements_keep_their_blocks() -> None:
    """A function's statements change places as a whole."""
    written = [made.source for made in rewritings(LAYER, {"": OPERATORS["statements swapped"]})]
    assert any(source.index("mask = ") < source.index("if not self.training") for source in written)


def test_docstrings_imports_and_annotations_are_left() -> None:
    """They decide nothing."""
    source = 'import torch.nn as nn\ndef f(x: "int") -> "int":\n    """Text of 1 line."""\n    return x\n'
    assert {made.line for made in rewritings(source, GENERAL)} == {4}
