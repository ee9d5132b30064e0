# Built for linux/amd64 by deploy.sh and cloudbuild.yaml. For a build that can be repeated to the byte, pin the base:
# --build-arg NODE_VERSION=26-slim@sha256:…
ARG NODE_VERSION=26-slim

FROM node:${NODE_VERSION} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No lifecycle scripts: neither a dependency's install script nor our own git hooks belong in an image.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM node:${NODE_VERSION} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:${NODE_VERSION} AS runtime
LABEL org.opencontainers.image.title="confluence-mcp-server" \
      org.opencontainers.image.description="Remote MCP server that gives AI agents safe, lossless access to Atlassian Confluence." \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
# The image's user "node", by number: Kubernetes' runAsNonRoot cannot judge a name. It owns nothing under /app.
USER 1000:1000
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/index.js"]
CMD ["serve"]
