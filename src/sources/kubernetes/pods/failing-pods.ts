import type { Pod } from "../../../core/kubernetes/pod.ts";
import { templateOf } from "../log-template.ts";
import type { FailingGroup, FailingPods, Listing } from "../reader.ts";
import { failingSince, failure, failureMessage, ownerName, restarts } from "./pod-status.ts";

/** One pod that is not well, with nothing of it but what is told about it. */
export interface FailingPod extends Omit<FailingGroup, "pods"> {
  name: string;
}

/** `undefined` for a pod that is well. `now` in milliseconds. */
export function failingPod(pod: Pod, now: number): FailingPod | undefined {
  const reason = failure(pod, now);
  if (reason === undefined) return undefined;
  return {
    namespace: pod.metadata.namespace ?? "",
    name: pod.metadata.name,
    owner: ownerName(pod),
    reason,
    message: failureMessage(pod),
    restarts: restarts(pod),
    since: failingSince(pod),
  };
}

/** Those with most pods first. */
export function groupFailing(pods: readonly FailingPod[]): FailingGroup[] {
  const grouped = Map.groupBy(pods, (pod) => `${pod.namespace} ${pod.owner} ${pod.reason} ${causeOf(pod)}`);
  return [...grouped.values()]
    .flatMap((members) => {
      const [first] = members;
      if (!first) return [];
      const { name: _, ...group } = first;
      const sum = members.reduce((total, member) => total + member.restarts, 0);
      const [since = null] = members.flatMap(({ since }) => since ?? []).sort();
      return [{ ...group, restarts: sum, since, pods: members.map(({ name }) => name).sort() }];
    })
    .sort(byPods);
}

/** What the message says of every pod that fails so: without its name, its times, its numbers. */
function causeOf({ name, message }: FailingPod): string {
  return templateOf(message.replaceAll(name, "<pod>"));
}

/** Answers about several namespaces as one: as good as the worst of them. */
export function groupFailingOf(answers: readonly FailingPods[]): FailingPods {
  const worst = answers.find(({ status }) => status !== "ok");
  return {
    total: answers.reduce((sum, { total }) => sum + total, 0),
    groups: answers.flatMap(({ groups }) => groups).sort(byPods),
    status: worst?.status ?? "ok",
    detail: worst?.detail ?? "",
  };
}

function byPods(a: FailingGroup, b: FailingGroup): number {
  return (
    b.pods.length - a.pods.length ||
    b.restarts - a.restarts ||
    `${a.namespace}/${a.owner}`.localeCompare(`${b.namespace}/${b.owner}`)
  );
}

/** The same from whole pods. */
export function failingAmong({ items, status, detail }: Listing<Pod>, now: number): FailingPods {
  const unfinished = items.filter((pod) => pod.status?.phase !== "Succeeded");
  const groups = groupFailing(unfinished.flatMap((pod) => failingPod(pod, now) ?? []));
  return { total: unfinished.length, groups, status, detail };
}
