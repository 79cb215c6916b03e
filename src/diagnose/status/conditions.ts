import { type Fields, isFields } from "../../core/fields.ts";
import type { Condition } from "../../core/kubernetes/meta.ts";

/** A condition, and which part of the object it is of: empty for the object itself. */
export interface Told {
  condition: Condition;
  part: string;
}

/** Parts of a status are listeners, parents and shards; of hundreds the first tell. */
const MAX_PARTS = 50;

/** The conditions of the object, then those of its parts: a Gateway's listeners, a route's parents, a policy's ancestors. */
export function conditionsOf(status: Fields): Told[] {
  const parts = Object.values(status)
    .filter((value) => Array.isArray(value))
    .flatMap((items) => items.slice(0, MAX_PARTS).filter(isFields))
    .filter(({ conditions }) => Array.isArray(conditions));
  return [...inList(status.conditions, ""), ...parts.flatMap((part) => inList(part.conditions, nameOf(part)))];
}

function inList(conditions: unknown, part: string): Told[] {
  if (!Array.isArray(conditions)) return [];
  return conditions.filter(isCondition).map((condition) => ({ condition, part }));
}

function isCondition(value: unknown): value is Condition {
  return isFields(value) && typeof value.type === "string";
}

function nameOf({ name, parentRef, ancestorRef }: Fields): string {
  const named = [{ name }, parentRef, ancestorRef].find((item) => isFields(item) && typeof item.name === "string");
  return isFields(named) ? String(named.name) : "";
}
