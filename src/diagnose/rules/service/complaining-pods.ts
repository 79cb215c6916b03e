import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { Clue } from "../../logs/clues.ts";
import type { Situation } from "../../situation/situation.ts";

/** The pods whose logs hold the clue. */
export function podsOf({ pods, stream: { namespace } }: Clue, situation: Situation): Pod[] {
  return [...pods].flatMap((name) => situation.find("Pod", namespace, name) ?? []);
}

export function nodesOf(pods: readonly Pod[]): Set<string> {
  return new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []));
}
