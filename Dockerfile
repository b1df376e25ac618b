# A static binary with its dataset in it on an empty image: nothing else to update, nothing to break out to.
#     docker build --tag sinolac .
# It is built for the processor that it is built on, or for that of --platform. Other bases, or these by their digest:
#     docker build --build-arg RUST=docker.io/library/rust:1.95-slim-bookworm@sha256:... --tag sinolac .
ARG RUST=docker.io/library/rust:1.95-slim-bookworm
ARG BASE=scratch

FROM ${RUST} AS build
WORKDIR /sinolac
ENV RUSTFLAGS="-C target-feature=+crt-static"
# The packages that the program is made of, in a layer that lasts until one of them changes: a program without content needs them, too.
# --target keeps the static C runtime away from build scripts and procedural macros, which must stay dynamic.
COPY Cargo.toml Cargo.lock ./
RUN mkdir src && echo 'fn main() {}' > build.rs && cp build.rs src/main.rs && touch src/lib.rs \
    && target="$(rustc --print host-tuple)" \
    && cargo build --profile dist --locked --target "$target" \
    && cargo clean --profile dist --locked --target "$target" --package sinolac
COPY build.rs ./
COPY migrations migrations
COPY data data
COPY src src
COPY dist/sbom dist/notices dist/
COPY LICENSE-APACHE LICENSE-DATA LICENSE-MIT /image/licences/
# /tmp is for the files that are kept for readers who ask for parts of them.
RUN target="$(rustc --print host-tuple)" \
    && cargo build --profile dist --locked --target "$target" \
    && mkdir --mode=1777 /image/tmp \
    && cp "target/$target/dist/sinolac" /image/ \
    && bash dist/sbom "$target" > /image/sinolac.cdx.json \
    && bash dist/notices "$target" > /image/licences/of-packages.txt

FROM ${BASE}
COPY --from=build /image /
USER 65532:65532
EXPOSE 8080
ENV SINOLAC_LISTEN=0.0.0.0:8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/sinolac", "healthcheck"]
ENTRYPOINT ["/sinolac"]
CMD ["serve"]
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="sinolac" \
      org.opencontainers.image.description="Structured, source-cited facts about relations between China and Latin America and the Caribbean" \
      org.opencontainers.image.licenses="(MIT OR Apache-2.0) AND CC-BY-4.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.source="${SOURCE}"
