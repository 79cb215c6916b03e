import { classOfStatus, classOfText, type Entities, type LogClass, signature } from "../signature.ts";

const BY_ERRNO: Record<string, LogClass> = {
  ENOENT: "file-missing",
  EACCES: "file-permission",
  EPERM: "file-permission",
  EROFS: "read-only-filesystem",
  ENOSPC: "disk-full",
  EMFILE: "descriptor-limit",
  ECONNREFUSED: "refused",
  ETIMEDOUT: "timeout",
  EHOSTUNREACH: "no-route",
  ENETUNREACH: "no-route",
  ECONNRESET: "reset",
  ENOTFOUND: "dns-unknown",
  EAI_AGAIN: "dns-failing",
};
const byErrno = (found: Entities): LogClass | undefined => BY_ERRNO[found.code ?? ""];

const PRISMA: Record<string, LogClass> = {
  P1000: "authentication",
  P1001: "wrapper",
  P1003: "unknown-object",
  P1010: "authorization",
  P1012: "config-missing",
  P2021: "schema",
  P2022: "schema",
  P2024: "pool-exhausted",
  P3009: "migration-failed",
  P3018: "migration-failed",
};

/** Node's net, dns, tls, fs and loader, V8, undici, axios, ORMs and clients. */
export const NODE = [
  signature("node-connect", byErrno, /connect (?<code>E[A-Z]{5,14}) (?<ip>\[?[0-9a-fA-F:.]+?\]?):(?<port>\d{1,5})\b/),
  signature("node-aggregate", byErrno, /AggregateError \[(?<code>E[A-Z]{5,14})\]/),
  signature("node-lookup", byErrno, /(?:getaddrinfo|queryA{1,4}) (?<code>ENOTFOUND|EAI_AGAIN) (?<host>[\w.-]+)/),
  signature("node-hang-up", "reset", /socket hang up|other side closed|UND_ERR_SOCKET/),
  signature(
    "node-connect-timeout",
    "timeout",
    /Connect Timeout Error(?: \(attempted address(?:es)?: (?<host>[\w.-]+):(?<port>\d{1,5}))?/,
  ),
  signature("node-body-timeout", "deadline", /(?:Headers|Body) Timeout Error|UND_ERR_(?:HEADERS|BODY)_TIMEOUT/),
  signature(
    "node-request-failed",
    (found) => classOfText(found.detail) ?? "wrapper",
    /request to (?:https?:\/\/)(?<host>[\w.-]{1,253})(?::(?<port>\d{1,5}))?\S{0,200} failed, reason: (?<detail>.{0,200})/,
  ),
  signature("axios-status", classOfStatus, /Request failed with status code (?<code>\d{3})/),
  signature("node-tls-version", "tls-plaintext", /wrong version number|packet length too long/),
  signature(
    "node-tls-issuer",
    "tls-untrusted",
    /unable to verify the first certificate|unable to get (?:local )?issuer certificate|self[- ]signed certificate|UNABLE_TO_VERIFY_LEAF_SIGNATURE|DEPTH_ZERO_SELF_SIGNED_CERT/,
  ),
  signature(
    "node-tls-expired",
    "tls-expired",
    /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate has expired(?! or is not yet valid)|certificate is not yet valid/,
  ),
  signature(
    "node-tls-name",
    "tls-name",
    /does not match certificate's altnames:\s{1,4}(?:Host|IP): (?<host>\S{1,120}?)\.? is not/,
  ),
  signature("node-http-parse", "protocol", /Parse Error: Expected HTTP|\bHPE_INVALID_\w+/),
  signature(
    "node-listen",
    (found) => (found.code === "EACCES" ? "file-permission" : "port-in-use"),
    /listen (?<code>EADDRINUSE|EACCES)[^\d]{0,60}(?:\S{0,60}:)?(?<port>\d{1,5})\b/,
  ),
  signature(
    "node-fs",
    byErrno,
    /(?<code>ENOENT|EACCES|EPERM|EROFS|ENOSPC|EMFILE): (?!System limit)[^,]{1,80}, \w{1,20} '(?<file>[^']{1,200})'/,
  ),
  signature("node-module", "command", /Cannot find (?:module|package) '(?<file>[^']{1,200})'/),
  signature("node-heap", "heap-exhausted", /JavaScript heap out of memory/),
  signature(
    "node-config",
    "config-missing",
    /Missing environment variables?:? ?(?<key>[A-Z][A-Z0-9_, ]{1,120})?|Config validation error: "(?<key2>[\w.]{1,80})" is required|Environment variable not found: (?<key3>\w{1,80})/,
  ),
  signature(
    "node-invalid-url",
    "config-missing",
    /(?:Invalid URL|ERR_INVALID_URL).{0,120}(?:undefined|input: ''|input: "")/,
  ),
  signature("node-url", "config-invalid", /TypeError:? (?:\[ERR_INVALID_URL\]: )?Invalid URL/),
  signature("node-pg-password", "config-missing", /client (?<key>password) must be a string/),
  signature(
    "node-pool-timeout",
    "pool-exhausted",
    /ConnectionAcquireTimeoutError|pool is probably full|ResourceRequest timed out|Queue limit reached/,
  ),
  signature("node-pg-timeout", "timeout", /timeout exceeded when trying to connect/),
  signature(
    "node-pg-closed",
    "reset",
    /Connection terminated unexpectedly|PROTOCOL_CONNECTION_LOST|Connection lost: The server closed the connection/,
  ),
  signature("node-pg-protocol", "protocol", /unknown message code: /),
  signature(
    "node-mysql",
    (found) =>
      (
        ({
          ER_ACCESS_DENIED_ERROR: "authentication",
          ER_BAD_DB_ERROR: "unknown-object",
          ER_CON_COUNT_ERROR: "connection-limit",
          ER_DBACCESS_DENIED_ERROR: "authorization",
          ER_NO_SUCH_TABLE: "schema",
          ER_OPTION_PREVENTS_STATEMENT: "read-only",
        }) as Record<string, LogClass>
      )[found.code ?? ""],
    /\b(?<code>ER_[A-Z_]{3,40})/,
  ),
  signature("prisma-code", (found) => PRISMA[found.code ?? ""], /\b(?<code>P[123]0[0-2]\d)\b/),
  signature("prisma-unreachable", "refused", /Can't reach database server at .(?<host>[\w.-]+).:.?(?<port>\d{1,5})/),
  signature("redis-reply-type", "protocol", /Protocol error, got "(?<detail>.{1,6}?)" as reply type byte/),
  signature(
    "amqplib-handshake",
    (found) => (found.code === "403" ? "authentication" : "unknown-object"),
    /Handshake terminated by server: (?<code>\d{3})/,
  ),
  signature("amqplib-closed", "protocol", /Socket closed abruptly during opening handshake/),
  signature(
    "kafkajs-broker",
    (found) => classOfText(found.detail),
    /Connection error: (?<detail>[^"]{1,160})".{0,80}"broker":"(?<host>[\w.-]+):(?<port>\d{1,5})"/,
  ),
  signature(
    "grpcjs-connect",
    (found) => classOfText(found.detail),
    /No connection established\. Last error: (?<detail>.{1,200})/,
  ),
  signature(
    "grpcjs-lookup",
    "dns-unknown",
    /Name resolution failed for target (?:dns:)?(?<host>[\w.-]+):(?<port>\d{1,5})/,
  ),
  signature(
    "mongo-selection",
    (found) => classOfText(found.detail) ?? "wrapper",
    /Mongo\w{0,8}(?:ServerSelection|Network)Error: (?<detail>.{1,200})/,
  ),
  signature("opossum", "circuit-open", /EOPENBREAKER|Breaker is open/),
  signature(
    "node-unhandled",
    "unhandled-error",
    /UnhandledPromiseRejection|[Uu]ncaught ?[Ee]xception|\bUncaught \w{0,30}Error|Unhandled (?:promise )?[Rr]ejection/,
  ),
  signature(
    "js-error",
    "unhandled-error",
    /^(?:Uncaught )?(?:TypeError|ReferenceError|SyntaxError|RangeError)(?: \[\w+\])?: (?<detail>.{1,200})/,
  ),
];
