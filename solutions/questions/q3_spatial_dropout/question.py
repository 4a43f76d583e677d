"""q3: whole channels are dropped, drawn for each sample."""

from autograder.course import Check, Question

from . import care, checks, device, identity, scale

QUESTION = Question(
    name="q3",
    answer="SpatialDropout",
    points=4,
    checks=(
        Check(name="drops", function=checks.check_drops, share=0),  # only asks whether anything is dropped
        Check(name="channels", function=checks.check_channels, share=6),  # whole channels, drawn for each sample
        Check(name="rate", function=checks.check_rate, share=3),
        Check(name="scale", function=scale.check_scale, share=3),
        Check(name="identity", function=identity.check_identity, share=2),
        Check(name="care", function=care.check_care, share=2),  # default p, unusual shapes and dtypes, gradients
    ),
    remarks=device.remark_device,
)
