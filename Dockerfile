# The API and the command; the database is a container of its own (docker-compose.yml).
FROM python:3.12-slim

RUN useradd --create-home --uid 10001 clew
WORKDIR /app
COPY pyproject.toml constraints.txt LICENSE README.md ./
COPY graph graph
COPY loaders loaders
COPY queries queries
COPY api api
COPY cases cases
RUN pip install --no-cache-dir --constraint constraints.txt .

USER clew
WORKDIR /home/clew
EXPOSE 8000
# `clew serve` listens on loopback alone; here the container's wall takes its place, and the compose
# file publishes the port on this machine only.
CMD ["sh", "-c", "clew load /app/cases/magnitsky --if-changed && exec uvicorn api.app:create_app --factory --host 0.0.0.0 --port 8000"]
