"""
kind: messages
tries: Format fields and percent signs, for whoever fills a template twice.
deserves: q1=0 q2=0 q4=0
plain: yes
leaks: <class
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise ValueError(
            "{} {0} {error.__class__} {what!r:>9999999999} %s %n %(secret)s {error.__init__.__globals__} $HOME"
        )
