"""What the end of a push does, by ECR's protocol; `fake_docker.sh` starts it."""

import json
import os
import sys
from pathlib import Path
from urllib.request import Request, urlopen

REGION_PART = 3


def main(target: str) -> None:
    """Keep the login that was lent, and put a manifest."""
    folder = Path(os.environ["FAKE_DOCKER"])
    login = Path(os.environ["DOCKER_CONFIG"], "config.json").read_text()
    (folder / "login").write_text(login)
    identifier = (folder / "image").read_text()
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
        "config": {"digest": f"sha256:{identifier}", "size": 7},
        "layers": [],
    }
    registry, _, name = target.partition("/")
    repository, _, tag = name.partition(":")
    document = {
        "repositoryName": repository,
        "imageManifest": json.dumps(manifest),
        "imageTag": tag,
        "imageDigest": f"sha256:{identifier[::-1]}",
    }
    region = registry.split(".")[REGION_PART]
    headers = {
        "X-Amz-Target": "AmazonEC2ContainerRegistry_V20150921.PutImage",
        "Content-Type": "application/x-amz-json-1.1",
        "Authorization": f"AWS4-HMAC-SHA256 Credential=x/20250101/{region}/ecr/aws4_request, y",
    }
    url = os.environ["AWS_ENDPOINT_URL"]
    urlopen(Request(url, json.dumps(document).encode(), headers), timeout=10).close()


if __name__ == "__main__":
    main(sys.argv[1])
