import { type AddressKey, addressKeys } from "../../graph/address-keys.ts";
import { productOfClue } from "../../graph/clue-product.ts";
import { type Link, linksOfClass, NOT_REACHED } from "../../graph/links.ts";
import { isReady } from "../../situation/pod.ts";
import type { Product } from "../../situation/products.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A client that cannot connect to a store, and the clients of the same product in its namespace that do. */
export interface RefusedAlone {
  link: Link;
  caller: WorkloadView;
  /** Where the client is told the address. */
  keys: readonly [AddressKey, ...AddressKey[]];
  /** As the settings call it: `mysql`. */
  store: string;
  served: readonly WorkloadView[];
}

/** Clients that are served: with one alone it may be chance. */
const SERVED = 2;

export function refusedAlone(situation: Situation): RefusedAlone[] {
  return linksOfClass(situation, ...NOT_REACHED, "dns-unknown").flatMap((link): RefusedAlone[] => {
    const { caller } = link;
    const product = caller && isUnnamed(link) ? productOfClue(link.clue) : undefined;
    if (!caller || !product) return [];
    const [first, ...more] = keysFor(caller, product, situation);
    const served = situation.workloads.filter((other) => isServed(other, caller, product, situation));
    if (!first || served.length < SERVED) return [];
    const store = product.names.exec(`${first.key} ${first.holder.name}`)?.[0].toLowerCase() ?? "store";
    return [{ link, caller, keys: [first, ...more], store, served }];
  });
}

/** Nobody names it: it is nobody, or guessed from what runs in the namespace. */
function isUnnamed({ peer, clue }: Link): boolean {
  const { host, ip } = clue.entities;
  return peer.kind === "unknown" || (!host && !ip && !peer.reference);
}

function keysFor(workload: WorkloadView, { names }: Product, situation: Situation): AddressKey[] {
  return addressKeys(workload, situation).filter(({ key, holder }) => names.test(`${key} ${holder.name}`));
}

function isServed(other: WorkloadView, caller: WorkloadView, product: Product, situation: Situation): boolean {
  return (
    other !== caller &&
    other.ref.namespace === caller.ref.namespace &&
    other.pods.some(isReady) &&
    situation.clues(other).every((clue) => !NOT_REACHED.has(clue.class)) &&
    keysFor(other, product, situation).length > 0
  );
}
