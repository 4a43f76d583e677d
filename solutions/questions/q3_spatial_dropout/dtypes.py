"""q3: what `SpatialDropout` does with inputs of every floating-point dtype."""

import re

import torch
from torch import Tensor

from autograder.quoting import quotable_values
from coursekit.feedback import CheckFailed, failure
from seminar.recognisers.planes import Planes, is_factor, read_planes, scale_tolerance
from seminar.shapes import require_shape
from seminar.subject import Subject, SubmissionError

from ...shared.trial import Trial

KEPT = (torch.float32, torch.float64)  # stay as they are
HALF = (torch.float16, torch.bfloat16)  # "values count, the dtype that comes out does not"
# The first has 256 planes, of which a right layer with p from 1/8 to 3/8 drops none, or all, with probability below
# 2e-15. Finer questions are not asked here: `rand` in bfloat16 is a multiple of 2^-8, so even its rate is off.
SHAPES = ((32, 8, 4, 9), (1, 8, 2, 3), (5, 8, 1, 1), (2, 1, 6, 2))
# What torch and numpy lack in half precision on the CPU; none of the student's mistakes.
GAP = re.compile(r"not implemented for '(Half|BFloat16)'|unsupported ScalarType (Half|BFloat16)")


def require_types(subject: Subject, trial: Trial, p: float, usual: float | None, *, judge_rate: bool = True) -> None:
    """Assert: "float32 stays float32 and float64 stays float64; in half precision values count", for several shapes.

    Planes are dropped whole and kept ones have the factor `usual`, unless it is None or there is one channel, of which
    C * p may be all. judge_rate: whether the rate is usually right, so that a wrong one is this dtype's. Inputs are not
    modified. Every dtype gets a layer of its own, which `Subject.run` moves to it.
    """
    for dtype in KEPT + HALF:
        layer = subject.make("SpatialDropout", p=p)
        try:
            require_type(subject, trial, layer, dtype, usual, p if judge_rate else None)
        except CheckFailed as failed:
            if dtype == torch.float32 or failed.code in ("dtype_changed", "scale_in_dtype", "rate_in_dtype"):
                raise
            raise failure("only_in_dtype", dtype=str(dtype), what=failed) from None
        except SubmissionError as error:
            if dtype == torch.float32 or error.code != "raised":
                raise
            if dtype in HALF and GAP.search(str(error.values["error"])):
                continue
            what = str(failure(error.code, **quotable_values(error)))
            raise failure("only_in_dtype", dtype=str(dtype), what=what) from None


def require_type(
    subject: Subject, trial: Trial, layer: int, dtype: torch.dtype, usual: float | None, p: float | None
) -> None:
    """Assert what `require_types` says for one dtype; remark a mask that widens half precision."""
    for shape in SHAPES:
        features = trial.signed(*shape).to(dtype)
        run = subject.run(layer, features, training=True)
        output = run.outputs[0]
        require_shape(output, shape, shape)
        if output.dtype not in ((dtype,) if dtype in KEPT else KEPT + HALF):
            raise failure("dtype_changed", got=str(output.dtype), expected=str(dtype))
        if not torch.equal(run.input_after, features):
            raise failure("input_modified")
        planes = read_planes(features, [output], values=usual is not None)
        if output.dtype != dtype:
            trial.remark("remark_mask_float32", got=str(output.dtype), given=str(dtype))
        require_values(features, output, planes, usual, p)


def require_values(features: Tensor, output: Tensor, planes: Planes, usual: float | None, p: float | None) -> None:
    """Assert that some planes of a large batch are dropped and some kept, and that these have the factor `usual`.

    p: None where the rate is wrong for usual inputs too.
    """
    share = float(planes.dropped.mean())
    if p is not None and tuple(features.shape) == SHAPES[0] and share in (0.0, 1.0):
        if features.dtype == torch.float32:
            raise failure("rate_for_shape", shape=list(features.shape), got=f"{share:.3f}", expected=f"{p:g}")
        raise failure("rate_in_dtype", dtype=str(features.dtype), share=f"{share:.0%}")
    if p is None and not planes.dropped.any():
        return  # a call that rests, as others do
    kept = planes.scale[~planes.dropped]
    tolerance = scale_tolerance(features.dtype, output.dtype)
    if len(kept) and usual is not None and features.shape[1] > 1 and not is_factor(kept, usual, tolerance):
        raise failure("scale_in_dtype", dtype=str(features.dtype), got=f"{kept[0]:.4g}", expected=f"{usual:.4g}")
