# The Lambda container; `make lambda` builds and runs it, and says how to ask it.
#
# A tag can be moved. For a build that can be repeated, pin the base image by its digest, which
# needs the registry and is therefore not written here:
#     docker buildx imagetools inspect public.ecr.aws/lambda/python:3.12
#     docker build --build-arg BASE_IMAGE=public.ecr.aws/lambda/python:3.12@sha256:... .
# Python 3.13 has hashes in the requirements too. Lambda refuses attestations: give docker buildx
# one platform, `--provenance=false` and `--sbom=false`.
ARG BASE_IMAGE=public.ecr.aws/lambda/python:3.12

FROM ${BASE_IMAGE} AS build
COPY lambda_service/requirements.txt /tmp/
RUN python3 -m pip install --quiet --no-cache-dir --disable-pip-version-check \
        --root-user-action=ignore --no-compile --no-deps --require-hashes \
        --target /opt/packages -r /tmp/requirements.txt
# What neither an answer nor a request to S3 ever loads.
RUN cd /opt/packages \
 && rm -rf bin boto3/examples numpy/f2py numpy/_core/include numpy/_core/lib numpy/random/lib \
        ai_edge_litert/libLiteRtWebGpuAccelerator.so ai_edge_litert/tools ai_edge_litert/vendors \
        ai_edge_litert/aot ai_edge_litert/tflite ai_edge_litert/schema_py_generated.py \
        ai_edge_litert/descriptor_pb2.py \
 && find botocore/data -mindepth 1 -maxdepth 1 -type d ! -name s3 -exec rm -rf {} + \
 && find . -type d -name tests -prune -exec rm -rf {} + \
 && find . -name '*.pyi' -delete

COPY petsight /opt/application/petsight
COPY lambda_service /opt/application/lambda_service
COPY assets/models/SHA256SUMS assets/models/*.tflite /opt/application/petsight/assets/models/
RUN rm /opt/application/lambda_service/requirements.txt
# Lambda cannot write byte code, and copying changes the files' times. Byte code that is never held
# against its source spares every cold start from compiling all of it again.
RUN chmod -R a+rX /opt/packages /opt/application \
 && python3 -m compileall -q --invalidation-mode unchecked-hash -s /opt/packages \
        -p ${LAMBDA_TASK_ROOT} /opt/packages \
 && python3 -m compileall -q --invalidation-mode unchecked-hash -s /opt/application \
        -p ${LAMBDA_TASK_ROOT} /opt/application
# The page for phones, where it was built. A pattern may match nothing, but not all by itself.
COPY lambda_service/requirements.txt mobile/dis[t] /opt/application/mobile/dist/
RUN rm /opt/application/mobile/dist/requirements.txt && chmod -R a+rX /opt/application/mobile
# A library that the base image lacks stops the build here, not the first request.
COPY tools/try_handler.py /tmp/
RUN PYTHONPATH=/opt/application:/opt/packages python3 /tmp/try_handler.py

FROM ${BASE_IMAGE}
ARG BASE_IMAGE
LABEL org.opencontainers.image.title="petsight" \
      org.opencontainers.image.description="Tells cats from dogs in photos, as an AWS Lambda function" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="${BASE_IMAGE}"
COPY --from=build /opt/packages ${LAMBDA_TASK_ROOT}/
COPY --from=build /opt/application ${LAMBDA_TASK_ROOT}/
# No answer needs linear algebra, and its threads would only be started at each cold start.
ENV OPENBLAS_NUM_THREADS=1
# Left to itself, glibc learns from large pictures to keep tens of megabytes that they gave back.
ENV MALLOC_MMAP_THRESHOLD_=1048576 MALLOC_TRIM_THRESHOLD_=8388608
# Lambda takes a user of its own, whatever is said here; this one is for everywhere else.
USER 1000:1000
# The emulator answers one request at a time, so health is an open port, never a question.
HEALTHCHECK --interval=30s --timeout=3s \
    CMD ["python3", "-c", "import socket; socket.create_connection(('127.0.0.1', 8080), 2).close()"]
CMD ["lambda_service.handler.handler"]
