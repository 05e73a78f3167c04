# Two stages: the first gathers the libraries, the second carries only them and the product. Runs as nobody in particular.
FROM python:3.13-slim AS build
RUN python -m venv /app
COPY requirements.txt ./
RUN /app/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt \
 && /app/bin/pip uninstall --yes pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home rapport
COPY --from=build /app /app
COPY rules /app/src/rules
COPY adapters /app/src/adapters
COPY bot /app/src/bot
COPY migrations /app/src/migrations
ENV PATH=/app/bin:$PATH PYTHONPATH=/app/src PYTHONUNBUFFERED=1 RAPPORT_DATABASE_URL=sqlite:////data/rapport.db
USER rapport
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080"]
