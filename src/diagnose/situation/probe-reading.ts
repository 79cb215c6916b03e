/** What the output of a failed probe says. Texts: kubelet `pkg/probe`, net/http, container runtimes. */
export interface Reading {
  kind:
    | "refused"
    | "unreachable"
    | "timeout"
    | "status"
    | "plaintext-server"
    | "tls-server"
    | "other-protocol"
    | "port-name"
    | "command-missing"
    | "command-failed"
    | "redirects"
    | "grpc-unimplemented"
    | "grpc-not-serving"
    | "unknown";
  /** HTTP status of a `status`. */
  status: number | undefined;
  /** The output without the frame around it. */
  output: string;
}

const FRAME = /^\w+ probe (?:failed|errored(?: and resulted in \w+ state)?|warning): /i;

/** In this order; the first that matches. */
const READINGS: readonly [RegExp, Reading["kind"]][] = [
  [/statuscode: (\d{3})/, "status"],
  [
    /executable file not found|exec: .{0,300}no such file or directory|(?:^|: )(?:command )?not found\b|exec format error|exec: .{0,300}permission denied/,
    "command-missing",
  ],
  [/port \S+ not found|invalid port number/, "port-name"],
  [/server gave HTTP response to HTTPS client|first record does not look like a TLS handshake/, "plaintext-server"],
  [/malformed HTTP (?:response|status).{0,100}x15|malformed HTTP (?:response|status).{0,100}x16/, "tls-server"],
  [
    /does not implement the grpc health protocol|health rpc failed: .{0,60}(?:NotFound|Unimplemented)/,
    "grpc-unimplemented",
  ],
  // What a gRPC client reads in place of HTTP/2 while it goes on dialling until its timeout.
  [/error reading server preface/, "other-protocol"],
  [/stopped after \d+ redirects/, "redirects"],
  [/service unhealthy \(responded with/, "grpc-not-serving"],
  [/connection refused/, "refused"],
  [/no route to host|network is unreachable|i\/o timeout/, "unreachable"],
  [/context deadline exceeded|timed out|timeout:/, "timeout"],
  [/malformed HTTP|transport connection broken|\bEOF\b|connection reset by peer|http2/, "other-protocol"],
];

export function readingOf(message: string): Reading {
  const output = message.replace(FRAME, "");
  const found = READINGS.find(([pattern]) => pattern.test(output));
  const status = /statuscode: (\d{3})/.exec(output)?.[1];
  return {
    kind: found?.[1] ?? (output ? "command-failed" : "unknown"),
    status: status ? Number(status) : undefined,
    output,
  };
}
