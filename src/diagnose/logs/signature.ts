/** What a log line says is wrong, whatever product printed it. */
export type LogClass =
  // the process itself
  | "command"
  | "architecture"
  | "config-missing"
  | "config-invalid"
  | "file-missing"
  | "file-permission"
  | "mount"
  | "port-in-use"
  | "read-only-filesystem"
  | "disk-full"
  | "data-corrupt"
  | "data-locked"
  | "data-version"
  | "license"
  | "heap-exhausted"
  | "memory-killed"
  | "descriptor-limit"
  | "process-limit"
  | "segmentation-fault"
  | "stack-overflow"
  | "process-deadlock"
  | "unhandled-error"
  // the way to another process
  | "dns-unknown"
  | "dns-failing"
  | "no-route"
  | "timeout"
  | "refused"
  | "unreachable"
  | "reset"
  | "tls-expired"
  | "tls-untrusted"
  | "tls-name"
  | "tls-plaintext"
  | "tls-client-certificate"
  | "protocol"
  // what the other process answered
  | "authentication"
  | "authorization"
  | "unknown-object"
  | "migration-failed"
  | "schema"
  | "connection-limit"
  | "read-only"
  | "quorum"
  | "memory-full"
  | "deadlock"
  | "lock-wait"
  | "loading"
  | "pool-exhausted"
  | "rate-limited"
  | "deadline"
  | "upstream-error"
  | "circuit-open"
  | "no-backends"
  | "fault-injected"
  | "clock"
  | "leadership"
  // not a cause
  | "wrapper"
  | "consequence"
  | "benign";

/** Values that a line names. `client` is the caller as a server saw it: never the peer that failed. */
export const ENTITIES = [
  "host",
  "ip",
  "port",
  "user",
  "db",
  "table",
  "file",
  "key",
  "peer",
  "client",
  "detail",
  "code",
] as const;
export type Entities = Partial<Record<(typeof ENTITIES)[number], string>>;

/** One error line as a product prints it. */
export interface Signature {
  /** `stack-what`, unique. */
  id: string;
  /** Fixed, or decided by what the pattern captured; `undefined`: this line is not such an error after all. */
  class: LogClass | ((found: Entities) => LogClass | undefined);
  /** What ends the state that the line announces; until then it counts as present, however long ago it was printed. */
  until?: RegExp;
  /**
   * Named groups are entities, a digit at their end left out. Linear: no nested or adjacent unbounded repetitions.
   * Each alternative has a fixed text of three characters or more, by which a line is found to be worth a try.
   */
  pattern: RegExp;
}

export function signature(id: string, is: Signature["class"], pattern: RegExp, until?: RegExp): Signature {
  return { id, class: is, pattern, ...(until && { until }) };
}

/** What an HTTP status says of the peer; other 4xx are the caller's own affair. */
export function classOfStatus({ code = "" }: Entities): LogClass | undefined {
  if (code.startsWith("5")) return "upstream-error";
  return STATUSES[code];
}

const STATUSES: Record<string, LogClass> = { "401": "authentication", "403": "authorization", "429": "rate-limited" };

/** The class of a cause given in a product's own tail: `connect: connection refused`, `[Errno -2] …`, `Try again`. */
export function classOfText(text: string | undefined): LogClass | undefined {
  return TEXTS.find(([pattern]) => pattern.test(text ?? ""))?.[1];
}

const TEXTS: readonly [RegExp, LogClass][] = [
  [/refused|\b(?:10)?061\b|\b111\b/i, "refused"],
  [
    /temporary failure in name|try again|EAI_AGAIN|SERVFAIL|server misbehaving|non-recoverable|timed out after|errno -3|\(-3\)/i,
    "dns-failing",
  ],
  [
    /not known|not resolve|no such host|NXDOMAIN|ENOTFOUND|unknown ?host|no address|not found|errno -[25]|\(-[25]\)/i,
    "dns-unknown",
  ],
  [/no route|unreachable|\b113\b|\b101\b/i, "no-route"],
  [/expired|not yet valid/i, "tls-expired"],
  [/self.signed|unknown authority|issuer|certification path|unknown ca\b/i, "tls-untrusted"],
  [/mismatch|not valid for|altname|doesn't contain any IP SANs/i, "tls-name"],
  [/wrong version number|not an ssl|unrecognized ssl|does not look like a tls/i, "tls-plaintext"],
  [/ssl|tls|handshake/i, "tls-untrusted"],
  [/reset|closed|\beof\b|broken pipe|\b104\b/i, "reset"],
  [/deadline|read timed out|timed? ?out|\b110\b/i, "timeout"],
  [/password|authentication|access denied|not authori[sz]ed|login/i, "authentication"],
];
