import { z } from "zod";
import type { Workload } from "../../../core/kubernetes/workload.ts";
import { grouped, none, told } from "../../../core/missing.ts";
import { defineTool } from "../../../core/tool.ts";
import { expectNamespace } from "../expect-namespace.ts";
import { itemsOf, lackOf } from "../listing.ts";
import { kubernetes } from "../source.ts";
import { anyNamespace, leftOut, limit } from "./input.ts";

const KINDS = ["Deployment", "StatefulSet", "DaemonSet", "CronJob"] as const;

export const listWorkloads = defineTool({
  name: "list_workloads",
  title: "List workloads",
  description:
    "Deployments, StatefulSets, DaemonSets and CronJobs with ready and wanted pods and images; those that lack pods first.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({ namespace: anyNamespace, limit }),
  output: z.object({
    workloads: z.array(
      z.object({
        namespace: z.string(),
        workload: z.string(),
        ready: z.int(),
        wanted: z.int(),
        images: z.array(z.string()),
      }),
    ),
    omitted: z.array(z.string()),
  }),
  cut: ["workloads"],
  async handler({ namespace, limit }, { kubernetes, signal }) {
    const listings = await Promise.all(
      KINDS.map(async (kind) => ({ kind, ...(await kubernetes.list(kind, { namespace }, signal)) })),
    );
    const all = listings.flatMap((listing) => itemsOf(listing.kind, listing)).map(row);
    const doubt = all.length === 0 ? await expectNamespace(kubernetes, namespace, signal) : [];
    all.sort(
      (a, b) =>
        b.wanted - b.ready - (a.wanted - a.ready) ||
        `${a.namespace}/${a.workload}`.localeCompare(`${b.namespace}/${b.workload}`),
    );
    const cut = grouped(listings.flatMap((listing) => lackOf(listing.kind, listing))).map(told);
    return { workloads: all.slice(0, limit), omitted: [...leftOut(all.length, limit, "workloads"), ...cut, ...doubt] };
  },
  render({ workloads, omitted }) {
    const rows = workloads.map(
      (w) => `${w.namespace}  ${w.workload}  ${w.ready}/${w.wanted} ready  ${w.images.join(", ")}`,
    );
    return [
      ...(rows.length > 0 ? rows : [none("workloads", omitted)]),
      ...omitted.map((line) => `left out: ${line}`),
    ].join("\n");
  },
});

function row({ kind, metadata, spec, status }: Workload) {
  const template = spec?.template ?? spec?.jobTemplate?.spec?.template;
  return {
    namespace: metadata.namespace ?? "",
    workload: `${kind}/${metadata.name}`,
    ready: status?.readyReplicas ?? status?.numberReady ?? 0,
    wanted: kind === "CronJob" ? 0 : (status?.desiredNumberScheduled ?? spec?.replicas ?? 1),
    images: (template?.spec?.containers ?? []).map(({ image }) => image ?? ""),
  };
}
