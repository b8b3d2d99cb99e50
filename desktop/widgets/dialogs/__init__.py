"""Dialogs. All are opened by `open`, which returns at once; none holds up what is under way."""
