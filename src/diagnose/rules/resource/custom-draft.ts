import { keyOf, type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { CustomStatus } from "../../status/custom-status.ts";

const MAX_EVENTS = 2;

/** A custom resource with its controller's own words: its status, and the warnings about it. */
export function customDraft(situation: Situation, status: CustomStatus, title: string): Draft {
  const { object, says, reason, message, since } = status;
  const ref = refOf(object);
  const why = [says.endsWith(reason) ? "" : reason, message].filter(Boolean).join(": ");
  const words = [`${object.kind} ${ref.name}: ${says}`, why].filter(Boolean).join(": ");
  const warnings = situation.events.of(ref).filter(({ type }) => type === "Warning");
  return {
    object: ref,
    title,
    confidence: "high",
    since,
    evidence: [
      cite.object(ref, words, { reason, message }, since),
      ...warnings.slice(0, MAX_EVENTS).map((event) => cite.event(event)),
    ],
    next: [look("See its conditions and events", `${kubectl(ref)} describe ${typeOf(ref)} ${ref.name}`)],
  };
}

/** `externalsecret.external-secrets.io`: two groups may have one kind. */
export function typeOf({ kind, apiVersion }: ObjectRef): string {
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  return group ? `${kind.toLowerCase()}.${group}` : (shortName({ kind, name: "" }).split("/")[0] ?? "");
}

export function kubectl({ namespace }: ObjectRef): string {
  return namespace ? `kubectl -n ${namespace}` : "kubectl";
}

/** Workloads that are parts of it, or that its part are, and are not ready: then they show more than it says of them. */
export function hasSickParts(situation: Situation, ref: ObjectRef): boolean {
  const seen = new Set<string>();
  const visit = (at: ObjectRef): boolean => {
    if (seen.has(keyOf(at))) return false;
    seen.add(keyOf(at));
    const workload = situation.workload(at);
    if (workload?.pods.some((pod) => !isReady(pod))) return true;
    return situation.graph.into(at).some(({ from, kind }) => kind === "part-of" && visit(from));
  };
  return visit(ref);
}

/** Is what it makes missing? Without anything that it is known to make, nobody can tell. */
export function lacksProduct(situation: Situation, ref: ObjectRef): boolean {
  return situation.graph.outOf(ref).some(({ kind }) => kind === "makes");
}
