#!/usr/bin/env bash
# Makes the environment that run_autograder uses, when Gradescope or `otter grade` build their image: on Ubuntu 22.04 and
# 24.04 and Debian 12 and newer, as root. No conda, no Jupyter, no browser, no TeX.
#
# TORCH_INDEX   where torch comes from: PyTorch's index of builds without CUDA; "" for that of all other packages, whose
#               torch takes some 4 GB more.
# UV_VERSION    the uv that fetches a Python where the system's is older than 3.11, as on Ubuntu 22.04.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
venv=${AUTOGRADER_VENV:-/opt/autograder/venv}
torch_index=${TORCH_INDEX-https://download.pytorch.org/whl/cpu}
export DEBIAN_FRONTEND=noninteractive PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

apt-get update -qq
# libseccomp2 is what keeps student code from system calls.
apt-get install -y -qq --no-install-recommends ca-certificates libseccomp2 python3 python3-venv
if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python3 -m venv --clear "$venv"
else
    # Not below /root, which the user of student code may not enter.
    export UV_PYTHON_INSTALL_DIR=${venv%/*}/python
    python3 -m venv --clear "${venv%/*}/uv"
    "${venv%/*}/uv/bin/pip" install -q "uv==${UV_VERSION:-0.13.9}"
    "${venv%/*}/uv/bin/uv" venv -q --clear --seed --python 3.12 "$venv"
fi

# torch and torchvision from one index, the rest from PyPI; every package is named, so that nothing else is installed.
grep -E '^torch(vision)?==' "$here/requirements.txt" > "$venv/torch.txt"
grep -E -v '^torch(vision)?==' "$here/requirements.txt" > "$venv/others.txt"
"$venv/bin/pip" install -q --no-deps -r "$venv/others.txt"
if [ -n "$torch_index" ]; then
    "$venv/bin/pip" install -q --no-deps --index-url "$torch_index" -r "$venv/torch.txt"
else
    # From PyPI torch needs what CUDA needs; pip leaves the other packages as they are.
    "$venv/bin/pip" install -q -r "$venv/torch.txt" -c "$venv/others.txt"
fi
"$venv/bin/python" -c 'import torch, torchvision, pyseccomp; print("torch", torch.__version__, "is ready")'
