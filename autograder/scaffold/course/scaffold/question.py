"""{{ name }}: TODO in a few words."""

from autograder.course import Check, Question

from . import checks

QUESTION = Question(
    name="{{ name }}",
    answer="{{ answer }}",
    points=1,
    checks=(Check(name="values", function=checks.check_values, share=1),),
)
