import { type Fields, isFields } from "../../../core/fields.ts";
import type { FieldsWriter, KubeObject } from "../../../core/kubernetes/meta.ts";
import { numbersOf } from "../../../core/kubernetes/revision.ts";
import type { HorizontalPodAutoscaler } from "../../../core/kubernetes/workload.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { timeOf } from "../../../core/time.ts";
import type { EventView } from "../../situation/events.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** What one writer sets and another one takes back. */
export interface Contest {
  object: ObjectRef;
  /** The field, as far as it is known. */
  field: string;
  writers: readonly FieldsWriter[];
  times: number;
  /** ms since the epoch. */
  since: number;
}

/** An autoscaler that sets the same number again and again, and no other in between. */
export interface PutBack {
  hpa: HorizontalPodAutoscaler;
  event: EventView;
  size: number;
  /** Who wrote to its target in the meantime. */
  other: FieldsWriter;
}

const RECENT_MS = 60 * 60_000;
/** A person may undo a rollout and try it again; nobody does that five times in an hour. */
const SWITCHES = 4;
const RESCALES = 3;

/** Deployments whose template goes back and forth between two: a ReplicaSet that is taken into use again keeps its older numbers. */
export function contestedTemplates(situation: Situation): Contest[] {
  return situation.all("Deployment").flatMap((deployment) => {
    const object = refOf(deployment);
    const writers = writersOf(deployment, "template").filter((item) => isRecent(item, situation.now));
    const [latest, before] = new Map(writers.map((item) => [item.manager, item])).values();
    const times = switches(situation.owned("ReplicaSet", object));
    if (!latest || !before || times < SWITCHES) return [];
    const [difference] = situation.rollouts(object)[0]?.differences ?? [];
    const since = Math.min(...[latest, before].map(({ time }) => timeOf(time) ?? situation.now));
    const field = difference?.path ?? "the pod template";
    return [{ object, field, writers: [latest, before], times, since }];
  });
}

/** How often the last two templates took turns. */
function switches(sets: readonly KubeObject[]): number {
  const numbers = sets.map(numbersOf).sort((a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0));
  const turns = numbers
    .slice(0, 2)
    .flatMap((own, set) => own.map((number) => ({ number, set })))
    .sort((a, b) => a.number - b.number);
  return turns.filter(({ set }, i) => i > 0 && turns[i - 1]?.set !== set).length;
}

/** By the load; what is put back into the autoscaler's own bounds is another matter. */
const RESCALED = /^New size: (\d+); reason: (?!Current number of replicas)/;

export function putBack(situation: Situation): PutBack[] {
  return situation.all("HorizontalPodAutoscaler").flatMap((hpa) => {
    const events = situation.events.of(refOf(hpa)).flatMap((event) => {
      const size = RESCALED.exec(event.message)?.[1];
      return size !== undefined && situation.now - event.at < RECENT_MS ? [{ event, size: Number(size) }] : [];
    });
    const [last, ...others] = events;
    const alone = last && others.every(({ event, size }) => size === last.size || event.at < last.event.first);
    const count = events.reduce((sum, { event, size }) => sum + (size === last?.size ? event.count : 0), 0);
    if (!alone || count < RESCALES) return [];
    const { kind = "", name = "" } = hpa.spec?.scaleTargetRef ?? {};
    const target = situation.object({ kind, namespace: hpa.metadata.namespace ?? "", name });
    const writers = target ? writersOf(target, "replicas") : [];
    const other = writers.find(({ time }) => (timeOf(time) ?? 0) >= last.event.first);
    return other ? [{ hpa, event: { ...last.event, count }, size: last.size, other }] : [];
  });
}

/** Who writes to the object, of its template only those who own a part of that; the latest first. Any may have lost the replicas. */
function writersOf({ metadata }: KubeObject, part: "template" | "replicas"): FieldsWriter[] {
  const writers = (metadata.managedFields ?? []).filter(
    ({ manager, subresource, fieldsV1 }) =>
      manager && !subresource && (part === "replicas" || !fieldsV1 || owns(fieldsV1, part)),
  );
  return writers.toSorted((a, b) => (b.time ?? "").localeCompare(a.time ?? ""));
}

function owns(tree: Fields, part: string): boolean {
  const spec = tree["f:spec"];
  return isFields(spec) && spec[`f:${part}`] !== undefined;
}

function isRecent({ time }: FieldsWriter, now: number): boolean {
  return now - (timeOf(time) ?? 0) < RECENT_MS;
}
