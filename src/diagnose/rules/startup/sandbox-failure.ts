import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import type { Draft } from "../../rule.ts";
import { look } from "../../rule.ts";
import type { EventView } from "../../situation/events.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { type StartProblem, startProblem } from "./start-problem.ts";

/**
 * Why a pod gets no sandbox. What the network plugin says is told elsewhere. `start`: the runtime refuses what the pod asks
 * for (a memory limit that its first process exceeds, a security profile, a device), so every node would.
 */
export type SandboxProblem = "network" | "runtime-handler" | "image" | "start" | "other";

const WORDS: readonly [SandboxProblem, RegExp][] = [
  ["network", /network for sandbox|cni plugin not initialized|failed to find plugin|CNI/],
  [
    "runtime-handler",
    /failed to lookup RuntimeClass (\S+):|no runtime for "([^"]+)" is configured|RuntimeHandler "([^"]+)" not supported/,
  ],
  ["image", /failed to get sandbox image "([^"]+)"/],
];

/** What depends on the pod and not on the node. */
const ASKED: ReadonlySet<StartProblem> = new Set(["memory", "architecture", "security-profile", "device", "user"]);

export interface SandboxFailure {
  problem: SandboxProblem;
  /** The runtime class or the image that the message names. */
  what: string | undefined;
  event: EventView;
  owner: ObjectRef;
  pod: Pod;
  node: string;
}

/** What pods that still wait for a sandbox are told, the latest event of each. */
export function sandboxFailures(situation: Situation): SandboxFailure[] {
  return situation.events.all.flatMap((event): SandboxFailure[] => {
    if (event.reason !== "FailedCreatePodSandBox") return [];
    const pod = situation.find("Pod", event.object.namespace, event.object.name);
    if (pod?.status?.phase !== "Pending") return [];
    const told = WORDS.map(([problem, pattern]) => ({ problem, match: pattern.exec(event.message) })).find(
      ({ match }) => match,
    );
    const what = told?.match?.slice(1).find((group) => group !== undefined);
    const node = pod.spec?.nodeName ?? "";
    const problem = told?.problem ?? (ASKED.has(startProblem("", event.message).problem) ? "start" : "other");
    return [{ problem, what, event, owner: situation.ownerOf(pod), pod, node }];
  });
}

export function sandboxDraft(
  situation: Situation,
  { event, owner, node }: SandboxFailure,
  title: string,
  object: ObjectRef = owner,
): Draft {
  return {
    object,
    affects: [owner],
    title,
    confidence: "high",
    since: event.first ? new Date(event.first).toISOString() : null,
    severity: situation.workload(owner)?.pods.some(isReady) ? "warning" : "critical",
    evidence: [cite.event(event)],
    next: [look("See the node", `kubectl describe node ${node}`)],
  };
}
