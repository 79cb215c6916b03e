import type { KubeObject } from "../../core/kubernetes/meta.ts";
import type { Difference } from "../../core/template-diff.ts";
import { timeOf } from "../../core/time.ts";

/** Something that became different. */
export interface Change {
  /** RFC 3339; `null` when the cluster does not say. */
  at: string | null;
  /** `deploy/payments-api` */
  object: string;
  what: string;
  /** Each field that differs: `path: from → to`. */
  fields: string[];
}

const MAX_FIELDS = 12;

export function fieldsOf(differences: readonly Difference[]): string[] {
  const told = differences.map(({ path, from, to }) => `${path}: ${from ?? "(none)"} → ${to ?? "(none)"}`);
  const left = told.length - MAX_FIELDS;
  return left > 0 ? [...told.slice(0, MAX_FIELDS), `and ${left} more fields`] : told;
}

/** What is set up together is there from the beginning. */
const SET_UP_MS = 10 * 60_000;

/** Was it added to what was there already, since `from` (ms since the epoch)? What came first is no change. */
export function isAdded(object: KubeObject, all: readonly KubeObject[], from: number): boolean {
  const created = createdAt(object);
  const first = Math.min(...all.map(createdAt));
  return created >= from && created > first + SET_UP_MS;
}

function createdAt({ metadata }: KubeObject): number {
  return timeOf(metadata.creationTimestamp) ?? 0;
}
