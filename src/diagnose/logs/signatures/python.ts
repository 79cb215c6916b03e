import { classOfStatus, classOfText, type Entities, type LogClass, signature } from "../signature.ts";

const byDetail = (found: Entities): LogClass => classOfText(found.detail) ?? "wrapper";
const BY_ERRNO: Record<string, LogClass> = {
  "2": "file-missing",
  "13": "file-permission",
  "28": "disk-full",
  "30": "read-only-filesystem",
  "98": "port-in-use",
  "24": "descriptor-limit",
};
const AWS: Record<string, LogClass> = {
  AccessDenied: "authorization",
  AccessDeniedException: "authorization",
  Throttling: "rate-limited",
  ThrottlingException: "rate-limited",
  SlowDown: "rate-limited",
  ExpiredToken: "authentication",
  InvalidClientTokenId: "authentication",
  SignatureDoesNotMatch: "authentication",
  RequestTimeTooSkewed: "clock",
  NoSuchBucket: "unknown-object",
};

/** CPython, urllib3 and requests, aiohttp, SQLAlchemy, redis-py, pika, kombu, gunicorn, uvicorn, Django, gRPC core, boto3, pymongo. */
export const PYTHON = [
  signature(
    "urllib3",
    byDetail,
    /HTTPS?Connection(?:Pool)?\(host='(?<host>[^']{1,120})', port=(?<port>\d{1,5})\).{0,200}?(?:\[Errno -?\d+\]|Caused by|(?<!Read )timed out)(?<detail>.{0,200})/,
  ),
  signature("urllib3-lookup", byDetail, /Failed to resolve '(?<host>[^']{1,120})' \((?<detail>[^)]{1,80})/),
  signature("urllib3-connect-timeout", "timeout", /Connection to (?<host>[\w.-]+) timed out\. \(connect timeout=/),
  signature(
    "urllib3-read-timeout",
    "deadline",
    /(?:\(host='(?<host>[^']{1,120})', port=(?<port>\d{1,5})\): )?Read timed out\. \(read timeout=/,
  ),
  signature(
    "requests-status",
    classOfStatus,
    /\b(?<code>[45]\d\d) (?:Client|Server) Error: [^:]{0,60} for url: https?:\/\/(?<host>[\w.-]{1,200})(?::(?<port>\d{1,5}))?/,
  ),
  signature("python-tls", byDetail, /CERTIFICATE_VERIFY_FAILED\] certificate verify failed: (?<detail>[^(]{1,120})/),
  signature("python-tls-version", "tls-plaintext", /WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE/),
  signature("python-disconnected", "reset", /RemoteDisconnected|Remote end closed connection without response/),
  signature("python-status-line", "protocol", /BadStatusLine/),
  signature(
    "httpx",
    (found) =>
      (({ Connect: "wrapper", Read: "deadline", Pool: "pool-exhausted" }) as Record<string, LogClass>)[
        found.detail ?? ""
      ],
    /\b(?:httpx|httpcore)\.(?<detail>Connect|Read|Pool)(?:Error|Timeout)/,
  ),
  signature(
    "aiohttp",
    byDetail,
    /Cannot connect to host (?<host>[\w.-]+):(?<port>\d{1,5}) ssl:\S{1,80} \[(?<detail>[^\]]{1,160})/,
  ),
  signature("requests-scheme", "config-invalid", /Invalid URL '(?<key>[^']{0,120})': No scheme supplied/),
  signature("django-host", "config-invalid", /Invalid HTTP_HOST header: '(?<key>[^']{1,120})'/),
  signature(
    "python-environ",
    "config-missing",
    /^(?:[\w.]*)KeyError: '(?<key>[A-Z][A-Z0-9_]{2,80})'|Set the (?<key2>\w{1,80}) environment variable|(?<![A-Z0-9_])(?<key3>[A-Z][A-Z0-9_]{2,80}) not found\. Declare it as envvar/,
  ),
  signature("pydantic-settings", "config-missing", /validation errors? for \w{0,40}(?:Settings|Config)\b/),
  signature("sqlalchemy-pool", "pool-exhausted", /QueuePool limit of size \d+ overflow \d+ reached/),
  signature(
    "sqlalchemy-url",
    "config-invalid",
    /Can't load plugin: sqlalchemy\.dialects:(?<key>\S{1,80})|Could not parse .{0,40}URL from/,
  ),
  signature("psycopg-pool", "pool-exhausted", /couldn't get a connection after/),
  signature(
    "redis-py",
    byDetail,
    /Error (?<detail>-?\d+(?= connecting)|) ?connecting to (?<host>[\w.-]+):(?<port>\d{1,5})/,
  ),
  signature(
    "pika",
    (found) =>
      found.detail?.includes("Authentication")
        ? "authentication"
        : found.detail?.includes("Access")
          ? "unknown-object"
          : "protocol",
    /(?<detail>Probable(?:Authentication|AccessDenied)|IncompatibleProtocol)Error/,
  ),
  signature(
    "kombu",
    byDetail,
    /Cannot connect to \w{1,12}:\/\/(?:(?<user>[^:\s]{0,80}):\S{1,40}@)?(?<host>[\w.-]+):(?<port>\d{1,5})\S{0,40}: (?<detail>.{1,160})/,
  ),
  signature("gunicorn-killed", "memory-killed", /Worker \(pid:\d+\) was sent SIGKILL! Perhaps out of memory/),
  signature("gunicorn-timeout", "deadline", /WORKER TIMEOUT \(pid:\d+\)/),
  signature("gunicorn-port", "port-in-use", /Connection in use: \('[^']{0,60}', (?<port>\d{1,5})/),
  signature("uvicorn-port", "port-in-use", /bind on address \('[^']{0,60}', (?<port>\d{1,5})/),
  signature(
    "python-import",
    "command",
    /ModuleNotFoundError: No module named '(?<key>[^']{1,80})'|Could not import module "(?<key2>[^"]{1,80})"|can't open file '(?<file>[^']{1,200})'/,
  ),
  signature(
    "django-migrations",
    "migration-failed",
    /InconsistentMigrationHistory|Can't locate revision identified by/,
  ),
  signature("python-memory", "heap-exhausted", /^MemoryError\b/),
  signature("python-fatal", "segmentation-fault", /^Fatal Python error: (?<detail>.{1,120})/),
  signature(
    "python-oserror",
    (found) => BY_ERRNO[found.code ?? ""],
    /\[Errno (?<code>\d+)\] [^:]{1,80}: '(?<file>[^']{1,200})'/,
  ),
  signature("grpc-core", byDetail, /ipv[46]:(?<ip>\[?[0-9a-fA-F:.%]+?\]?):(?<port>\d{1,5}): (?<detail>.{1,160})/),
  signature(
    "grpc-core-lookup",
    (found) => (/not found/i.test(found.detail ?? "") ? "dns-unknown" : "dns-failing"),
    /DNS resolution failed for (?<host>[\w.-]+)(?::(?<port>\d{1,5}))?(?<detail>.{0,300})/,
  ),
  signature(
    "boto3",
    (found) => AWS[found.code ?? ""],
    /An error occurred \((?<code>\w{1,60})\) when calling the (?<detail>\w{1,60}) operation/,
  ),
  signature("boto3-credentials", "config-missing", /Unable to locate (?<key>credentials)/),
  signature(
    "pymongo",
    byDetail,
    /ServerSelectionTimeoutError: (?<host>[\w.-]+):(?<port>\d{1,5}): (?<detail>[^(]{1,160})/,
  ),
  signature("librdkafka", byDetail, /FAIL\|.{0,200}?: (?<host>[\w.-]+):(?<port>\d{1,5})\/\w+: (?<detail>.{1,160})/),
  signature("librdkafka-protocol", "tls-plaintext", /while requesting ApiVersion/),
  signature("smtp-credentials", "authentication", /SMTPAuthenticationError|\b535[ -]5\.7\.\d\b/),
  signature(
    "python-exception",
    "unhandled-error",
    /^\s{0,12}(?:[A-Za-z_]\w{0,30}\.)*(?:[A-Z]\w{0,30}(?:Error|Exception))(?:: (?<detail>.{1,200}))?$/,
  ),
];
