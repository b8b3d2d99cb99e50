"""Measure petsight on this machine and hold the figures against what is wanted.

python -m tools.bench [--quick] [--json FILE]
"""
