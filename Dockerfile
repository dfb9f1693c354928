# Stage one builds the wheel; stage two installs it and nothing else, which proves
# that the wheel is complete.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY accessibility accessibility
COPY api api
COPY bereik bereik
COPY data data
COPY maps maps
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Bereik" \
      org.opencontainers.image.licenses="EUPL-1.2"
COPY --from=build /wheels /wheels
# Every package by version and hash (`make lock`); then our wheel, and nothing else.
COPY image.lock.txt /wheels/
RUN pip install --no-cache-dir --require-hashes -r /wheels/image.lock.txt \
 && pip install --no-cache-dir --no-deps /wheels/*.whl && rm -rf /wheels \
 && useradd --create-home --uid 10001 bereik \
 && install -d -o bereik -g bereik /data
USER bereik
WORKDIR /data
ENV PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/v1/livez', timeout=4)"]
ENTRYPOINT ["bereik"]
# Open figures only, until keys are made (docs/service.md).
# Say the address that callers use where it is another: links in answers begin with it.
ENV BEREIK_PUBLIC_URL=http://localhost:8000
CMD ["serve", "--host", "0.0.0.0", "--port", "8000", "--no-keys"]
