"""The inputs as hypothesis strategies: the generators of the long run, with hypothesis choosing what they draw."""

from collections.abc import Callable
from random import Random

from hypothesis import strategies as st


def drawn(make: Callable[[Random], bytes]) -> st.SearchStrategy[bytes]:
    """Return a strategy of what `make` returns; hypothesis makes every choice in it, so that failures shrink."""
    return st.randoms(use_true_random=False).map(make)
