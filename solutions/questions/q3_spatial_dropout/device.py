"""q3: whether `SpatialDropout` makes its mask on the device of its input, seen without a GPU; a remark, no verdict."""

import re

from seminar.subject import Subject

from ...shared.trial import Trial

SHAPE, P = (4, 8, 3, 5), 0.25
# torch's words for operands on two devices:
# elementwise, torch.where, masked_fill, cat, einsum: Tensor on device cpu is not on the expected device meta!
# index_add, index_copy, index_fill: ... expected to be in the same device, but got (self) meta, (index) cpu, ...
# take_along_dim: Expected tensor to have meta Device, but got tensor with cpu Device
# older versions: Expected all tensors to be on the same device, but found at least two devices, meta and cpu!
# In-place functions, indexing, scatter and matrix products do not look at devices on "meta", so there is no remark.
MISMATCH = re.compile(r"expected device|the same device|to have (meta|cpu) device", re.IGNORECASE)


def remark_device(subject: Subject, trial: Trial) -> None:
    """Remark a layer that fails on the device "meta" because something that it makes lies on the CPU.

    Silent about whatever else "meta" cannot do, such as `nonzero`, and about a mask that is moved to the device of x.
    """
    if is_mismatch(subject.device_error(subject.make("SpatialDropout", p=P), SHAPE)):
        trial.remark("remark_mask_on_cpu")


def is_mismatch(error: str) -> bool:
    """Tell whether an error's text says that tensors lie on the CPU and on "meta"."""
    return bool(MISMATCH.search(error)) and "cpu" in error and "meta" in error
