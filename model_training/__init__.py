"""Keras training, search, evaluation and export of petsight models."""
