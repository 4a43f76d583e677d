"""
kind: messages
tries: Markdown, a table and spreadsheet formulas in the message, for Gradescope and for grades.csv.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

EVIL = '=1+1,"@SUM(A1)"\t+10 | q1 | 3/3 |\n|---|---|\n![x](http://127.0.0.1:47811/image)'


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise ValueError(EVIL + " [passed](javascript:0) ``` **10/10**")
