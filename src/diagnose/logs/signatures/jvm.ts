import { classOfStatus, classOfText, type LogClass, signature } from "../signature.ts";

const GRPC: Record<string, LogClass> = {
  UNAVAILABLE: "upstream-error",
  DEADLINE_EXCEEDED: "deadline",
  UNAUTHENTICATED: "authentication",
  PERMISSION_DENIED: "authorization",
  RESOURCE_EXHAUSTED: "rate-limited",
};

/** JDK, JSSE, HotSpot, Spring Boot, JDBC pools, Nacos, Netty, Feign, resilience4j, gRPC. */
export const JVM = [
  signature(
    "grpc-java",
    ({ code = "" }) => GRPC[code],
    /Status(?:Runtime)?Exception: (?<code>UNAVAILABLE|DEADLINE_EXCEEDED|UNAUTHENTICATED|PERMISSION_DENIED|RESOURCE_EXHAUSTED)/,
  ),
  signature(
    "jvm-unknown-host",
    (found) => (/temporary|try again/i.test(found.detail ?? "") ? "dns-failing" : "dns-unknown"),
    /UnknownHostException: (?:[\w.$]+@\w+: )?(?<host>[\w.-]+)(?:: (?<detail>.{0,80}))?/,
  ),
  signature("jvm-connect", (found) => classOfText(found.detail), /ConnectException: (?<detail>.{0,200})/),
  signature(
    "jvm-netty-refused",
    "refused",
    /Connection refused: (?:no further information: )?(?<host>[\w.-]+)?\/(?<ip>\[?[0-9a-fA-F:.]+\]?):(?<port>\d{1,5})/,
  ),
  signature(
    "jvm-connect-to",
    (found) => classOfText(found.detail),
    /[Cc]onnect to (?:https?:\/\/)?(?<host>[\w.-]+):(?<port>\d{1,5}) \[[^\]]{0,200}\] failed: (?<detail>.{0,200})/,
  ),
  signature(
    "jvm-okhttp",
    "refused",
    /Failed to connect to (?<host>[\w.-]+)?\/(?<ip>\[?[0-9a-fA-F:.]+\]?):(?<port>\d{1,5})/,
  ),
  signature(
    "jvm-netty-resolve",
    (found) => (/nxdomain/i.test(found.detail ?? "") ? "dns-unknown" : "dns-failing"),
    /Failed to resolve '(?<host>[\w.-]+)' (?<detail>\[\w+\(.{0,200})/,
  ),
  signature("jvm-connect-timeout", "timeout", /SocketTimeoutException: [Cc]onnect timed out|ConnectTimeoutException/),
  signature("jvm-read-timeout", "deadline", /SocketTimeoutException: Read timed out|ReadTimeoutException/),
  signature(
    "jvm-truststore",
    "tls-untrusted",
    /PKIX path building failed|valid certification path|trustAnchors parameter must be non-empty/,
  ),
  signature("jvm-cert-expired", "tls-expired", /NotAfter: (?<detail>.{0,60})|CertificateNotYetValidException/),
  signature(
    "jvm-cert-name",
    "tls-name",
    /No (?:subject alternative (?:DNS )?names?|name) matching (?:IP address )?(?<host>[\w.-]+) found/,
  ),
  signature("jvm-plaintext", "tls-plaintext", /[Uu]nrecognized SSL message|not an SSL\/TLS record/),
  signature("jvm-tls-method", "tls-plaintext", /Invalid character found in method name \[0x160x03/),
  signature(
    "jvm-tls-alert",
    (found) =>
      /bad_certificate|certificate_required|unknown_ca|certificate_unknown/.test(found.detail ?? "")
        ? "tls-client-certificate"
        : "tls-plaintext",
    /Received fatal alert: (?<detail>\w+)/,
  ),
  signature(
    "jvm-file",
    (found) =>
      /permission/i.test(found.detail ?? "")
        ? "file-permission"
        : /read-only/i.test(found.detail ?? "")
          ? "read-only-filesystem"
          : "file-missing",
    /(?:FileNotFound|NoSuchFile)Exception: (?<file>[^\s(]{1,200})(?: \((?<detail>[^)]{1,60})\))?/,
  ),
  signature("jvm-file-denied", "file-permission", /AccessDeniedException: (?<file>\/[^\s(]{1,200})/),
  signature(
    "jvm-heap",
    "heap-exhausted",
    /(?<![Rr]edis\w{0,12}(?:\.exceptions\.|::))OutOfMemoryError(?:: (?<detail>Java heap space|GC overhead limit exceeded|Metaspace|Compressed class space|Requested array size.{0,40}|Cannot reserve \d+ bytes of direct buffer memory|Direct buffer memory))?(?!: unable to create)/,
  ),
  signature("jvm-direct-memory", "heap-exhausted", /OutOfDirectMemoryError/),
  signature("jvm-threads", "process-limit", /unable to create (?:new )?native thread/),
  signature("jvm-no-memory", "memory-killed", /There is insufficient memory for the Java Runtime Environment/),
  signature("jvm-crash", "segmentation-fault", /#\s{1,4}SIG(?:SEGV|BUS|ILL)/),
  signature(
    "jvm-jar",
    "command",
    /Unable to access jarfile (?<file>\S{1,200})|Could not find or load main class (?<key>\S{1,200})|UnsupportedClassVersionError/,
  ),
  signature(
    "jvm-option",
    "config-invalid",
    /Unrecognized VM option '?(?<key>[^'\s]{1,80})|Invalid (?:maximum|initial) heap size: ?-?(?<key2>\S{1,40})|Initial heap size set to a larger value|Error occurred during initialization of VM/,
  ),
  signature("spring-port", "port-in-use", /Port (?<port>\d{1,5}) was already in use/),
  signature("spring-placeholder", "config-missing", /Could not resolve placeholder '(?<key>[^':]{1,120})/),
  signature(
    "spring-datasource",
    "config-missing",
    /'(?<key>url)' attribute is not specified and no embedded datasource/,
  ),
  signature("spring-binding", "config-invalid", /Failed to bind properties under '(?<key>[^']{1,120})'/),
  signature("spring-bean", "config-missing", /required a bean of type '(?<key>[^']{1,160})' that could not be found/),
  signature(
    "spring-config-data",
    "file-missing",
    /Config data (?:resource|location) '(?<file>[^']{1,200})'.{0,200}does not exist/,
  ),
  signature(
    "quarkus-config",
    "config-missing",
    /SRCFG\d+.{0,80}(?:property|Property) (?<key>[\w."-]{1,120})|The config property (?<key2>[\w."-]{1,120}) is required/,
  ),
  signature(
    "hibernate-schema",
    "schema",
    /Schema-validation: missing (?:table|column|sequence) \[(?<table>[^\]]{1,120})/,
  ),
  signature(
    "flyway",
    "migration-failed",
    /Migration checksum mismatch for migration version|Detected failed migration to version|no schema history table|FlywayMigrate\w{0,30}Exception|Validate failed: (?:Migrations|Detected)/,
  ),
  signature(
    "liquibase-lock",
    "lock-wait",
    /Could not acquire change log lock\.? +Currently locked by (?<client>\S{1,120})/,
  ),
  signature(
    "liquibase",
    "migration-failed",
    /liquibase\.exception\.(?:Migration|Database|ChangeLog|Validation)\w{0,30}Exception/,
  ),
  signature(
    "feign-status",
    classOfStatus,
    /\[(?<code>\d{3})[^\]]{0,80}\] during \[\w+\] to \[(?:https?:\/\/)?(?<host>[\w.-]+)(?::(?<port>\d{1,5}))?/,
  ),
  signature(
    "spring-no-instance",
    "no-backends",
    /(?:No servers available for service:|does not contain an instance for the service) (?<host>[\w.-]+)/,
  ),
  signature("reactor-closed", "reset", /Connection prematurely closed (?:BEFORE|DURING) response/),
  signature(
    "hikari-pool",
    (found) => (found.detail === "0" ? "timeout" : "pool-exhausted"),
    /Connection is not available, request timed out after \d+ ?ms(?:.{0,20}total=(?<detail>\d+))?/,
  ),
  signature(
    "reactor-pool",
    "pool-exhausted",
    /Pool#acquire\(Duration\) has been pending|Timeout waiting for connection from pool|Pending acquire queue has reached its maximum/,
  ),
  signature("hikari-leak", "pool-exhausted", /Connection leak detection triggered/),
  signature(
    "jdbc-url",
    "config-invalid",
    /claims to not accept jdbcUrl, (?<key>\S{1,200})|No suitable driver found for (?<key2>\S{1,200})/,
  ),
  signature("resilience-breaker", "circuit-open", /CircuitBreaker '(?<peer>[^']{1,100})' is (?:HALF_)?OPEN/),
  signature("resilience-bulkhead", "pool-exhausted", /Bulkhead '(?<peer>[^']{1,100})' is full/),
  signature("nacos-connect", "refused", /Client not connected, ?current status: ?STARTING/),
  signature("nacos-server", "refused", /check server (?<ip>[\w.-]+) ,port (?<port>\d{1,5}) is available/),
  signature("jvm-uncaught", "unhandled-error", /^Exception in thread "[^"]{1,100}" (?<detail>.{1,200})/),
  signature(
    "jvm-class",
    "command",
    /(?:NoClassDefFoundError|ClassNotFoundException): (?!Could not initialize)(?<key>[\w./$]{1,160})/,
  ),
];
