"""The no_new_privileges layer: no program that a worker might start has more rights than the worker."""

from autograder.sandbox.layers.layer import PR_SET_NO_NEW_PRIVS, Confinement, Layer, prctl


def _apply(confinement: Confinement) -> str:
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    return "no program can give more rights"


LAYER = Layer("no_new_privileges", "setuid programs", _apply)
