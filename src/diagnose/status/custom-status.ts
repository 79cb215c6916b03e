import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { once } from "../../core/once.ts";
import { timeOf } from "../../core/time.ts";
import type { Situation } from "../situation/situation.ts";
import { readStatus, type Status } from "./read-status.ts";

/** A custom resource and what its controller says of it. */
export interface CustomStatus extends Status {
  object: KubeObject;
  /** How long it has said so, ms; `undefined` when nothing tells. */
  lasted: number | undefined;
}

/** Experiments break things on purpose and say so themselves; events and leases of an extension are no wishes. */
const OTHER_RULES = /^chaos-mesh\.org\//;

/** Every custom resource that was observed and is not being deleted. */
export const customStatuses = once((situation: Situation): readonly CustomStatus[] =>
  situation.custom
    .filter(({ apiVersion, metadata }) => !OTHER_RULES.test(apiVersion) && metadata.deletionTimestamp === undefined)
    .map((object) => {
      const status = readStatus(object);
      const since = status.since ?? lastWritten(object);
      const at = timeOf(since);
      return { ...status, since, object, lasted: at === undefined ? undefined : situation.now - at };
    }),
);

/** When its controller last wrote its status; when nothing tells, when it was made. */
function lastWritten({ metadata }: KubeObject): string | null {
  const writes = (metadata.managedFields ?? []).filter(({ subresource }) => subresource === "status");
  const times = writes.map(({ time }) => time).filter((time) => time !== undefined);
  return times.sort().at(-1) ?? metadata.creationTimestamp ?? null;
}
