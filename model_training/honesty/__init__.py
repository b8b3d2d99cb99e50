"""Figures that ordinary test pictures do not give: bad pictures, hard ones, and two at once."""
