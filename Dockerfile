# The API, the page and the command; the database is a container of its own (docker-compose.yml).
# Everything is built and installed in a first stage, so that Node and the caches of npm stay there.
FROM python:3.12-slim AS build

WORKDIR /app
COPY pyproject.toml constraints.txt hatch_build.py LICENSE README.md ./
COPY web web
COPY graph graph
COPY loaders loaders
COPY queries queries
COPY api api
RUN python -m venv /opt/clew && /opt/clew/bin/pip install --no-cache-dir --constraint constraints.txt .

FROM python:3.12-slim

RUN useradd --create-home --uid 10001 clew
COPY --from=build /opt/clew /opt/clew
ENV PATH=/opt/clew/bin:$PATH
COPY cases /app/cases

USER clew
WORKDIR /home/clew
EXPOSE 8000
# `clew serve` listens on loopback alone; here the container's wall takes its place, and the compose
# file publishes the port on this machine only.
CMD ["sh", "-c", "clew load /app/cases/magnitsky --if-changed && exec uvicorn api.app:create_app --factory --host 0.0.0.0 --port 8000"]
