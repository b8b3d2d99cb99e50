"""Decode a WebP without keeping libwebp's canvases beside its pixels."""

from __future__ import annotations

from PIL import WebPImagePlugin


class FirstFrame(WebPImagePlugin.WebPImageFile):
    """A WebP of which the first frame alone is wanted.

    libwebp decodes every file, animated or not, into two canvases of four bytes a pixel, which
    Pillow keeps for later frames, beside two more copies of this one.
    """

    def load_prepare(self) -> None:
        """Let go of the canvases: Pillow calls this between the frame and the pixels."""
        vars(self).pop("_decoder", None)
        super().load_prepare()
