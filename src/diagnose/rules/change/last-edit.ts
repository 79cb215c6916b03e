import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { timeOf } from "../../../core/time.ts";

/** Writes of its first minute belong to its creation. */
const CREATION_MS = 60_000;

export interface Edit {
  /** ms since the epoch */
  at: number;
  by: string | undefined;
}

/** When what an object holds was last written after it was made, and by which program: labels and annotations are no part of it. */
export function lastEdit(object: KubeObject): Edit | undefined {
  const created = timeOf(object.metadata.creationTimestamp) ?? 0;
  return lastWrite(object, created + CREATION_MS);
}

/** The same with the moment it was made for a beginning, where something else tells that it was written anew. */
export function lastWrite({ metadata }: KubeObject, from: number): Edit | undefined {
  const writes = (metadata.managedFields ?? []).flatMap(({ time, manager, subresource, fieldsV1 }) => {
    const at = timeOf(time);
    return at === undefined || subresource || at < from || isLabelling(fieldsV1) ? [] : [{ at, by: manager }];
  });
  return writes.sort((a, b) => b.at - a.at)[0];
}

/** Who owns fields of the metadata alone has written no other. */
function isLabelling(fields: Record<string, unknown> | undefined): boolean {
  const owned = Object.keys(fields ?? {});
  return owned.length > 0 && owned.every((field) => field === "f:metadata");
}
