"""Look a data set over before anybody trusts a figure that comes from it."""
