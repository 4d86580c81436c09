# Two stages: wheels are built and installed in the first; the second holds Python, the environment and Standoff, and runs as nobody.
FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
RUN python -m venv /opt/standoff
COPY requirements.txt ./
RUN /opt/standoff/bin/python -m pip install --require-hashes -r requirements.txt
COPY pyproject.toml README.md ./
COPY schemas schemas
COPY connectors connectors
COPY streams streams
RUN /opt/standoff/bin/python -m pip install --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/standoff --create-home standoff
COPY --from=build /opt/standoff /opt/standoff
COPY --chown=standoff seeds /usr/share/standoff/seeds
ENV PATH=/opt/standoff/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STANDOFF_HOME=/var/lib/standoff \
    STANDOFF_DEFINITION=/usr/share/standoff/seeds/standoff.toml
USER standoff
WORKDIR /var/lib/standoff
VOLUME /var/lib/standoff
ENTRYPOINT ["standoff"]
CMD ["--help"]
