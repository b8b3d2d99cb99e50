"""Services as Qt objects: threads become signals, and nothing here draws."""
