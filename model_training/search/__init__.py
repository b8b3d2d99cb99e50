"""Search for a configuration: try many, judge each on the select part, keep the best."""
