import { keyOf, type ObjectRef } from "../../../core/object.ts";
import { linksIn } from "../../graph/links.ts";
import { failing, slow } from "../../metrics/request-trouble.ts";
import { requests } from "../../metrics/requests.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";

/**
 * Does anything that depends on this object suffer? `unknown` when nothing there tells how its requests go: silence of
 * what is not measured is no proof of health.
 */
export function harm(situation: Situation, ref: ObjectRef): "yes" | "no" | "unknown" {
  const reached = situation.graph.reach(ref);
  const above = requests(situation).filter(({ workload }) => reached.has(keyOf(workload.ref)));
  const unready = situation.workload(ref)?.pods.some((pod) => !isReady(pod)) ?? false;
  if (unready || above.some((item) => failing(item) || slow(item)) || isMissed(situation, ref)) return "yes";
  return above.length > 0 ? "no" : "unknown";
}

/** Do logs of others say that they do not reach it, or not in time? */
function isMissed(situation: Situation, ref: ObjectRef): boolean {
  return linksIn(situation).some(
    ({ peer, caller }) =>
      caller && peer.workload && keyOf(peer.workload.ref) === keyOf(ref) && caller !== peer.workload,
  );
}
