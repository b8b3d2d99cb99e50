#!/bin/sh
# Build the Lambda container with docker or podman and run it here until Ctrl+C.
#
#     sh tools/run_lambda.sh [OPTION OF THE BUILD...]
#
# PORT (9000) is where it listens, on this machine alone.
set -eu
image=petsight-lambda
url="http://127.0.0.1:${PORT:=9000}/2015-03-31/functions/function/invocations"

# Installed is not enough for docker: its service must run, and this user must be allowed to ask it.
if docker info >/dev/null 2>&1; then
    engine=docker
elif podman info >/dev/null 2>&1; then
    engine=podman
else
    {
        if command -v docker >/dev/null; then
            echo "docker is installed, but its service does not answer this user, and there is no podman"
            echo "that works. Please start docker, or run:"
        else
            echo "The container needs docker or podman, and neither works here. Please run:"
        fi
        echo "    apt-get install -y podman"
        echo "and try again. Without a container: python -m lambda_service.local --port $PORT"
    } >&2
    exit 1
fi

if [ ! -f mobile/dist/files.json ]; then
    echo "The page for phones was not built, which takes Node: the container does without it."
fi

# Lambda refuses attestations, which only buildx adds; podman needs to be told of health checks.
if [ $engine = podman ]; then
    podman build --format docker --tag $image "$@" .
elif docker buildx version >/dev/null 2>&1; then
    docker buildx build --load --provenance=false --sbom=false --tag $image "$@" .
else
    docker build --tag $image "$@" .
fi

cat <<TEXT

Listening on 127.0.0.1:$PORT until Ctrl+C. In another terminal, with a picture of yours:

    (printf '{"image":"'; base64 < photo.jpg | tr -d '\\n'; printf '"}') | curl -sS --data-binary @- $url

TEXT
exec $engine run --rm --read-only --tmpfs /tmp --cap-drop all --memory 2048m --no-healthcheck \
    --publish "127.0.0.1:$PORT:8080" $image
