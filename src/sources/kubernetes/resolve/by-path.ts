import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { isTelling } from "../../../core/mentions.ts";
import type { Target } from "../../../core/target.ts";
import { isWhole } from "../listing.ts";
import type { Listing } from "../reader.ts";
import { refused } from "../refused.ts";
import { naming } from "./by-content.ts";
import { noObject } from "./no-object.ts";
import type { Search } from "./search.ts";
import type { Written } from "./written.ts";

/**
 * What is written as kind and name, and nothing else in its place: throws an `input` error when there is certainly none, and
 * says so when nobody can tell. What is not there and is named by others is asked about with them.
 */
export async function byPath(search: Search, written: readonly Written[]): Promise<Target[]> {
  const asked = await Promise.all(written.map(async (item) => ({ item, listings: await listed(search, item) })));
  const found = asked.flatMap(({ item, listings }) => itemsOf(listings).filter(isOne(item)));
  const [first] = asked;
  if (!first || found.length > 0 || search.mentions.pasted) return found.map((object) => search.target(object));
  const users = await naming(search, first.item);
  if (users.length > 0) return users;
  const listings = asked.flatMap((each) => each.listings);
  search.expectAnswers();
  const denied = listings.find(({ status }) => status === "denied");
  if (denied) throw refused("denied", `${first.item.kind} objects: ${denied.detail}`);
  throw await noObject(search, first.item, itemsOf(first.listings), listings.every(isWhole));
}

/** Neighbouring words of which one is a kind, when there is such an object: else they were only words. */
export async function byPair(search: Search, written: readonly Written[]): Promise<Target[]> {
  const asked = await Promise.all(written.map(async (item) => itemsOf(await listed(search, item)).filter(isOne(item))));
  return asked.flat().map((object) => search.target(object));
}

/** `pod x`, where the answer is about another kind of object of that name. */
export function otherKind({ object }: Target, pairs: readonly Written[]): string | undefined {
  const same = pairs.filter(({ name }) => name === object?.name && isTelling(name));
  const [first] = same;
  if (!first || same.some(({ kind }) => kind === object?.kind)) return undefined;
  return `there is no ${first.kind} "${first.name}"; this is the ${object?.kind} of that name`;
}

function listed(search: Search, { kind, namespace }: Written): Promise<Listing[]> {
  return search.listings(kind, true, namespace ? [namespace] : undefined);
}

function itemsOf(listings: readonly Listing[]): KubeObject[] {
  return listings.flatMap(({ items }): KubeObject[] => items);
}

function isOne({ name }: Written): (object: KubeObject) => boolean {
  return ({ metadata }) => metadata.name === name;
}
