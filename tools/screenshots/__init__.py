"""Draw the pictures of the app that the documents show: `python -m tools.screenshots`."""
