# syntax=docker/dockerfile:1
# Two stages: build the locked environment, then only what runs. amd64 and arm64.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/tollbell
COPY requirements-build.lock requirements.lock ./
RUN /opt/tollbell/bin/pip install --require-hashes -r requirements-build.lock -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY config/ config/
COPY seeds/ seeds/
RUN /opt/tollbell/bin/pip install --no-build-isolation --no-deps . \
    && /opt/tollbell/bin/python -m compileall -q /opt/tollbell/lib

FROM python:3.13-slim
ENV PATH=/opt/tollbell/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/data \
    TOLLBELL_STORE__URL=sqlite+aiosqlite:////data/tollbell.db
RUN useradd --system --uid 10001 --no-create-home tollbell \
    && install --directory --owner tollbell /data
COPY --from=build /opt/tollbell /opt/tollbell
USER 10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s CMD ["tollbell", "health"]
ENTRYPOINT ["tollbell"]
CMD ["run"]
