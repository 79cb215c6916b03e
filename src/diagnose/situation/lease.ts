import type { Evidence } from "../../core/evidence.ts";
import type { Lease, Node } from "../../core/kubernetes/node.ts";
import type { ObjectRef } from "../../core/object.ts";
import { duration, timeOf } from "../../core/time.ts";
import { cite } from "../cite.ts";
import { refOf } from "./object-index.ts";
import type { Situation } from "./situation.ts";

/** A lease that its holder no longer renews. */
export interface StaleLease {
  object: ObjectRef;
  holder: string;
  /** RFC 3339. */
  renewed: string;
  /** How long ago, as people read it. */
  late: string;
}

/** A node's lease lasts 40 s and is renewed every 10 s; the controller waits 50 s (40 s until v1.30). */
const NODE_PATIENCE_MS = 60_000;
/** Leaders renew every 2 s a lease of 15 s. */
const LEADER_PATIENCE_MS = 30_000;

export function staleLease(situation: Situation, { metadata }: Node): StaleLease | undefined {
  return stale(situation, situation.find("Lease", "kube-node-lease", metadata.name), NODE_PATIENCE_MS);
}

/** The lease of a control-plane component in kube-system. */
export function staleLeader(situation: Situation, name: string): StaleLease | undefined {
  return stale(situation, situation.find("Lease", "kube-system", name), LEADER_PATIENCE_MS);
}

/**
 * Late against the newest renewal of any lease: the clock that all holders share is the cluster's, not the one here. With
 * no second lease nothing can be said.
 */
function stale(situation: Situation, lease: Lease | undefined, patience: number): StaleLease | undefined {
  const renewed = timeOf(lease?.spec?.renewTime);
  const newest = newestRenewal(situation, lease);
  if (!lease || renewed === undefined || newest === undefined || newest - renewed <= patience) return undefined;
  return {
    object: refOf(lease),
    holder: lease.spec?.holderIdentity ?? lease.metadata.name,
    renewed: new Date(renewed).toISOString(),
    late: duration(newest - renewed),
  };
}

function newestRenewal(situation: Situation, except: Lease | undefined): number | undefined {
  const others = situation.all("Lease").filter((lease) => lease !== except);
  const times = others
    .flatMap(({ spec }) => timeOf(spec?.renewTime) ?? [])
    .filter((time) => time <= situation.now + NODE_PATIENCE_MS);
  return times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : undefined;
}

export function leaseEvidence({ object, holder, renewed, late }: StaleLease): Evidence {
  const text = `lease ${object.namespace}/${object.name}${holder ? ` of ${holder}` : ""} was last renewed ${renewed}, ${late} before the newest one`;
  return cite.object(object, text, { renewed }, renewed);
}
