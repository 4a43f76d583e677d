"""What a submission's own code may leave changed in torch, numpy and Python, put back before a class is judged.

`torch.set_grad_enabled(False)` in a cell that measures a model is no mistake of the model. Random numbers are seeded
elsewhere, before every request of a check.
"""

import contextlib
import decimal
import gc
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import nn

THREADS = 1
HOOKS = ("_global_forward_hooks", "_global_forward_pre_hooks", "_global_backward_hooks", "_global_backward_pre_hooks")


class State:
    """The state of this process when it is made; `put_back` restores it, one thing failing no other."""

    def __init__(self, folder: Path, threads: int | None = THREADS) -> None:
        self._threads = threads
        self._folder = folder
        self._left_open: torch.inference_mode | None = None
        self._streams = sys.stdout, sys.stderr
        self._recursion = sys.getrecursionlimit()
        self._decimal = decimal.getcontext().copy()
        self._numpy = np.geterr()

    def put_back(self) -> None:
        """Restore all of it."""
        steps: tuple[Callable[[], object], ...] = (
            self._torch_modes,
            self._torch_settings,
            self._hooks,
            self._python,
            lambda: os.chdir(self._folder),
            self._stdout,
        )
        for step in steps:
            with contextlib.suppress(Exception):
                step()

    def _torch_modes(self) -> None:
        torch.set_grad_enabled(True)
        torch.set_default_dtype(torch.float32)
        torch.set_default_device(None)
        torch._C._set_deterministic_algorithms(False)
        for kind in ("cpu", "cuda"):
            torch.set_autocast_enabled(kind, False)
        torch.autograd.set_detect_anomaly(False)
        if torch.is_inference_mode_enabled():  # entered by hand and never left
            self._left_open = torch.inference_mode(False)
            self._left_open.__enter__()

    def _torch_settings(self) -> None:
        if self._threads is not None and torch.get_num_threads() != self._threads:
            torch.set_num_threads(self._threads)
        torch.set_float32_matmul_precision("highest")
        torch.set_flush_denormal(False)

    def _hooks(self) -> None:
        for name in HOOKS:
            hooks = getattr(nn.modules.module, name, None)
            if hooks:
                hooks.clear()

    def _python(self) -> None:
        warnings.resetwarnings()
        warnings.simplefilter("ignore")
        sys.setrecursionlimit(self._recursion)
        sys.settrace(None)
        sys.setprofile(None)
        np.seterr(**self._numpy)
        decimal.setcontext(self._decimal.copy())
        gc.enable()

    def _stdout(self) -> None:
        for name, stream, number in (("stdout", self._streams[0], 1), ("stderr", self._streams[1], 2)):
            if stream is not None and stream.closed:
                stream = os.fdopen(os.dup(number), "w", encoding="utf-8", errors="replace")
            setattr(sys, name, stream)
