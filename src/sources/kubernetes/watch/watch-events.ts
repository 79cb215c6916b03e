import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { unpacked } from "../api/body.ts";
import type { KubeClient } from "../api/client.ts";
import { KubeError } from "../api/kube-error.ts";

export interface WatchEvent {
  type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK";
  object: unknown;
}

/** The server ends a watch itself after this; it spreads watchers over its replicas so. */
const SECONDS = 290;
/** A bookmark comes about every minute: silence for longer is a connection that is no more. */
const SILENCE = 100_000;
/** One event is one object. */
const MAX_LINE = 4 * 1024 * 1024;

const Line = z.looseObject({ type: z.string(), object: z.unknown() });
const Failure = z.looseObject({ code: z.number().catch(0), message: z.string().catch("the watch failed") });

/**
 * What happens to the objects at the path from a version on, bookmarks included, until the server ends it. Throws KubeError:
 * 410 when the version is too old, 0 when the connection broke or fell silent.
 */
export async function* watchEvents(
  client: KubeClient,
  path: string,
  query: { resourceVersion: string; fieldSelector: string },
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  const asked = { ...query, watch: "true", allowWatchBookmarks: "true", timeoutSeconds: String(SECONDS) };
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new KubeError(0, "the watch fell silent")), SILENCE).unref();
  try {
    const response = await client.stream(path, { query: asked, signal: AbortSignal.any([signal, silence.signal]) });
    for await (const line of linesOf(response)) {
      timer.refresh();
      yield eventOf(line);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw silence.signal.aborted ? silence.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of unpacked(response)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > MAX_LINE) throw new KubeError(0, "an event of the watch is larger than 4 MB");
    yield* lines.filter((line) => line !== "");
  }
}

function eventOf(line: string): WatchEvent {
  const { type, object } = Line.parse(JSON.parse(line));
  if (type === "ADDED" || type === "MODIFIED" || type === "DELETED" || type === "BOOKMARK") return { type, object };
  const { code, message } = Failure.parse(object);
  throw new KubeError(code, message);
}
