# One image per app: docker build --target gateway|worker|sandbox|migrate .
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci
RUN NX_TUI=false npx nx run-many -t build -p @threadline/gateway,@threadline/worker,@threadline/sandbox,@threadline/workspaces
RUN find apps libs infra -depth -type d \( -name src -o -name node_modules \) -exec rm -r {} +

FROM build AS gateway-files
RUN npm ci --omit=dev --workspace @threadline/gateway

FROM build AS worker-files
RUN npm ci --omit=dev --workspace @threadline/worker

FROM build AS sandbox-files
RUN npm ci --omit=dev --workspace @threadline/sandbox

FROM build AS migrate-files
RUN npm ci --omit=dev --workspace @threadline/workspaces

FROM node:24.21.0-bookworm-slim AS runtime
WORKDIR /app
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps
USER node

FROM runtime AS app
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

FROM app AS gateway
COPY --from=gateway-files /app /app
ENV PORT=3000
EXPOSE 3000
CMD ["node", "apps/gateway/dist/main.js"]

FROM app AS worker
COPY --from=worker-files /app /app
ENV PORT=3001
EXPOSE 3001
CMD ["node", "apps/worker/dist/main.js"]

FROM app AS sandbox
COPY --from=sandbox-files /app /app
ENV PORT=3002
EXPOSE 3002
CMD ["node", "apps/sandbox/dist/main.js"]

# Also opens workspaces: docker compose run --rm workspace --help
FROM runtime AS migrate
COPY --from=migrate-files /app /app
CMD ["node", "infra/images/migrate.mjs"]
