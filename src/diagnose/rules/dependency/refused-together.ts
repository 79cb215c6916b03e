import { keyOf } from "../../../core/object.ts";
import { type AddressKey, credentialKeys } from "../../graph/address-keys.ts";
import { productOfClue } from "../../graph/clue-product.ts";
import { type Link, linksOfClass } from "../../graph/links.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/**
 * Does the server refuse everyone who is known to call it, two at least? Then it is the server's: a rotated password, its
 * backend of users. One who is refused while others are served has wrong settings.
 */
export function refusesAll({ peer }: Link, situation: Situation): boolean {
  const server = peer.workload;
  if (!server) return false;
  const refused = new Set(
    linksOfClass(situation, "authentication").flatMap(({ caller, peer }) =>
      caller && peer.workload === server ? [caller] : [],
    ),
  );
  if (refused.size < 2) return false;
  const known = [...clientsOf(server, situation), ...sharing(refused, situation)];
  return known.every((client) => refused.has(client) || client === server || !client.pods.some(isReady));
}

function clientsOf(server: WorkloadView, situation: Situation): readonly WorkloadView[] {
  return situation.services(server).flatMap((service) => situation.callers(service));
}

/** Workloads that have their credentials from the same place as those that are refused. */
function sharing(refused: ReadonlySet<WorkloadView>, situation: Situation): WorkloadView[] {
  const holders = (workload: WorkloadView) =>
    credentialKeys(workload, situation).flatMap(({ holder }) => (holder.kind === "Secret" ? [keyOf(holder)] : []));
  const shared = new Set([...refused].flatMap(holders));
  const namespaces = new Set([...refused].map(({ ref }) => ref.namespace));
  return situation.workloads.filter(
    (workload) => namespaces.has(workload.ref.namespace) && holders(workload).some((holder) => shared.has(holder)),
  );
}

/** Where the caller has the credentials from that were refused: those that name the product, else all. */
export function refusedKeys({ caller, clue }: Link, situation: Situation): readonly AddressKey[] {
  if (!caller) return [];
  const all = credentialKeys(caller, situation);
  const product = productOfClue(clue);
  const own = all.filter(({ key, holder }) => product?.names.test(`${key} ${holder.name}`));
  return own.length > 0 ? own : all;
}
