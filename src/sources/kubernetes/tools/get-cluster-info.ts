import { z } from "zod";
import { badConditions } from "../../../core/kubernetes/node.ts";
import { defineTool } from "../../../core/tool.ts";
import { itemsOf } from "../listing.ts";
import { kubernetes } from "../source.ts";
import { leftOut } from "./input.ts";

const MAX_NODES = 50;

export const getClusterInfo = defineTool({
  name: "get_cluster_info",
  title: "Get cluster info",
  description: "Which cluster this is, its version, namespaces, and nodes with what is wrong with them.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({}),
  output: z.object({
    cluster: z.string(),
    version: z.string(),
    user: z.string(),
    namespaces: z.array(z.string()),
    nodes: z.array(z.object({ name: z.string(), ready: z.boolean(), problems: z.array(z.string()) })),
    omitted: z.array(z.string()),
  }),
  cut: ["nodes", "namespaces"],
  async handler(_input, { kubernetes, signal }) {
    const [cluster, { version, user }, namespaces, nodes] = await Promise.all([
      kubernetes.cluster(),
      kubernetes.identity(signal),
      kubernetes.list("Namespace", {}, signal),
      kubernetes.list("Node", {}, signal),
    ]);
    const rows = itemsOf("Node", nodes).map((node) => {
      const bad = badConditions(node);
      return {
        name: node.metadata.name,
        ready: !bad.some(({ type }) => type === "Ready"),
        problems: [
          ...bad.map(({ type, reason }) => `${type}: ${reason ?? ""}`),
          ...(node.spec?.unschedulable ? ["cordoned"] : []),
        ],
      };
    });
    rows.sort((a, b) => b.problems.length - a.problems.length || a.name.localeCompare(b.name));
    return {
      cluster,
      version,
      user,
      namespaces: itemsOf("Namespace", namespaces).map(({ metadata }) => metadata.name),
      nodes: rows.slice(0, MAX_NODES),
      omitted: leftOut(rows.length, MAX_NODES, "nodes"),
    };
  },
  render({ cluster, version, user, namespaces, nodes, omitted }) {
    const rows = nodes.map((n) => `  ${n.name}  ${n.ready ? "ready" : "NOT READY"}  ${n.problems.join(", ")}`);
    return [
      `${cluster} ${version}, as ${user}`,
      `namespaces: ${namespaces.join(", ")}`,
      ...rows,
      ...omitted.map((line) => `left out: ${line}`),
    ].join("\n");
  },
});
