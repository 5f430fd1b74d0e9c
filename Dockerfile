# One image for the site, its worker, its timetable and its migrations: docker-compose.yml says which.

# The NHS design system, from npm.
FROM node:22-slim AS npm
WORKDIR /npm
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

# The Python packages, each held to its hash, and the static files.
FROM python:3.11-slim AS build
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
WORKDIR /srv/wres
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . .
COPY --from=npm /npm/node_modules node_modules
RUN deploy/build-static && rm -r node_modules && chmod -R a+rX .

# What runs: no node, no build tools, no root, and nothing that it may write to in its own folder.
FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin wres
# A new volume takes its owner from here, and only the site may look into it.
RUN install --directory --owner 10001 --mode 700 /srv/evidence
WORKDIR /srv/wres
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/wres ./
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "deploy/is_well.py"]
# No access log: it would keep the links for new passwords, which work without signing in.
CMD ["gunicorn", "wres_site.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
