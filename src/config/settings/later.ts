/**
 * Settings that restrict or secure, of a later version. Whoever sets one relies on it, so starting without it would
 * be less safe than not starting.
 */
export const laterSettings: readonly string[] = ['METRICS_TOKEN'];

/** Settings of a later version that neither restrict nor secure: said at start, not refused. */
export const laterComforts: readonly string[] = ['OTEL_EXPORTER_OTLP_ENDPOINT'];
