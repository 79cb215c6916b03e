import type { Evidence } from "../../../core/evidence.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { tableText } from "../../compare/contrast.ts";
import type { FaultyPlace } from "../../compare/faulty-place.ts";
import { nodeWarning } from "../../compare/node-warning.ts";
import { pluralOf } from "../../compare/state-text.ts";
import { type Link, linksIn } from "../../graph/links.ts";
import type { Draft } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { notReadySince } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";

/** Failing pods that are shown one by one. */
const SHOWN = 3;

/** So rarely does chance show it that nothing else need be asked. */
const SURE = 0.001;

/** The parts of a finding about a place that its pods share: the table, some of the pods, and all that suffers. */
export function placeDraft(situation: Situation, place: FaultyPlace, object: ObjectRef): Omit<Draft, "title"> {
  const { contrast, states, workloads, nodes } = place;
  const byLog = ["cut-off", "unreached", "off-time"] as const;
  const counts = cite.shown(object, `get pods -A -o wide`, `pods that ${pluralOf(states)}: ${tableText(contrast)}`);
  const warning = nodes.length === 1 ? nodeWarning(situation, nodes[0] ?? "") : undefined;
  const since = contrast.failing.flatMap((pod) => notReadySince(pod) ?? []).sort();
  return {
    object,
    confidence: contrast.chance <= SURE ? "high" : "medium",
    since: byLog.some((state) => states.has(state)) ? null : (since[0] ?? null),
    affects: [...workloads.map(({ ref }) => ref), ...otherEnds(situation, place)],
    concerns: nodes.slice(1).map((name) => ({ ...object, name })),
    evidence: [counts, ...(warning ? [cite.event(warning)] : []), ...shown(situation, place)],
  };
}

/** Complaints where there are any: they tell more than a condition. */
function shown(situation: Situation, place: FaultyPlace): Evidence[] {
  const told = complaints(situation, place).slice(0, SHOWN);
  if (told.length > 0) return told.map(({ clue }) => cite.log(clue.stream, clue.line, clue.count));
  return place.contrast.failing.slice(0, SHOWN).map((pod) => {
    const { name } = pod.metadata;
    return cite.object(refOf(pod), `pod ${name} runs on node ${pod.spec?.nodeName} and fails`);
  });
}

/** What is said by the pods there, or of them. */
function complaints(situation: Situation, { states, workloads, contrast }: FaultyPlace): Link[] {
  const names = new Set(contrast.failing.map(({ metadata }) => metadata.name));
  return linksIn(situation).filter(({ caller, peer, clue }) => {
    if (states.has("unreached")) return caller && peer.workload && workloads.includes(peer.workload);
    const isMeant = states.has("cut-off") || (states.has("off-time") && clue.class === "clock");
    return isMeant && caller && workloads.includes(caller) && !names.isDisjointFrom(clue.pods);
  });
}

/** The other ends of these complaints suffer from the place as well: what is missed there, who misses it. */
function otherEnds(situation: Situation, place: FaultyPlace): ObjectRef[] {
  return complaints(situation, place).flatMap(({ caller, peer }) => [
    ...(caller ? [caller.ref] : []),
    ...(peer.workload ? [peer.workload.ref] : []),
  ]);
}
