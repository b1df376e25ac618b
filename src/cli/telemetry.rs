//! OpenTelemetry, where the cargo feature `otel` is on and the environment names a collector: spans go there over HTTP, as
//! the specification's variables say (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_TRACES_SAMPLER`, `OTEL_BSP_SCHEDULE_DELAY`, ...).

use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Identity;
use tracing_subscriber::registry::LookupSpan;

/// Sends spans; those that are left when it is dropped, too.
#[derive(Debug, Default)]
pub struct Telemetry {
    #[cfg(feature = "otel")]
    provider: Option<opentelemetry_sdk::trace::SdkTracerProvider>,
}

#[cfg(not(feature = "otel"))]
#[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "with `otel` there is something to fail and to send")]
impl Telemetry {
    /// Nothing to send to.
    ///
    /// # Errors
    /// Never.
    pub fn start() -> anyhow::Result<Self> {
        Ok(Self::default())
    }

    /// Nothing to send.
    pub fn layer<S: Subscriber + for<'a> LookupSpan<'a>>(&self) -> impl Layer<S> + use<S> {
        Identity::new()
    }
}

#[cfg(feature = "otel")]
mod sent {
    use anyhow::Context;
    use opentelemetry::trace::TracerProvider;
    use opentelemetry_otlp::SpanExporter;
    use opentelemetry_sdk::Resource;
    use opentelemetry_sdk::propagation::TraceContextPropagator;
    use opentelemetry_sdk::trace::SdkTracerProvider;

    use super::{Identity, Layer, LookupSpan, Subscriber, Telemetry};

    /// What names a collector, the second one for spans alone.
    const COLLECTORS: [&str; 2] = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
    const NAME: &str = "sinolac";

    impl Telemetry {
        /// Send spans to the collector that the environment names, if it does.
        ///
        /// # Errors
        /// When what it names is none.
        pub fn start() -> anyhow::Result<Self> {
            if COLLECTORS.iter().all(|name| std::env::var(name).unwrap_or_default().is_empty()) {
                return Ok(Self::default());
            }
            let exporter = SpanExporter::builder().with_http().build();
            let exporter = exporter.with_context(|| format!("`{}` or `{}`", COLLECTORS[0], COLLECTORS[1]))?;
            opentelemetry::global::set_text_map_propagator(TraceContextPropagator::new());
            // Where the environment names the service otherwise, that holds.
            let mut resource = Resource::builder();
            if std::env::var("OTEL_SERVICE_NAME").is_err() {
                resource = resource.with_service_name(NAME);
            }
            let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource.build());
            Ok(Self { provider: Some(provider.build()) })
        }

        /// What turns spans into those of OpenTelemetry.
        pub fn layer<S: Subscriber + for<'a> LookupSpan<'a>>(&self) -> impl Layer<S> + use<S> {
            let layer = self
                .provider
                .as_ref()
                .map(|provider| tracing_opentelemetry::layer().with_tracer(provider.tracer(NAME)).with_location(false));
            Identity::new().and_then(layer)
        }
    }

    impl Drop for Telemetry {
        fn drop(&mut self) {
            if let Some(Err(error)) = self.provider.as_ref().map(SdkTracerProvider::shutdown) {
                tracing::warn!(%error, "the last spans were not sent");
            }
        }
    }
}
