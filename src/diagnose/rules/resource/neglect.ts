import { type Fields, isFields } from "../../../core/fields.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { timeOf } from "../../../core/time.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { lacksProduct } from "./custom-draft.ts";

/** Controllers act within seconds; one that restarts, or has thousands of objects, within minutes. */
const PATIENCE_MS = 5 * 60_000;

/** What the controller of a custom resource has not done. */
interface Neglect {
  title: string;
  fact: string;
  since: number;
}

/** A change, or the object itself, that its controller has left alone for minutes. */
export function neglected(object: KubeObject & { status?: unknown }, situation: Situation): Neglect | undefined {
  const { generation } = object.metadata;
  const observed = isFields(object.status) ? object.status.observedGeneration : undefined;
  const since = lastEdited(object);
  if (since === undefined || situation.now - since < PATIENCE_MS) return undefined;
  if (!isFields(object.status) || Object.keys(object.status).length === 0)
    return lacksProduct(situation, refOf(object)) || othersHaveStatus(object, situation)
      ? { title: "no controller has acted on it", fact: "it has no status", since }
      : undefined;
  if (typeof observed !== "number" || generation === undefined || observed >= generation) return undefined;
  return {
    title: "its controller has not seen the last change",
    fact: `generation ${generation}, the status is of generation ${observed}`,
    since,
  };
}

function othersHaveStatus({ kind }: KubeObject, situation: Situation): boolean {
  return situation.other(kind).some((other: KubeObject & { status?: unknown }) => hasConditions(other.status));
}

function hasConditions(status: unknown): status is Fields {
  return isFields(status) && Array.isArray(status.conditions);
}

/** When its specification was last written, or it was made. */
function lastEdited({ metadata }: KubeObject): number | undefined {
  const edits = (metadata.managedFields ?? []).filter(({ subresource }) => !subresource).map(({ time }) => time);
  return timeOf(
    edits
      .filter((time) => time !== undefined)
      .sort()
      .at(-1) ?? metadata.creationTimestamp,
  );
}
