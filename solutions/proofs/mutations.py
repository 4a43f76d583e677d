"""The operators that make mutants of right answers to this course: by answer, and under "" those for all."""

from .dropout import DROPOUT
from .network import NETWORK
from .tensors import TENSORS

MUTATIONS = {"": TENSORS, "ModelBaseline": NETWORK, "SpatialDropout": DROPOUT}
