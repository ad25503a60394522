# syntax=docker/dockerfile:1

# Builds with everything, and keeps what serving needs.
FROM node:24-bookworm-slim AS build
WORKDIR /registry
COPY . .
RUN npm ci --omit=dev --ignore-scripts && npm run build
# The compilers are not needed any more.
RUN npm ci --omit=dev --ignore-scripts --workspace @llm-registry/server && rm -rf .turbo node_modules/.cache

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4080 \
    DATABASE_URL=sqlite:/data/llm-registry.db \
    SHUTDOWN_DELAY_SECONDS=5
WORKDIR /registry
COPY --from=build /registry /registry
# The only place that is written to; with PostgreSQL, none is.
RUN mkdir /data && chown node:node /data
VOLUME /data
# The user "node" by its number, which Kubernetes can tell from root's.
USER 1000:1000
EXPOSE 4080
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the process, so that SIGTERM reaches it.
CMD ["node", "apps/server/dist/main.js"]
