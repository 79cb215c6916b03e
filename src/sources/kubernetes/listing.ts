import type { KubeObject } from "../../core/kubernetes/meta.ts";
import type { Listing } from "./reader.ts";
import { refused } from "./refused.ts";

/** A listing without items, and why. */
export function nothing(status: Listing["status"], detail: string): Listing {
  return { items: [], status, detail };
}

/** The items of a listing that a tool is about; a refusal or failure is an error that says so. */
export function itemsOf<T extends KubeObject>(kind: string, { items, status, detail }: Listing<T>): T[] {
  if (status === "ok" || status === "truncated") return items;
  if (status === "missing") return [];
  throw refused(status, `${kind} objects: ${detail}`);
}

/** What a tool says it left out when a listing is not whole. */
export function cutOf(kind: string, { status, detail }: Listing): string[] {
  return status === "truncated" ? [`${kind}: ${detail}`] : [];
}
