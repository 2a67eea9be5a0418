#!/bin/sh
# Make sure that .venv holds a working Python with pip: tools/venv.sh PYTHON
set -eu
python=${1:-python3}

if .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi

fail() {
    echo "nncore: $1" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    fail "'$python' was not found; install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3.12"

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
case $version in
3.11 | 3.12 | 3.13 | 3.14) ;;
*) fail "Python 3.11 to 3.14 is needed, '$python' is $version; name another one: make PYTHON=python3.12" ;;
esac

"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
    fail "'$python' lacks the venv module; on Debian and Ubuntu: apt-get install python$version-venv"

# --clear: an interrupted set-up may have left half an environment.
"$python" -m venv --clear .venv
