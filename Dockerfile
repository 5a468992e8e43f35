# The bot as an image. It needs a folder that it may write to, /data, only where no DATABASE_URL is
# set; all else may be read-only:
#   docker run --read-only --tmpfs /tmp --env-file .env --volume axis:/data axis-brief

FROM python:3.11-slim-trixie AS build
WORKDIR /build
COPY requirements/build.txt requirements/run.txt requirements/
RUN python -m venv /build/tools \
    && /build/tools/bin/pip install --no-cache-dir --require-hashes --requirement requirements/build.txt
RUN python -m venv /opt/axis \
    && /opt/axis/bin/pip install --no-cache-dir --require-hashes --requirement requirements/run.txt
# What changes most comes last, so that libraries are installed anew only when they have changed.
COPY pyproject.toml README.md LICENSE ./
COPY facts facts
COPY adapters adapters
COPY bot bot
RUN /build/tools/bin/python -m hatchling build --target wheel --directory dist \
    && /opt/axis/bin/pip install --no-cache-dir --no-deps --no-index dist/*.whl

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
    CMD ["python", "-c", "import os; from http.client import HTTPConnection; c = HTTPConnection('127.0.0.1', int(os.environ.get('AXIS_STATUS_PORT') or 8090), timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["axis"]
CMD ["run", "--platforms-only"]
