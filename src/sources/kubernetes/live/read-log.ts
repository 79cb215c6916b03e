import { SitrepError } from "../../../core/errors.ts";
import type { LogStream } from "../../../core/observation.ts";
import type { KubeClient } from "../api/client.ts";
import { KubeError } from "../api/kube-error.ts";
import { pathOf } from "../kinds.ts";
import { logLines } from "../log-lines.ts";
import type { LogQuery } from "../reader.ts";

const POD = { apiVersion: "v1", plural: "pods", namespaced: true, kind: "Pod", shortNames: [] };
/** The kubelet cuts the end away, and the end is what counts: above what so many lines usually are, */
const BYTES_PER_LINE = 16 * 1024;
/** and never more than this. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Lines that are asked for instead when so many did not fit. */
const FEWER = 8;
/** A node that does not answer holds up only this long. */
const TIMEOUT = 4_000;

/** A container's log through the API server. `undefined` when there is none. Throws a SitrepError when it cannot be read. */
export async function readLog(
  client: KubeClient,
  query: LogQuery,
  signal: AbortSignal,
): Promise<LogStream | undefined> {
  const { namespace, pod, container, previous, tail, head } = query;
  const name = { namespace, pod, container, previous };
  try {
    const end = await readEnd(client, query, tail, signal);
    if (!end.truncated || head === undefined) return { ...name, ...end };
    const text = await get(client, query, { limitBytes: String(head) }, signal);
    return { ...name, ...joined(text, end.lines) };
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    // 400: the container has not started, or has no previous run.
    if (error.status === 400 || error.status === 404) return undefined;
    const denied = error.status === 401 || error.status === 403;
    throw new SitrepError(denied ? "denied" : "unavailable", `The log of ${pod} cannot be read: ${error.message}.`, {
      cause: error,
      ...(denied && { hint: "deploy/rbac.yaml has the role that sitrep needs." }),
    });
  }
}

/** One line more than wanted tells whether there are more. */
async function readEnd(client: KubeClient, query: LogQuery, tail: number, signal: AbortSignal): Promise<Lines> {
  const limit = Math.min(tail * BYTES_PER_LINE, MAX_BYTES);
  const size = { tailLines: String(tail + 1), limitBytes: String(limit) };
  const text = await get(client, query, { ...size, sinceSeconds: query.sinceSeconds?.toString() }, signal);
  const cut = Buffer.byteLength(text) >= limit;
  if (cut && tail > FEWER)
    return { ...(await readEnd(client, query, Math.ceil(tail / FEWER), signal)), truncated: true };
  return logLines(text, tail);
}

type Lines = Pick<LogStream, "lines" | "truncated">;

/** The start of a run before its end; all of it when the two meet. */
function joined(start: string, end: Lines["lines"]): Lines {
  const [first] = end;
  const { lines } = logLines(start.slice(0, start.lastIndexOf("\n") + 1), Number.POSITIVE_INFINITY);
  const meets = lines.findIndex(({ at, text }) => at === first?.at && text === first?.text);
  const before = meets < 0 ? lines.filter(({ at = "" }) => at < (first?.at ?? "")) : lines.slice(0, meets);
  return { lines: [...before, ...end], truncated: meets < 0 };
}

function get(
  client: KubeClient,
  { namespace, pod, container, previous }: LogQuery,
  size: Record<string, string | undefined>,
  signal: AbortSignal,
): Promise<string> {
  const query = { container, previous: String(previous), timestamps: "true", ...size };
  return client.text(`${pathOf(POD, namespace, pod)}/log`, { query, timeout: TIMEOUT, signal });
}
