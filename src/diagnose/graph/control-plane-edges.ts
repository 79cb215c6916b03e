import { type ObjectIndex, refOf } from "../situation/object-index.ts";
import type { Edge } from "./edge.ts";

/** The store carries the API server, and that its Service. */
export function controlPlaneEdges(seen: ObjectIndex): Edge[] {
  const service = seen.find("Service", "default", "kubernetes");
  const pods = Map.groupBy(seen.all("Pod", "kube-system"), ({ metadata }) => metadata.labels?.component ?? "");
  const servers = pods.get("kube-apiserver") ?? [];
  return [
    ...(pods.get("etcd") ?? []).flatMap((store) =>
      servers.map((server): Edge => ({ from: refOf(store), to: refOf(server), kind: "uses", because: "its store" })),
    ),
    ...servers.flatMap((server): Edge[] =>
      service ? [{ from: refOf(server), to: refOf(service), kind: "selected-by", because: "endpoints" }] : [],
    ),
  ];
}
