"""
kind: messages
tries: Errors of the grader's own classes, which blame the build or name a failure that has no text.
deserves: q1=0 q2=0 q3=0 q4=0
plain: yes
"""

from seminar.subject import SubmissionError


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise SubmissionError("no_such_code", what=object(), error="{what}" * 1000, code="x", self=self)


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        error = SubmissionError("passed")
        error.code, error.values = ["not", "text"], None
        raise error
