# Images of LearnPath: `docker build --target api .` and the targets ml, web and dev. docs/guides/deploy-with-containers.md tells how they are used.
# Each stage copies what changes seldom before what changes often. SOURCE_DATE_EPOCH and a digest in NODE_IMAGE make a build repeatable.
ARG NODE_IMAGE=docker.io/library/node:22-bookworm-slim

# Every package of the lock file, from its manifests alone. A registry of one's own: --secret id=npmrc,src=$HOME/.npmrc; a certificate
# authority of one's own: --secret id=certificates,src=FILE. Neither stays in a layer.
FROM ${NODE_IMAGE} AS packages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY contracts/package.json contracts/
COPY web/package.json web/
COPY tools/dependencies.mjs tools/
COPY tools/images/install-packages.mjs tools/images/
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required=false \
    --mount=type=secret,id=certificates,required=false \
    --mount=type=cache,target=/root/.npm \
    if [ -f /run/secrets/certificates ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/certificates; fi; \
    node tools/images/install-packages.mjs

# The product from its sources, in a container: docs/guides/deploy-with-containers.md.
FROM packages AS dev
ENV NODE_ENV=development LEARNPATH_HOME=/data
RUN mkdir /data && chown 1000:1000 /data /src
COPY --chown=1000:1000 . .
USER 1000:1000
VOLUME ["/data"]
EXPOSE 8080
CMD ["npm", "start"]

FROM packages AS built
COPY package.json tsconfig.json LICENSE ./
COPY tools tools
COPY contracts contracts
COPY server server
COPY cli cli
COPY web web
COPY samples samples
# The list of what is inside (CycloneDX) goes along.
RUN node tools/build.mjs && node tools/images/collect-program.mjs /out && node tools/sbom.mjs /out/bundle/sbom.cdx.json

# What all images that run have in common.
FROM ${NODE_IMAGE} AS runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="LearnPath" \
      org.opencontainers.image.description="Self-hosted learning platform: documents in, cited answers out, on a CPU and offline." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production \
    LEARNPATH_HOME=/data
WORKDIR /opt/learnpath
# The one folder that is written to besides /tmp: both are volumes, so that everything else can be read-only.
RUN mkdir /data && chown 1000:1000 /data && ln -s /opt/learnpath/cli/learnpath.mjs /usr/local/bin/learnpath
COPY deploy/images/health.mjs ./
USER 1000:1000
VOLUME ["/data", "/tmp"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["node", "/opt/learnpath/health.mjs"]
# With many people at once a larger young heap saves a quarter of the processor time; alone on a laptop 4 MB save memory.
ENTRYPOINT ["node", "--max-semi-space-size=16", "/opt/learnpath/cli/learnpath.mjs"]
CMD ["serve"]

# The web app behind the program's own server, which sends it with the right headers and forwards everything else.
FROM runtime AS web
LABEL org.opencontainers.image.title="LearnPath gateway and web app"
COPY --from=built /out/web/node_modules ./node_modules
COPY --from=built /out/bundle ./
CMD ["serve", "--services", "gateway"]

# Everything but running models.
FROM runtime AS api
COPY --from=built /out/web/node_modules /out/program/node_modules ./node_modules/
COPY --from=built /out/bundle ./

# The engine of models, without a model: where models are downloaded and made small.
FROM runtime AS inference
COPY --from=built /out/web/node_modules /out/program/node_modules /out/inference/node_modules ./node_modules/
COPY --from=built /out/bundle ./

# A hub is asked here and nowhere else. Without one: --build-context models=FOLDER takes the place of the stage "models", with a folder
# that `node tools/images/bake-models.mjs` or LEARNPATH_MODELS_FOLDER=FOLDER learnpath models pull has made.
FROM inference AS pulled-models
ARG MODELS="all-minilm-l6-v2 ms-marco-minilm-l-6-v2"
ARG PRECISION=int8
USER 0:0
ENV LEARNPATH_HOME=/tmp/home LEARNPATH_MODELS_FOLDER=/models
RUN --mount=type=secret,id=hf-token,required=false \
    --mount=type=secret,id=certificates,required=false \
    set -e; \
    if [ -f /run/secrets/certificates ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/certificates; fi; \
    if [ -f /run/secrets/hf-token ]; then HF_TOKEN=$(cat /run/secrets/hf-token); export HF_TOKEN; fi; \
    for model in ${MODELS}; do \
      learnpath models pull "${model}"; \
      learnpath models quantize "${model}" --precision "${PRECISION}"; \
      learnpath models remove "${model}" --precision none; \
    done

FROM scratch AS models
COPY --from=pulled-models /models /

FROM runtime AS ml
LABEL org.opencontainers.image.title="LearnPath with models"
ENV LEARNPATH_MODELS_FOLDER=/opt/learnpath/models
COPY --from=built /out/web/node_modules /out/program/node_modules /out/inference/node_modules ./node_modules/
COPY --chown=1000:1000 --from=models / ./models/
COPY --from=built /out/bundle ./
