/** Why an image does not come. */
export type PullReason =
  | "disk-full"
  | "platform"
  | "rate-limited"
  | "unresolvable"
  | "untrusted"
  | "unreachable"
  | "ambiguous"
  | "unauthorized"
  | "repository"
  | "tag"
  | "outage"
  | "format"
  | "corrupt"
  | "signature"
  | "secret-missing"
  | "unknown";

/** In this order, the first that matches: texts of containerd, CRI-O and the common registries as the kubelet passes them on. */
const REASONS: readonly [PullReason, RegExp][] = [
  ["disk-full", /no space left on device/i],
  ["platform", /no match for platform in manifest|no matching manifest for/i],
  ["rate-limited", /toomanyrequests|429 Too Many Requests/i],
  [
    "unresolvable",
    /no such host|server misbehaving|temporary failure in name resolution|lookup \S{1,300}(?: on \S{1,300})?: .{0,200}i\/o timeout/i,
  ],
  ["untrusted", /x509:|tls: (?!handshake timeout)|server gave HTTP response to HTTPS client/i],
  [
    "unreachable",
    /connection refused|no route to host|network is unreachable|connection reset by peer|i\/o timeout|context deadline exceeded|TLS handshake timeout|Client\.Timeout exceeded/i,
  ],
  ["repository", /name unknown|NAME_UNKNOWN|repository .{0,300}not found|project .{0,300}not found/i],
  [
    "ambiguous",
    /repository does not exist or may require authorization|insufficient_scope|requested access to the resource is denied/i,
  ],
  [
    "unauthorized",
    /401 Unauthorized|no basic auth credentials|failed to fetch (?:anonymous|oauth) token|failed to authorize|403 Forbidden|unauthorized:|authentication required/i,
  ],
  ["format", /is no longer supported since containerd|unsupported manifest|mediaType .{0,200}not supported/i],
  ["signature", /signature validation failed|signature .{0,200}(?:required|not verified|invalid)/i],
  [
    "tag",
    /: not found|manifest unknown|manifest for .{0,300} not found|404 Not Found|could not fetch content descriptor/i,
  ],
  [
    "outage",
    /unexpected status.{0,300}: 5\d\d|registry is unavailable|50[0234] (?:Internal|Bad Gateway|Service|Gateway)/i,
  ],
  [
    "corrupt",
    /failed to extract layer|unexpected EOF|failed to verify|unexpected commit digest|size validation failed/i,
  ],
];

/** The reason that a text gives; `undefined` for text that says only that it failed. */
export function pullReason(text: string): PullReason | undefined {
  return REASONS.find(([, pattern]) => pattern.test(text))?.[0];
}
