"""
kind: messages
tries: A script and an image in the message, for a report or Gradescope to run.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

EVIL = (
    "</td></tr></pre><scr"
    + "ipt>document.title='10/10'</scr"
    + "ipt><im"
    + "g src=x onerror=alert(1)><ifr"
    + "ame src=/>"
)


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise ValueError(EVIL)
