# One target for each process: gateway, inventory, billing, pairing, bot, migrate; and sbom, for the list of what they contain.
# docker build --target gateway --tag matinee-gateway .
ARG BUN_IMAGE=oven/bun:1.4.5-slim
ARG BASE_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

FROM ${BUN_IMAGE} AS source
WORKDIR /app
COPY . .
RUN mkdir empty

# The packages of one workspace. Elysia names the TypeScript compiler as a peer (31 MB); nothing runs it.
FROM source AS gateway-packages
RUN --mount=type=cache,target=/root/.bun/install/cache \
  bun ci --production --filter @matinee/gateway && rm -rf node_modules/.bun/*typescript*
FROM source AS inventory-packages
RUN --mount=type=cache,target=/root/.bun/install/cache \
  bun ci --production --filter @matinee/inventory && rm -rf node_modules/.bun/*typescript*
FROM source AS billing-packages
RUN --mount=type=cache,target=/root/.bun/install/cache \
  bun ci --production --filter @matinee/billing && rm -rf node_modules/.bun/*typescript*
FROM source AS pairing-packages
RUN --mount=type=cache,target=/root/.bun/install/cache \
  bun ci --production --filter @matinee/pairing && rm -rf node_modules/.bun/*typescript*
FROM source AS sql-packages
RUN --mount=type=cache,target=/root/.bun/install/cache \
  bun ci --production --filter @matinee/sql && rm -rf node_modules/.bun/*typescript*

# docker build --target sbom --output FOLDER .
FROM source AS sbom-built
RUN --mount=type=cache,target=/root/.bun/install/cache bun ci --production
RUN bun build gateway/server.ts gateway/api-keys/cli.ts gateway/node_modules/swagger-ui-dist/swagger-ui-bundle.js \
  inventory/server.ts inventory/import/cli.ts inventory/export/cli.ts inventory/sample/load.ts billing/server.ts billing/dead-letters/cli.ts \
  pairing/server.ts pairing/bot/server.ts sql/migrate.ts --target bun --outdir /tmp/bundle --metafile=/tmp/metafile.json \
  && mkdir /sbom && bun deploy/node_modules/@cyclonedx/cyclonedx-esbuild/bin/cyclonedx-esbuild-cli.js \
  --gather-license-texts --output-reproducible --output-file /sbom/sbom.json /tmp/metafile.json \
  && bun deploy/licences.ts /sbom/sbom.json >/sbom/licences.txt
FROM scratch AS sbom
COPY --from=sbom-built /sbom /

FROM ${BASE_IMAGE} AS base
COPY --from=source /usr/local/bin/bun /usr/local/bin/bun
COPY package.json LICENSE /app/
COPY deploy/healthcheck.ts /app/deploy/
ENV NODE_ENV=production BUN_RUNTIME_TRANSPILER_CACHE_PATH=0
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/bun"]
ARG VERSION=dev
ARG COMMIT=unknown
ENV COMMIT=${COMMIT}
LABEL org.opencontainers.image.title="Matinee" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${COMMIT}"

FROM base AS gateway
COPY --from=gateway-packages /app/node_modules /app/node_modules
COPY --from=gateway-packages /app/contracts /app/contracts
COPY --from=gateway-packages /app/runtime /app/runtime
COPY --from=gateway-packages /app/gateway /app/gateway
WORKDIR /app/gateway
# Bun's fetch sends 256 requests at once by default, and queues the rest.
ENV BUN_CONFIG_MAX_HTTP_REQUESTS=16384
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s CMD ["bun", "/app/deploy/healthcheck.ts", "GATEWAY_PORT"]
CMD ["server.ts"]

FROM base AS inventory
COPY --from=inventory-packages /app/node_modules /app/node_modules
COPY --from=inventory-packages /app/contracts /app/contracts
COPY --from=inventory-packages /app/runtime /app/runtime
COPY --from=inventory-packages /app/client /app/client
COPY --from=inventory-packages /app/inventory /app/inventory
WORKDIR /app/inventory
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s CMD ["bun", "/app/deploy/healthcheck.ts", "INVENTORY_PORT"]
CMD ["server.ts"]

FROM base AS billing
COPY --from=billing-packages /app/node_modules /app/node_modules
COPY --from=billing-packages /app/contracts /app/contracts
COPY --from=billing-packages /app/runtime /app/runtime
COPY --from=billing-packages /app/billing /app/billing
WORKDIR /app/billing
EXPOSE 8081
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s CMD ["bun", "/app/deploy/healthcheck.ts", "BILLING_PORT"]
CMD ["server.ts"]

FROM base AS pairing
COPY --from=pairing-packages /app/node_modules /app/node_modules
COPY --from=pairing-packages /app/contracts /app/contracts
COPY --from=pairing-packages /app/runtime /app/runtime
COPY --from=pairing-packages /app/client /app/client
COPY --from=pairing-packages /app/pairing /app/pairing
WORKDIR /app/pairing
EXPOSE 8082
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s CMD ["bun", "/app/deploy/healthcheck.ts", "PAIRING_PORT"]
CMD ["server.ts"]

# It fetches its messages from Telegram and has no port, so that nothing asks for its health.
FROM pairing AS bot
ENV MATINEE_STATE=/state
COPY --from=source --chown=65532:65532 /app/empty /state
VOLUME /state
HEALTHCHECK NONE
CMD ["bot/server.ts"]

FROM base AS migrate
COPY --from=sql-packages /app/node_modules /app/node_modules
COPY --from=sql-packages /app/runtime /app/runtime
COPY --from=sql-packages /app/sql /app/sql
WORKDIR /app/sql
CMD ["migrate.ts"]
