import { z } from "zod";
import { defineTool } from "../../../core/tool.ts";
import { itemsOf } from "../expect-listing.ts";
import { failureMessage, isFailing, ownerName, podStatus, restarts } from "../pod-status.ts";
import { kubernetes } from "../source.ts";
import { anyNamespace, leftOut, limit } from "./input.ts";

const PODS_NAMED = 3;

export const listFailingPods = defineTool({
  name: "list_failing_pods",
  title: "List failing pods",
  description:
    "Pods that are not ready, by real reason (CrashLoopBackOff, ImagePullBackOff, OOMKilled…), grouped by owner.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({ namespace: anyNamespace, limit }),
  output: z.object({
    groups: z.array(
      z.object({
        namespace: z.string(),
        owner: z.string(),
        reason: z.string(),
        count: z.int(),
        restarts: z.int(),
        message: z.string(),
        pods: z.array(z.string()),
      }),
    ),
    failing: z.int(),
    total: z.int(),
    omitted: z.array(z.string()),
  }),
  cut: ["groups"],
  async handler({ namespace, limit }, { kubernetes, signal }) {
    const pods = itemsOf("Pod", await kubernetes.list("Pod", { namespace }, signal));
    const failing = pods.filter(isFailing);
    const grouped = Map.groupBy(failing, (pod) =>
      [pod.metadata.namespace ?? "", ownerName(pod), podStatus(pod)].join(" "),
    );
    const groups = [...grouped.values()].map((members) => {
      const [first] = members;
      return {
        namespace: first?.metadata.namespace ?? "",
        owner: first ? ownerName(first) : "",
        reason: first ? podStatus(first) : "",
        count: members.length,
        restarts: members.reduce((sum, pod) => sum + restarts(pod), 0),
        message: first ? failureMessage(first).slice(0, 200) : "",
        pods: members.slice(0, PODS_NAMED).map(({ metadata }) => metadata.name),
      };
    });
    groups.sort((a, b) => b.count - a.count || b.restarts - a.restarts || a.owner.localeCompare(b.owner));
    return {
      groups: groups.slice(0, limit),
      failing: failing.length,
      total: pods.length,
      omitted: leftOut(groups.length, limit, "groups"),
    };
  },
  render({ groups, failing, total, omitted }) {
    const rows = groups.map(
      (g) =>
        `${g.namespace}  ${g.owner}  ${g.reason}  ${g.count} pods, ${g.restarts} restarts  ${g.pods.join(", ")}  ${g.message}`,
    );
    return [`${failing} of ${total} pods are failing`, ...rows, ...omitted.map((line) => `left out: ${line}`)].join(
      "\n",
    );
  },
});
