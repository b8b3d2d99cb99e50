"""Choose a backbone, an input size and a number format by what they give and what they cost."""
