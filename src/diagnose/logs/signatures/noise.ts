import { signature } from "../signature.ts";

/**
 * Lines that look like errors and are the effect of an earlier one, or nothing at all. They are matched first:
 * a line here is never a cause, whatever else it mentions.
 */
export const NOISE = [
  signature(
    "spring-startup",
    "consequence",
    /Error creating bean with name|UnsatisfiedDependencyException|Application run failed|APPLICATION FAILED TO START/,
  ),
  signature(
    "hibernate-dialect",
    "consequence",
    /Unable to determine Dialect|Failed to initialize JPA EntityManagerFactory|Unable to build Hibernate SessionFactory/,
  ),
  signature(
    "pool-shutdown",
    "consequence",
    /HikariPool-\d+ - Shutdown|This connection has been closed|use of closed network connection|channel\/connection is not open/,
  ),
  signature(
    "transaction-aborted",
    "consequence",
    /current transaction is aborted, commands ignored|Can't reconnect until invalid transaction is rolled back/,
  ),
  signature("driver-connection", "consequence", /driver: bad connection/),
  signature(
    "retries-used-up",
    "consequence",
    /max retries per request limit|MaxRetriesPerRequest|KafkaJSNumberOfRetriesExceeded|\d{1,6}\/\d{1,6} brokers are down|NoBrokersAvailable|retry attempts? exhausted/i,
  ),
  signature("nginx-no-live", "consequence", /no live upstreams while connecting/),
  signature("haproxy-none", "consequence", /backend '?[\w.-]{1,80}'? has no server available/),
  signature("context-cancelled", "consequence", /context canceled|operation was canceled|request was aborted/i),
  signature(
    "pg-terminating",
    "consequence",
    /terminating any other active server processes|terminating connection (?:because of crash|due to administrator command)/,
  ),
  signature("redis-saving", "consequence", /Background saving error/),
  signature("worker-boot", "consequence", /Worker failed to boot|Shutting down: Master|Reason: Worker failed/),
  signature("npm-exit", "consequence", /npm (?:ERR!|error)|ELIFECYCLE/),
  signature("class-init", "consequence", /Could not initialize class/),
  signature("mongoose-buffering", "consequence", /buffering timed out after/),
  signature("kafka-metadata", "consequence", /not present in metadata after|Expiring \d+ record/),
  signature(
    "tls-handshake-eof",
    "benign",
    /TLS handshake error from \S{1,80}: EOF|failed to receive the preface from client: EOF/,
  ),
  signature(
    "tcp-probe",
    "benign",
    /incomplete startup packet|could not receive data from client: Connection reset|closed normally without authentication/,
  ),
  signature("redis-hints", "benign", /overcommit must be enabled|Transparent Huge Pages|no config file specified/i),
  signature("urllib3-pool-full", "benign", /Connection pool is full, discarding connection/),
  signature("no-rows", "benign", /redis: nil|no rows in result set|record not found/),
  signature("static-404", "benign", /favicon\.ico|robots\.txt/),
  signature("nginx-entrypoint", "benign", /can not modify \/etc\/nginx|the "user" directive makes sense only/),
  signature(
    "telemetry-export",
    "benign",
    /\btraces? export\b|(?:otel|opentelemetry|otlp|zipkin|jaeger|statsd|stackdriver|profiler|telemetry).{0,260}(?:fail|error|refused|timed? ?out|unavailable|unreachable|no such host|export|dropp)|(?:fail|error|unable|could not|retry).{0,110}(?:export|send|report|upload|flush).{0,70}(?:traces?|spans?|metrics?|telemetry|otel|otlp|opentelemetry|jaeger|zipkin)/i,
  ),
  signature("cloud-metadata", "benign", /metadata\.google\.internal|169\.254\.169\.254|no EC2 IMDS role found/),
  signature("kafka-leader", "benign", /LEADER_NOT_AVAILABLE|group coordinator is not available|Node -1 disconnected/),
  signature("mongo-warnings", "benign", /Access control is not enabled|No TransportLayer configured/),
  signature(
    "client-go-watch",
    "benign",
    /watch.{0,80}(?:ended with: too old resource version|unexpected EOF|close)|client-side throttling|the object has been modified; please apply/i,
  ),
  signature(
    "shutdown",
    "benign",
    /(?:received|caught|got) (?:signal:? )?(?:SIGTERM|terminated)|SIGTERM received|[Gg]racefully (?:shutting|stopp)|graceful shutdown/,
  ),
  signature(
    "deprecations",
    "benign",
    /DeprecationWarning|ExperimentalWarning|illegal reflective access|SLF4J: |Server VM warning/,
  ),
  signature(
    "native-fallback",
    "benign",
    /Unable to load native-hadoop library|native (?:epoll|library).{0,60}(?:not|fall)/i,
  ),
  signature("https-redirect", "benign", /Failed to determine the https port for redirect|DataProtection/),
  signature(
    "mysql-reverse-lookup",
    "benign",
    /IP address '[^']{1,60}' could not be resolved|CA certificate \S{1,80} is self signed/,
  ),
  signature("hikari-validate", "benign", /Failed to validate connection|consider using a shorter maxLifetime/),
];
