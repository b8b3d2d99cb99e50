"""The AWS Lambda service: the same answers as on the device, behind an HTTPS endpoint."""
