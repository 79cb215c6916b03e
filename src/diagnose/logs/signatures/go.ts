import { classOfText, type Entities, type LogClass, signature } from "../signature.ts";

const byDetail = (found: Entities): LogClass => classOfText(found.detail) ?? "wrapper";
const MYSQL: Record<string, LogClass> = {
  "1040": "connection-limit",
  "1044": "authorization",
  "1045": "authentication",
  "1049": "unknown-object",
  "1054": "schema",
  "1146": "schema",
  "1205": "lock-wait",
  "1213": "deadlock",
  "1290": "read-only",
  "1114": "disk-full",
};

/** net, net/http, crypto/tls, os, the runtime, grpc-go, client-go, pgx, go-sql-driver, go-redis, mongo, amqp, sarama. */
export const GO = [
  signature(
    "go-dial",
    byDetail,
    /dial (?:tcp|udp)4?6? (?<ip>\[?[0-9a-fA-F:.]+?\]?):(?<port>\d{1,5}): (?:connect: )?(?<detail>[^"]{1,100})/,
  ),
  signature(
    "go-dial-name",
    byDetail,
    /dial (?:tcp|udp)4?6? (?<host>[a-zA-Z][\w.-]*):(?<port>\d{1,5}): (?:connect: )?(?<detail>[^"]{1,100})/,
  ),
  signature("go-no-host", "dns-unknown", /lookup (?<host>[\w.-]+)(?: on \S{1,60})?: no such host/),
  signature(
    "go-lookup",
    "dns-failing",
    /lookup (?<host>[\w.-]+)(?: on \S{1,60})?: (?:server misbehaving|(?:read|dial|write) (?:udp|tcp)|i\/o timeout|temporary failure)/i,
  ),
  signature(
    "go-client-timeout",
    (found) => (found.detail?.includes("connection") ? "timeout" : "deadline"),
    /Client\.Timeout exceeded while (?<detail>[\w ]{1,40})/,
  ),
  signature(
    "go-url",
    (found) => (/^(?:unexpected )?EOF|connection reset/.test(found.detail ?? "") ? "reset" : "wrapper"),
    /\b(?:Get|Post|Put|Delete|Patch|Head) \\?"(?:https?:\/\/)(?<host>[\w.-]{1,253})(?::(?<port>\d{1,5}))?[^"\\]{0,300}\\?": (?<detail>.{1,160})/,
  ),
  signature(
    "go-http-to-https",
    "tls-plaintext",
    /server gave HTTP response to HTTPS client|client sent an HTTP request to an HTTPS server/,
  ),
  signature("go-tls-record", "tls-plaintext", /first record does not look like a TLS handshake/),
  signature(
    "go-malformed",
    (found) => (/x15|x16/.test(found.detail ?? "") ? "tls-plaintext" : "protocol"),
    /malformed HTTP (?:response|status code|version) \\?"(?<detail>.{1,40})/,
  ),
  signature(
    "go-tls-version",
    "protocol",
    /tls: protocol version not supported|tls: no supported versions satisfy|server selected unsupported protocol version/,
  ),
  signature(
    "go-tls-client",
    "tls-client-certificate",
    /remote error: tls: (?:bad certificate|unknown certificate(?: authority)?|certificate required)/,
  ),
  signature(
    "go-x509-expired",
    (found) => (found.detail === "before" ? "clock" : "tls-expired"),
    /certificate has expired or is not yet valid(?:: current time \S{1,40} is (?<detail>after|before))?/,
  ),
  signature(
    "go-x509-name",
    "tls-name",
    /certificate is valid for .{1,200}, not (?<host>[\w.-]+)|doesn't contain any IP SANs|certificate is not valid for any names|relies on legacy Common Name field|remote error: tls: unrecognized name/,
  ),
  signature(
    "go-listen",
    (found) =>
      /denied/.test(found.detail ?? "")
        ? "file-permission"
        : /in use/.test(found.detail ?? "")
          ? "port-in-use"
          : "config-invalid",
    /listen (?:tcp|udp)4?6? \S{0,60}:(?<port>\d{1,5}): bind: (?<detail>.{1,80})/,
  ),
  signature(
    "go-file",
    byFile,
    /\b(?:open|mkdir|write|stat|lstat|read|chmod|chown|rename|fork\/exec) (?<file>\/[^\s:]{1,200}): (?<detail>no such file|permission denied|read-only file system|no space left|not a directory|is a directory|too many open)/,
  ),
  signature("go-panic", (found) => classOfPanic(found.detail), /^panic: (?<detail>.{0,300})/),
  signature(
    "go-fatal",
    (found) =>
      /deadlock/.test(found.detail ?? "")
        ? "process-deadlock"
        : /out of memory/.test(found.detail ?? "")
          ? "heap-exhausted"
          : /stack overflow/.test(found.detail ?? "")
            ? "stack-overflow"
            : "unhandled-error",
    /^fatal error: (?<detail>.{1,120})/,
  ),
  signature(
    "go-panic-logged",
    "unhandled-error",
    /panic recovered|recovered from panic|invalid memory address or nil pointer dereference/i,
  ),
  signature("rust-panic", "unhandled-error", /thread '[^']{1,60}' (?:\(\d+\) )?panicked at (?<detail>.{0,200})/),
  signature("rust-allocation", "heap-exhausted", /memory allocation of \d+ bytes failed/),
  signature("rust-sqlx-pool", "pool-exhausted", /\bPoolTimedOut\b|pool timed out while waiting for an open connection/),
  signature(
    "go-address",
    "config-invalid",
    /unsupported protocol scheme "(?<key>[^"]{0,40})"|missing port in address|first path segment in URL cannot contain colon|address (?<key2>[\w.-]{1,80}): missing port/,
  ),
  signature(
    "go-url-parse",
    "config-invalid",
    /parse \\?"(?<key>[a-z][a-z0-9+]{1,20}):\/\/[^"]{0,400}": (?:net\/url: )?invalid (?:userinfo|port|URL escape|character|control character)/,
  ),
  signature(
    "go-envconfig",
    "config-missing",
    /required key (?<key>\w{1,80}) missing value|(?:required )?environment variable "?(?<key2>\w{1,80})"? (?:is )?not set|env: (?:required )?environment variable "(?<key3>\w{1,80})"/,
  ),
  signature("viper", "file-missing", /Config File "(?<file>[^"]{1,80})" Not Found in/),
  signature(
    "pgx",
    byDetail,
    /failed to connect to `(?:host=(?<host>\S{1,120}) )?user=(?<user>\S{0,80}) database=(?<db>[^`]{0,80})`:? ?(?<detail>.{0,300})/,
  ),
  signature("pq-ssl", "tls-plaintext", /SSL is not enabled on the server|server refused TLS connection/),
  signature("go-mysql", (found) => MYSQL[found.code ?? ""], /\bError (?<code>1\d{3})(?: \(\w{5}\))?: /),
  signature(
    "go-mysql-dsn",
    "config-invalid",
    /default addr for network '(?<key>[^']{1,120})' unknown|invalid DSN: (?<key2>.{1,80})/,
  ),
  signature("go-redis-pool", "pool-exhausted", /redis: connection pool timeout/),
  signature(
    "mongo-go",
    byDetail,
    /server selection (?:error|timeout).{0,400}?Addr: (?<host>[\w.-]{1,253}):(?<port>\d{1,5}).{0,200}?Last error: (?<detail>.{1,200})/,
  ),
  signature("mgo", "refused", /no reachable servers/),
  signature(
    "amqp-exception",
    (found) =>
      found.code === "403" && /password|login/i.test(found.detail ?? "")
        ? "authentication"
        : found.code === "403"
          ? "authorization"
          : found.code === "504"
            ? "consequence"
            : found.code === "320"
              ? "reset"
              : found.code === "404"
                ? "unknown-object"
                : "upstream-error",
    /Exception \((?<code>\d{3})\) Reason: \\?"(?<detail>[^"]{1,200})/,
  ),
  signature("kafka-go-dial", byDetail, /open connection to (?<host>[\w.-]+):(?<port>\d{1,5}): (?<detail>.{1,160})/),
  signature("grpc-go-addresses", "no-backends", /name resolver error: produced zero addresses/),
  signature("grpc-go-preface", "protocol", /server preface: .{0,80}frame too large/),
  signature("grpc-go-handshake", byDetail, /authentication handshake failed: (?<detail>[^"]{1,160})/),
  signature("grpc-go-unknown", "protocol", /code = Unimplemented desc = unknown (?:service|method) (?<peer>\S{1,120})/),
  signature("grpc-go-status", "upstream-error", /unexpected HTTP status code received from server: (?<code>5\d\d)/),
  signature("grpc-go-code", byGrpcCode, /code ?= ?(?<code>[A-Z]\w{3,30}) desc ?= ?(?<detail>.{0,200})/),
  signature("grpc-greeting", "protocol", /received bogus greeting from client: "(?<detail>.{0,24})/),
  signature(
    "client-go-forbidden",
    "authorization",
    /forbidden: User \\*"(?:system:serviceaccount:(?<db>[^":\\]{1,63}):)?(?<user>[^"\\]{1,253})\\*" cannot (?<detail>\w{1,20}) (?:resource|path) \\*"(?<table>[^"\\]{1,120})/,
  ),
  signature("client-go-config", "mount", /unable to load in-cluster configuration|serviceaccount\/token: no such file/),
  signature(
    "client-go-unauthorized",
    "authentication",
    /the server has asked for the client to provide credentials|failed to (?:list|watch) \*v\d\w{0,10}\.\w{1,60}: Unauthorized/,
  ),
  signature("client-go-lease", "leadership", /failed to renew lease (?<key>\S{1,200}):|leader ?election lost/),
  // What client-go says of the API server: apimachinery's errors, and those of its HTTP/2 connection.
  signature(
    "kube-api-slow",
    "deadline",
    /the server was unable to return a response in the time allotted|http2: client connection (?:lost|force closed via ClientConn\.Close)|error retrieving resource lock \S{1,200}: .{0,200}(?:context deadline exceeded|Client\.Timeout)/,
  ),
  signature(
    "kube-api-busy",
    "rate-limited",
    /the server has received too many requests and has asked us to try again later/,
  ),
  signature("gobreaker", "circuit-open", /circuit breaker is open/),
];

function byFile({ detail = "" }: Entities): LogClass {
  if (/denied/.test(detail)) return "file-permission";
  if (/read-only/.test(detail)) return "read-only-filesystem";
  if (/space/.test(detail)) return "disk-full";
  return /too many/.test(detail) ? "descriptor-limit" : "file-missing";
}

/** A panic's own text often wraps what went wrong; the signature of that text wins when there is one. */
function classOfPanic(detail = ""): LogClass {
  return /refused|no such host|timed? ?out|authenti|password/i.test(detail)
    ? (classOfText(detail) ?? "unhandled-error")
    : "unhandled-error";
}

function byGrpcCode({ code, detail = "" }: Entities): LogClass | undefined {
  if (code === "DeadlineExceeded") return /waiting for|connection/.test(detail) ? "timeout" : "deadline";
  if (code === "Unavailable") return classOfText(detail) ?? "upstream-error";
  if (code === "Unauthenticated") return "authentication";
  if (code === "PermissionDenied") return "authorization";
  // A message above the limit of one side is too large each time, whoever sends it how often.
  const isSize = /larger than max|exceeds (?:the )?(?:limit|maximum)/.test(detail);
  return code === "ResourceExhausted" && !isSize ? "rate-limited" : undefined;
}
