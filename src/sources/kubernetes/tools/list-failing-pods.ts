import { z } from "zod";
import { defineTool } from "../../../core/tool.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { expectNamespace } from "../expect-namespace.ts";
import { cutOf, itemsOf } from "../listing.ts";
import { kubernetes } from "../source.ts";
import { anyNamespace, leftOut, limit } from "./input.ts";

const PODS_NAMED = 3;

export const listFailingPods = defineTool({
  name: "list_failing_pods",
  title: "List failing pods",
  description:
    "Pods that are not well, by real reason (CrashLoopBackOff, ImagePullBackOff, OOMKilled…), grouped by owner and cause.",
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
        since: z.string().nullable(),
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
    const { groups, total, status, detail } = await kubernetes.failingPods(namespace, signal);
    itemsOf("Pod", { items: [], status, detail });
    const doubt = total === 0 ? await expectNamespace(kubernetes, namespace, signal) : [];
    return {
      groups: groups.slice(0, limit).map(({ pods, message, ...group }) => ({
        ...group,
        count: pods.length,
        message: oneLine(message, 200),
        pods: pods.slice(0, PODS_NAMED),
      })),
      failing: groups.reduce((sum, { pods }) => sum + pods.length, 0),
      total,
      omitted: [...leftOut(groups.length, limit, "groups"), ...cutOf("Pod", { status, detail }), ...doubt],
    };
  },
  render({ groups, failing, total, omitted }) {
    const rows = groups.map((g) => `${g.namespace}  ${g.owner}  ${g.reason}  ${counted(g)}  ${named(g)}  ${g.message}`);
    return [`${failing} of ${total} pods are failing`, ...rows, ...omitted.map((line) => `left out: ${line}`)].join(
      "\n",
    );
  },
});

interface Row {
  count: number;
  restarts: number;
  since: string | null;
  pods: string[];
}

function counted({ count, restarts, since }: Row): string {
  const said = [`${count} pod${count > 1 ? "s" : ""}`, `${restarts} restarts`, ...(since ? [`since ${since}`] : [])];
  return said.join(", ");
}

function named({ count, pods }: Row): string {
  return count > pods.length ? `${pods.join(", ")} and ${count - pods.length} more` : pods.join(", ");
}
