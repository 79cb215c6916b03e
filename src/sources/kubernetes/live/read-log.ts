import { SitrepError } from "../../../core/errors.ts";
import type { LogStream } from "../../../core/observation.ts";
import type { KubeClient } from "../api/client.ts";
import { KubeError } from "../api/kube-error.ts";
import { pathOf } from "../kinds.ts";
import { logLines } from "../log-lines.ts";
import type { LogQuery } from "../reader.ts";

const POD = { apiVersion: "v1", plural: "pods", namespaced: true, kind: "Pod", shortNames: [] };
/** The kubelet cuts the end away, and the end is what counts: far above what so many lines usually are. */
const BYTES_PER_LINE = 16 * 1024;
/** A node that does not answer holds up only this long. */
const TIMEOUT = 4_000;

/** A container's log through the API server. `undefined` when there is none. Throws a SitrepError when it cannot be read. */
export async function readLog(
  client: KubeClient,
  { namespace, pod, container, previous, tail, sinceSeconds }: LogQuery,
  signal: AbortSignal,
): Promise<LogStream | undefined> {
  const query = {
    container,
    previous: String(previous),
    timestamps: "true",
    tailLines: String(tail),
    limitBytes: String(tail * BYTES_PER_LINE),
    sinceSeconds: sinceSeconds?.toString(),
  };
  try {
    const text = await client.text(`${pathOf(POD, namespace, pod)}/log`, { query, timeout: TIMEOUT, signal });
    return { namespace, pod, container, previous, ...logLines(text, tail) };
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
