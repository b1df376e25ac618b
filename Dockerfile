# A static binary and the seeded database on an empty image: nothing else to update, nothing to break out to.
# The binary has the same database in it, but each connection would copy that into memory; a file is shared by all.
FROM docker.io/library/rust:1.95-slim-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /sinolac
COPY . .
# /tmp is for the files that are kept for readers who ask for parts of them.
# --target keeps the static C runtime away from build scripts and procedural macros, which must stay dynamic.
RUN target="$(rustc -vV | sed -n 's/^host: //p')" \
    && RUSTFLAGS='-C target-feature=+crt-static' cargo build --release --locked --target "$target" \
    && mkdir /image && mkdir --mode=1777 /image/tmp \
    && cp "target/$target/release/sinolac" /image/ \
    && /image/sinolac seed --database /image/facts.db

FROM scratch
COPY --from=build /image /
USER 65532:65532
EXPOSE 8080
ENV SINOLAC_LISTEN=0.0.0.0:8080 SINOLAC_DATABASE=/facts.db
ENTRYPOINT ["/sinolac"]
CMD ["serve"]
