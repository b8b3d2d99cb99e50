"""Hold petsight's model files against somebody else's program: MediaPipe's ImageClassifier.

    python -m tools.agreement

MediaPipe lives in an environment of its own, which the first call makes under `.cache`.
"""
