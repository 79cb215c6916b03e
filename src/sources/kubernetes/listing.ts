import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { type Missing, missing, type Reason, told } from "../../core/missing.ts";
import type { Listing, ListStatus } from "./reader.ts";
import { refused } from "./refused.ts";

/** A listing without items, and why. */
export function nothing(status: ListStatus, detail: string): Listing {
  return { items: [], status, detail };
}

/** May the absence of an object in this listing be believed? */
export function isWhole({ status }: Pick<Listing, "status">): boolean {
  return status === "ok" || status === "unserved";
}

/** Was it answered, if only in part? */
export function isAnswered({ items, status }: Pick<Listing, "items" | "status">): boolean {
  return items.length > 0 || isWhole({ status }) || PARTLY.has(status);
}

/** What a listing lacks. */
export function lackOf(
  what: string,
  { status, detail }: Pick<Listing, "status" | "detail">,
  decisive = true,
): Missing[] {
  const reason = reasonOf(status);
  return reason === undefined ? [] : [missing(what, reason, detail, decisive)];
}

function reasonOf(status: ListStatus): Reason | undefined {
  if (status === "ok" || status === "unserved") return undefined;
  return status === "unauthenticated" ? "denied" : status;
}

/** The items of a listing that a tool is about; a refusal or failure is an error that says so. */
export function itemsOf<T extends KubeObject>(kind: string, { items, status, detail }: Listing<T>): T[] {
  if (isAnswered({ items, status })) return items;
  throw refused(status, `${kind} objects: ${detail}`);
}

/** Such a listing was answered, also when nothing of it could be kept. */
const PARTLY: ReadonlySet<ListStatus> = new Set(["limited", "malformed", "absent"]);

/** What a tool says it left out when a listing is not whole. */
export function cutOf(kind: string, listing: Pick<Listing, "status" | "detail">): string[] {
  return lackOf(kind, listing).map(told);
}
