"""Measure the Lambda container: `python -m tools.bench.container`, or `make bench-lambda`."""
