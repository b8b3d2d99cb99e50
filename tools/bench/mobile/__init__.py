"""Measure the page for phones in a real browser: `python -m tools.bench.mobile`."""
