# The bot as an image. It writes to /data only, and that only where no DATABASE_URL is set:
#   docker run --read-only --tmpfs /tmp --env-file .env --volume axis:/data axis-brief

FROM python:3.11-slim-trixie AS build
WORKDIR /build
ENV UV_NO_CACHE=1 \
    UV_LINK_MODE=copy \
    UV_COMPILE_BYTECODE=1
COPY requirements/uv.txt requirements/build.txt requirements/run.txt requirements/
RUN python -m venv tools \
    && tools/bin/pip install --no-cache-dir --require-hashes --requirement requirements/uv.txt \
    && tools/bin/uv pip install --python tools/bin/python --require-hashes --requirement requirements/build.txt
RUN python -m venv --without-pip /opt/axis \
    && tools/bin/uv pip install --python /opt/axis/bin/python --require-hashes --requirement requirements/run.txt
# What changes most comes last, so that libraries are installed anew only when they have changed.
COPY pyproject.toml README.md LICENSE ./
COPY facts facts
COPY adapters adapters
COPY bot bot
RUN tools/bin/python -m hatchling build --target wheel --directory dist \
    && tools/bin/uv pip install --python /opt/axis/bin/python --no-deps --offline dist/*.whl

FROM python:3.11-slim-trixie
RUN groupadd --gid 10001 axis \
    && useradd --uid 10001 --gid axis --home-dir /data --no-create-home --shell /usr/sbin/nologin axis \
    && install --directory --owner axis --group axis --mode 0700 /data
COPY --from=build /opt/axis /opt/axis
ENV PATH=/opt/axis/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    AXIS_DATA_DIR=/data
USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os; from http.client import HTTPConnection; c = HTTPConnection(os.environ.get('AXIS_STATUS_HOST') or '127.0.0.1', int(os.environ.get('AXIS_STATUS_PORT') or 8090), timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["axis"]
CMD ["run", "--platforms-only"]
