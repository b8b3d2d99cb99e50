#!/bin/sh
# Make the virtual environment .venv with the first suitable Python, unless a sound one is there.
#
#     sh tools/make_venv.sh PYTHON...
set -eu

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
# Debian and Ubuntu package ensurepip apart from Python, and `venv` then leaves a broken folder.
complete() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }
version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

if recent .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null; then
    exit 0
fi

incomplete=
for python; do
    recent "$python" || continue
    if complete "$python"; then
        echo "Setting up .venv with Python $(version "$python"), once; this takes a minute."
        exec "$python" -m venv --clear .venv
    fi
    incomplete=${incomplete:-$(version "$python")}
done

{
    if [ -n "$incomplete" ]; then
        echo "Python $incomplete is here, but cannot make virtual environments. Please run:"
        echo "    apt-get install -y python$incomplete-venv"
    elif older=$(version python3); then
        echo "petsight needs Python 3.11 or newer, and python3 is $older. Please run:"
        echo "    apt-get install -y python3.11 python3.11-venv"
    else
        echo "petsight needs Python 3.11 or newer, and there is none. Please run:"
        echo "    apt-get install -y python3 python3-venv"
    fi
    echo "and try again, or name another Python: make run PYTHON=/path/to/python3"
} >&2
exit 1
