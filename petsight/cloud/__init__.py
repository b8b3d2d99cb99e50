"""Ask an endpoint for a second opinion; the protocol is in `docs/cloud.md`."""
