"""Puts the container on AWS and takes it away again: `python -m lambda_service.deploy`.

Nothing here is part of the image. The order of work is in `up.py`; every other module knows one
service: the builder of images, ECR, CloudFormation, the notifications of S3.
"""
