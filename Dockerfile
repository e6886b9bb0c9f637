# Heed for a server. It needs a ClickHouse server (CLICKHOUSE_URL): the engine that Heed brings for a single machine weighs
# more than half a gigabyte and is left out. docker-compose.yml starts both.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /heed
ENV TURBO_TELEMETRY_DISABLED=1 CI=true
# Manifests first: as long as they do not change, the installed packages come from the cache.
COPY package.json package-lock.json .npmrc ./
COPY packages/collect/package.json packages/collect/
COPY packages/domain/package.json packages/domain/
COPY packages/filter/package.json packages/filter/
COPY packages/loops/package.json packages/loops/
COPY packages/themes/package.json packages/themes/
COPY packages/measure/package.json packages/measure/
COPY packages/sample/package.json packages/sample/
COPY packages/store/package.json packages/store/
COPY apps/api/package.json apps/api/
COPY apps/dashboard/package.json apps/dashboard/
COPY bench/package.json bench/
RUN npm ci
COPY . .
RUN npx turbo run build

# Only what runs: no tools, and none of the platform packages (another Node, the engine's library), which are all optional.
FROM build AS packages
RUN npm ci --omit=dev --omit=optional

FROM node:24.21.0-bookworm-slim
WORKDIR /heed
ENV NODE_ENV=production HEED_HOST=0.0.0.0 HEED_PORT=4300 HEED_DATA=/var/lib/heed
RUN mkdir /var/lib/heed && chown node:node /var/lib/heed
COPY --from=packages /heed/package.json ./
COPY --from=packages /heed/node_modules node_modules
COPY --from=packages /heed/packages packages
COPY --from=packages /heed/clickhouse/migrations clickhouse/migrations
COPY --from=packages /heed/apps/api apps/api
COPY --from=packages /heed/apps/dashboard/package.json apps/dashboard/package.json
COPY --from=packages /heed/apps/dashboard/build apps/dashboard/build
USER node
EXPOSE 4300
VOLUME /var/lib/heed
# Heed is process 1 and starts no other: it answers SIGTERM itself, by finishing what it has accepted.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEED_PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]
