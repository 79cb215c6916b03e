import type { Evidence } from "../../../core/evidence.ts";
import { cite } from "../../cite.ts";
import { outward } from "../../graph/calls.ts";
import { linksIn } from "../../graph/links.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { callOf, outdatedKeys } from "../change/outdated-calls.ts";
import { missingName } from "./missing-name.ts";

/** A workload that is called by a name to which no Service leads. */
export interface Orphan {
  orphan: WorkloadView;
  /** The name that callers use. */
  name: string;
  callers: readonly WorkloadView[];
  evidence: readonly Evidence[];
  /** Do logs complain of it, or is it only configured? */
  heard: boolean;
}

interface Sighting {
  cluster: { name: string; namespace: string };
  caller: WorkloadView;
  evidence: Evidence;
  heard: boolean;
}

export function orphansIn(situation: Situation): Orphan[] {
  const seen = [...inLogs(situation), ...inConfiguration(situation)].flatMap((sighting) => {
    const orphan = missingName(situation, sighting.cluster)?.orphan;
    return orphan && orphan !== sighting.caller ? [{ ...sighting, orphan }] : [];
  });
  return [...Map.groupBy(seen, ({ orphan }) => orphan)].map(([orphan, sightings]) => ({
    orphan,
    name: sightings[0]?.cluster.name ?? orphan.ref.name,
    callers: [...new Set(sightings.map(({ caller }) => caller))],
    evidence: sightings.map(({ evidence }) => evidence),
    heard: sightings.some(({ heard }) => heard),
  }));
}

function inLogs(situation: Situation): Sighting[] {
  const outdated = outdatedKeys(situation);
  return linksIn(situation).flatMap((link) => {
    const { caller, peer, clue } = link;
    return !outdated.has(callOf(link)) && caller && peer.kind === "missing" && peer.cluster
      ? [{ cluster: peer.cluster, caller, evidence: cite.log(clue.stream, clue.line, clue.count), heard: true }]
      : [];
  });
}

function inConfiguration(situation: Situation): Sighting[] {
  return situation.workloads.flatMap((caller) =>
    outward(situation, caller).flatMap(({ cluster, service, where, host, holder, sure }) =>
      cluster && !service && sure
        ? [{ cluster, caller, evidence: cite.object(holder, `${where} names ${host}`), heard: false }]
        : [],
    ),
  );
}
