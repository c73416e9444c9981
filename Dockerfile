# The service as an image: packages, then the sources, compiled, with the empty database that an embedded one begins as.
# Node 24 because 20 is past its end of life; package.json says what is supported.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# npm mends the PostgreSQL driver after the install; there is nothing to compile yet.
COPY patches ./patches
COPY launch ./launch
# WeChat's packages (150 MB), which run only where WECHAT_PUPPET is set, and those that read screenshots (330 MB) come with it:
# --build-arg OMIT=optional leaves them out.
ARG OMIT=dev
RUN npm ci --omit=dev --omit="$OMIT" --no-audit --no-fund
COPY tsconfig.json ./
COPY migrations ./migrations
COPY bots ./bots
COPY src ./src
RUN node launch/prepare.mjs

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json tsconfig.json ./
COPY launch ./launch
COPY migrations ./migrations
COPY policies ./policies
COPY docs/sample-org.yaml ./docs/sample-org.yaml
COPY bots ./bots
COPY src ./src

# The embedded database and its secret, where no DATABASE_URL is set. One container at a time may use it.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node

ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 ZHIBAN_DATA=/data
EXPOSE 3000

# Alive, not ready: a database that is away for a while is no reason to kill the process that waits for it.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# No shell and no npm in between, so that SIGTERM reaches the service. It needs up to 12 seconds for a send in hand:
# docker run --stop-timeout 30 (Compose: stop_grace_period: 30s).
STOPSIGNAL SIGTERM
# Node 24 would let short-lived objects take 100 MB more before it looks for garbage.
ENTRYPOINT ["node", "--max-semi-space-size=8", "launch/zhiban.mjs"]
CMD ["serve"]
