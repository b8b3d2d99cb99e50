"""The desktop app: drag photos in, see what they show, with answers from this device or a cloud."""
