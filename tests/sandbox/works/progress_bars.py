"""tqdm on the usual output, with its lock for several processes."""

import sys

from tqdm import tqdm

bar = tqdm(total=2, file=sys.stdout)
bar.set_postfix(loss=0.5)
bar.update(2)
bar.close()
tqdm.write("done")
assert bar.n == 2
