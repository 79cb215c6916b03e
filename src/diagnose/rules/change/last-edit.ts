import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { timeOf } from "../../../core/time.ts";

/** Writes of its first minute belong to its creation. */
const CREATION_MS = 60_000;

/** When an object was last written after it was made (ms since the epoch), and by which program. */
export function lastEdit({ metadata }: KubeObject): { at: number; by: string | undefined } | undefined {
  const created = timeOf(metadata.creationTimestamp) ?? 0;
  const writes = (metadata.managedFields ?? []).flatMap(({ time, manager, subresource }) => {
    const at = timeOf(time);
    return at === undefined || subresource || at - created < CREATION_MS ? [] : [{ at, by: manager }];
  });
  return writes.sort((a, b) => b.at - a.at)[0];
}
