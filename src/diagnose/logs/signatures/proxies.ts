import { type Entities, type LogClass, signature } from "../signature.ts";

/** Response flags of Envoy's access log. `via_upstream` and `-` mean that the application itself answered. */
const ENVOY_FLAG: Record<string, LogClass> = {
  UF: "refused",
  UH: "no-backends",
  NR: "config-invalid",
  NC: "config-invalid",
  UO: "connection-limit",
  UC: "reset",
  UR: "reset",
  LR: "reset",
  UT: "deadline",
  UMSDR: "deadline",
  UPE: "protocol",
  DPE: "protocol",
  RL: "rate-limited",
  UAEX: "authorization",
  FI: "fault-injected",
  DI: "fault-injected",
  DF: "dns-failing",
  DC: "consequence",
};

/** nginx and ingress-nginx, Envoy and istio-proxy, HAProxy, Traefik, Apache. */
export const PROXIES = [
  signature(
    "nginx-connect",
    byErrno,
    /connect\(\) (?:to \S{1,80} )?failed \((?<code>\d+): [^)]{1,60}\) while connecting to upstream(?:.{0,400}?upstream: "\w+:\/\/(?<host>[\w.[\]:-]+?):(?<port>\d{1,5})[/"])?/,
  ),
  signature(
    "nginx-timeout-connect",
    "timeout",
    /upstream timed out \([^)]{1,60}\) while connecting to upstream(?:.{0,400}?upstream: "\w+:\/\/(?<host>[\w.-]+):(?<port>\d{1,5}))?/,
  ),
  signature(
    "nginx-timeout-read",
    "deadline",
    /upstream timed out \([^)]{1,60}\) while reading(?:.{0,400}?upstream: "\w+:\/\/(?<host>[\w.-]+):(?<port>\d{1,5}))?/,
  ),
  signature("nginx-closed", "reset", /upstream prematurely closed connection|recv\(\) failed \(104/),
  signature(
    "nginx-host",
    "dns-unknown",
    /host not found in (?:upstream|resolver) "(?<host>[^":]{1,120})(?::(?<port>\d{1,5}))?/,
  ),
  signature(
    "nginx-resolve",
    (found) => (found.code === "3" ? "dns-unknown" : "dns-failing"),
    /(?<![\w.-])(?<host>[\w.-]+) could not be resolved \((?<code>\d+)/,
  ),
  signature("nginx-header", "protocol", /upstream sent (?:no valid HTTP\/1\.0 header|invalid header|too big header)/),
  signature(
    "nginx-tls",
    (found) => (/version|unsupported|unknown protocol/.test(found.detail ?? "") ? "tls-plaintext" : "tls-untrusted"),
    /SSL_do_handshake\(\) failed \((?<detail>.{1,200}?)\) while SSL handshaking to upstream/,
  ),
  signature("nginx-https-port", "tls-plaintext", /plain HTTP request was sent to HTTPS port/),
  signature(
    "nginx-bind",
    (found) => (found.code === "13" ? "file-permission" : "port-in-use"),
    /bind\(\) to \S{0,60}:(?<port>\d{1,5}) failed \((?<code>\d+)/,
  ),
  signature(
    "nginx-file",
    (found) => byFile(found),
    /"(?<file>\/[^"]{1,200})"(?::| failed) ?\(?(?<code>\d+)?(?<detail>.{0,40}(?:denied|such file|[Rr]ead-only))/,
  ),
  signature("nginx-certificate", "mount", /cannot load certificate(?: key)? "(?<file>[^"]{1,200})"/),
  signature(
    "nginx-directive",
    "config-invalid",
    /(?:unknown directive|unexpected|invalid (?:number|parameter|value|port)|directive is (?:not allowed|duplicate)|unknown "?\w{1,40}"? variable)\s?"?(?<key>[^"\s]{0,60})"?.{0,80} in (?<file>\S{1,200}):\d+/,
  ),
  signature("nginx-connections", "connection-limit", /worker_connections are not enough/),
  signature("nginx-limiting", "rate-limited", /limiting requests, excess:/),
  signature(
    "nginx-worker",
    (found) => (found.code === "9" ? "memory-killed" : "segmentation-fault"),
    /worker process \d+ exited on signal (?<code>9|11)\b/,
  ),
  signature("ingress-endpoints", "no-backends", /Service "(?<peer>[^"]{1,200})" does not have any active Endpoint/),
  signature(
    "ingress-service",
    "unknown-object",
    /Error obtaining Endpoints for Service "(?<peer>[^"]{1,200})": no object matching key/,
  ),
  signature(
    "envoy-flags",
    (found) => byFlags(found),
    /" (?<code>\d{1,3}) (?<detail>[A-Z]{2,5}(?:,[A-Z]{2,5})*) .{0,400}?(?:outbound\|(?<port>\d{1,5})\|[^|]{0,80}\|(?<host>[\w.-]+)|inbound\||BlackHoleCluster|PassthroughCluster)/,
  ),
  signature(
    "envoy-upstream",
    "upstream-error",
    /" (?<code>5\d\d) (?:-|URX) via_upstream .{0,400}?outbound\|(?<port>\d{1,5})\|[^|]{0,80}\|(?<host>[\w.-]+)/,
  ),
  signature(
    "envoy-reset",
    (found) =>
      /connection failure/.test(found.detail ?? "")
        ? "refused"
        : /timeout/.test(found.detail ?? "")
          ? "timeout"
          : /overflow/.test(found.detail ?? "")
            ? "connection-limit"
            : /protocol/.test(found.detail ?? "")
              ? "protocol"
              : "reset",
    /upstream connect error or disconnect\/reset before headers\. .{0,60}reset reason: (?<detail>[\w ]{1,60})/,
  ),
  signature(
    "envoy-tls",
    (found) => (found.detail === "WRONG_VERSION_NUMBER" ? "tls-plaintext" : "tls-untrusted"),
    /OPENSSL_internal:(?<detail>\w{1,60})/,
  ),
  signature("envoy-no-healthy", "no-backends", /no healthy upstream/),
  signature("envoy-rbac", "authorization", /RBAC: access denied/),
  signature("envoy-fault", "fault-injected", /fault filter abort|delayed by fault/),
  signature(
    "haproxy-down",
    (found) =>
      /refused/i.test(found.detail ?? "")
        ? "refused"
        : /timeout/i.test(found.detail ?? "")
          ? "timeout"
          : /Layer6/.test(found.detail ?? "")
            ? "tls-plaintext"
            : "upstream-error",
    /Server (?<peer>\S{1,120}) is DOWN, reason: (?<detail>.{1,160})/,
  ),
  signature(
    "haproxy-access",
    (found) =>
      found.code?.startsWith("5") ? (found.peer?.endsWith("/<NOSRV>") ? "no-backends" : "upstream-error") : undefined,
    / (?<peer>[\w.-]{1,120}\/(?:<NOSRV>|[\w.-]{1,80})) -?\d+\/-?\d+\/-?\d+\/-?\d+\/\+?\d+ (?<code>\d{3}) .{0,300}HTTP\//,
  ),
  signature(
    "ingress-access",
    byGateway,
    /"[A-Z]{3,7} [^"]{1,500}" (?<code>50[0234]) \d+ .{0,500}\[(?<peer>[\w-]{1,200})\] \[[^\]]{0,100}\] [\d.]{7,15}:\d{1,5}/,
  ),
  signature(
    "traefik-access",
    byGateway,
    /"[A-Z]{3,7} [^"]{1,500}" (?<code>50[0234]) \d+ "[^"]{0,300}" "[^"]{0,300}" \d+ "[^"]{0,200}" "https?:\/\/(?<host>[\w.-]+):(?<port>\d{1,5})"/,
  ),
  signature("apache-backend", "unreachable", /failed to make connection to backend: (?<host>[\w.-]+)/),
];

/** A gateway gives 502 and 504 itself: what it called was cut off or late. */
function byGateway({ code }: Entities): LogClass {
  if (code === "502") return "unreachable";
  return code === "504" ? "deadline" : "upstream-error";
}

function byErrno({ code }: Entities): LogClass {
  if (code === "113" || code === "101") return "no-route";
  return code === "110" ? "timeout" : "refused";
}

function byFile({ code, detail = "" }: Entities): LogClass | undefined {
  if (code === "13" || /denied/i.test(detail)) return "file-permission";
  if (code === "30" || /read-only/i.test(detail)) return "read-only-filesystem";
  return code === "2" || /no such file/i.test(detail) ? "file-missing" : undefined;
}

function byFlags({ detail = "" }: Entities): LogClass | undefined {
  const classes = detail.split(",").map((flag) => ENVOY_FLAG[flag]);
  return classes.find((item) => item !== undefined && item !== "consequence") ?? classes[0];
}
