"""Measure the desktop app on this machine and hold the figures against what is wanted.

python -m tools.bench.desktop [--quick] [--json FILE]
"""
