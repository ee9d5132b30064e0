# Built for linux/amd64 by deploy.sh and cloudbuild.yaml. For a build that can be repeated to the byte, pin the base:
# --build-arg NODE_VERSION=26-slim@sha256:…
ARG NODE_VERSION=26-slim

FROM node:${NODE_VERSION} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No lifecycle scripts: neither a dependency's install script nor our own git hooks belong in an image.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
RUN npm run build \
 && npm run --silent sbom > dist/sbom.cdx.json \
 && node scripts/external-packages.js program \
 && mv dist package.json program

# What V8 made of the code while everything was tried once, so that no start compiles it again. It is good for the same
# Node, path and user; where it does not fit, Node leaves it alone.
FROM node:${NODE_VERSION} AS compiled
WORKDIR /app
COPY --from=build /app/program ./
USER 1000:1000
ENV NODE_COMPILE_CACHE=/tmp/compile-cache
RUN ["node", "--min-semi-space-size=28", "--max-semi-space-size=28", "dist/index.js", "demo", "--tour"]
RUN ["node", "--min-semi-space-size=28", "--max-semi-space-size=28", "dist/index.js", "init", "/tmp/own-tools"]
ENV API_TOOLS_FILE=/tmp/own-tools/api-tools.yaml
RUN ["node", "--min-semi-space-size=28", "--max-semi-space-size=28", "dist/index.js", "toolspec"]

FROM node:${NODE_VERSION} AS runtime
LABEL org.opencontainers.image.title="confluence-mcp-server" \
      org.opencontainers.image.description="Remote MCP server that gives AI agents safe, lossless access to Atlassian Confluence." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="https://github.com/OWNER/confluence-mcp-server" \
      io.modelcontextprotocol.server.name="io.github.OWNER/confluence-mcp-server"
ENV NODE_ENV=production NODE_COMPILE_CACHE=/app/compile-cache
WORKDIR /app
COPY --from=build /app/program ./
COPY --from=compiled /tmp/compile-cache ./compile-cache
# The image's user "node", by number: Kubernetes' runAsNonRoot cannot judge a name. It owns nothing under /app.
USER 1000:1000
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The same as `npm start`; docs/capacity.md says why the young generation is so large.
ENTRYPOINT ["node", "--min-semi-space-size=28", "--max-semi-space-size=28", "dist/index.js"]
CMD ["serve"]
