import { unwrap } from "../../core/log-envelope.ts";
import type { LogLine, LogStream } from "../../core/observation.ts";

/** A port that a program says it listens on. */
export interface Listening {
  port: number;
  /** `127.0.0.1`, `localhost` or `::1`: nobody outside the pod reaches it. */
  local: boolean;
  stream: LogStream;
  line: LogLine;
}

const SAYS = /\b(?:listening|listen|started|running|serving|bound|binding|accepting|ready|up)\b/i;
const ADDRESS =
  /(?:https?:\/\/|tcp:\/\/|grpc:\/\/)?(\[[0-9a-f:]+\]|127\.0\.0\.1|localhost|0\.0\.0\.0|\*|\d{1,3}(?:\.\d{1,3}){3})?:(\d{2,5})\b(?![:.\d])/i;
const ON_PORT = /\bports?(?: number)?(?:\(s\))?:?[ =:]{1,3}["']?(\d{2,5})\b/i;
const LISTENS =
  /\blisten(?:s|ing|ed)?\b|\b(?:server|service|http|https|grpc|tomcat|netty|jetty|undertow|kestrel|uvicorn|application|app|api)\b.{0,60}\b(?:started|running|ready|up|available)\b|\brunning on\b|\b(?:started|serving|bound|accepting connections) (?:on|at)\b/i;
/** A program says so when it starts. */
const MAX_LINES = 3000;

/** The ports that the streams say are open, each once. Errors about listening are no such lines. */
export function listeningIn(streams: readonly LogStream[]): Listening[] {
  const found = new Map<number, Listening>();
  for (const stream of streams)
    for (const line of stream.lines.slice(0, MAX_LINES)) {
      if (
        !SAYS.test(line.text) ||
        !LISTENS.test(line.text) ||
        /fail|error|refused|in use|unable|cannot|retry|connect(?:ing|ed) to/i.test(line.text)
      )
        continue;
      const { port, host } = opened(unwrap(line.text).message) ?? opened(line.text) ?? { port: Number.NaN, host: "" };
      if (!Number.isInteger(port) || port < 20 || port > 65535 || found.has(port)) continue;
      found.set(port, { port, local: /^(?:127\.0\.0\.1|localhost|\[::1\])$/i.test(host), stream, line });
    }
  return [...found.values()];
}

/** The address in a text, else the port that it names as one. */
function opened(text: string): { port: number; host: string } | undefined {
  const [, host = "", port = ON_PORT.exec(text)?.[1]] = ADDRESS.exec(text) ?? [];
  return port === undefined ? undefined : { port: Number(port), host };
}
