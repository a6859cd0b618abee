# One image for every part: API, worker, sweep and upgrade are commands of the same `certcheck`.
FROM python:3.11-slim-bookworm

# What cv2 links against; models come with the pinned packages, and nothing is downloaded at run time.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgl1 libglib2.0-0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements/run.txt

COPY . .
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation -e . \
    && python tools/one_cv2.py \
    && useradd --create-home --uid 10001 certcheck \
    && mkdir -p /var/lib/certcheck /manifests \
    && chown certcheck: /var/lib/certcheck /manifests

USER certcheck
ENV CERTCHECK_DATA_DIR=/var/lib/certcheck \
    PYTHONUNBUFFERED=1
VOLUME /var/lib/certcheck
EXPOSE 8000
ENTRYPOINT ["certcheck"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
