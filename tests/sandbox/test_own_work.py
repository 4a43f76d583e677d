"""What the hand-out brings is no answer, whatever name it is given; what only uses torch is."""

import pytest

from coursekit.errors import SubmissionError
from seminar.given_activations import RELU, Activation
from tests.sandbox.conftest import Sandbox

HEAD = "from functools import partial\nimport torch\nfrom torch import nn\nfrom seminar import DeepVGG, vgg_block\n"
HANDED_OUT = {
    "another name": "ModelBaseline = DeepVGG",
    "fewer arguments": "ModelBaseline = partial(DeepVGG, (16, 64), False)",
    "a class of its own": "class ModelBaseline(DeepVGG):\n    pass",
    "a part of its own": (
        "class ModelBaseline(nn.Module):\n    def __init__(self, activation=nn.ReLU):\n        super().__init__()\n"
        "        self.net = nn.Sequential(DeepVGG(activation=activation))\n"
        "    def forward(self, x):\n        return self.net(x)"
    ),
    "a block left out": (
        "def ModelBaseline(activation=nn.ReLU):\n    made = DeepVGG((16, 64), False, activation)\n"
        "    del made.features[1]\n    return made"
    ),
}


@pytest.mark.parametrize("how", HANDED_OUT)
def test_network_of_the_hand_out_is_no_answer(sandbox: Sandbox, how: str) -> None:
    """It had q2's points but for half a one, q4's, and with a block left out all of q1's."""
    subject = sandbox(HEAD + HANDED_OUT[how]).subject("q2", 1)
    with pytest.raises(SubmissionError) as caught:
        subject.make("ModelBaseline", activation=RELU)
    assert (caught.value.code, caught.value.values) == (
        "handed_out",
        {"name": "ModelBaseline", "what": "seminar.DeepVGG"},
    )


def test_layers_of_torch_are_an_answer(sandbox: Sandbox) -> None:
    """So are activations that a check hands over, which the library defines."""
    source = "ModelBaseline = lambda activation=nn.ReLU: nn.Sequential(nn.Conv2d(3, 16, 3), activation(), nn.Flatten())"
    subject = sandbox(HEAD + source).subject("q2", 1)
    for activation in (RELU, Activation("Wave", {"scale": 1.0, "frequency": 2.0, "slope": 0.2})):
        subject.make("ModelBaseline", activation=activation)
