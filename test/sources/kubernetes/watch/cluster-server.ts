import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Pod } from "../../../../src/core/kubernetes/pod.ts";
import { KubeClient } from "../../../../src/sources/kubernetes/api/client.ts";
import { podStatus, restarts } from "../../../../src/sources/kubernetes/pods/pod-status.ts";

interface Change {
  version: number;
  type: "ADDED" | "MODIFIED" | "DELETED";
  object: Pod;
}

/** The part of an API server that a watch of pods talks to, over real connections, and ways to make it fail. */
export interface ClusterServer {
  client: KubeClient;
  /** Every request so far, as `path?query`. */
  requests: string[];
  put(pod: Pod): void;
  remove(pod: Pod): void;
  nodes: { name: string; status: string }[];
  /** Ends every watch as a network does. */
  sever(): void;
  /** Forgets every change until now: a watch from before is answered 410. */
  compact(): void;
  /** Answers this status to every request whose path and query match. */
  refuse(pattern: RegExp | undefined, status?: number): void;
  watchers(): number;
  bookmark(): void;
  stop(): Promise<void>;
}

export async function startCluster(): Promise<ClusterServer> {
  const pods = new Map<string, Pod>();
  const changes: Change[] = [];
  const requests: string[] = [];
  const watching = new Set<ServerResponse>();
  const nodes = [{ name: "node-1", status: "Ready" }];
  let [version, oldest] = [100, 0];
  let refused: { pattern: RegExp; status: number } | undefined;

  const versioned = (pod: Pod): Pod => ({
    ...pod,
    metadata: { ...pod.metadata, resourceVersion: String(version) } as Pod["metadata"],
  });
  const tell = (type: Change["type"], pod: Pod) => {
    const change = { version: ++version, type, object: versioned(pod) };
    changes.push(change);
    for (const response of watching) response.write(line(change));
  };
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    if (refused?.pattern.test(request.url ?? ""))
      return json(response, refused.status, { kind: "Status", message: "refused" });
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    if (searchParams.has("watch")) return watch(request, response, Number(searchParams.get("resourceVersion")));
    return json(response, 200, answer(pathname, request.headers.accept ?? ""));
  });
  const watch = (request: IncomingMessage, response: ServerResponse, from: number) => {
    response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
    if (from < oldest) {
      response.end(line({ type: "ERROR", object: { kind: "Status", code: 410, message: "too old resource version" } }));
      return;
    }
    for (const change of changes) if (change.version > from) response.write(line(change));
    watching.add(response);
    request.on("close", () => watching.delete(response));
  };
  const answer = (path: string, accept: string): unknown => {
    const metadata = { resourceVersion: String(version) };
    const [, namespace, name] = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/?(.*)$/.exec(path) ?? [];
    if (path === "/api/v1/namespaces") {
      const names = new Set([...pods.values()].map((pod) => pod.metadata.namespace));
      return table(
        metadata,
        ["Name", "Status"],
        [...names].map((it) => [it, "Active"]),
      );
    }
    if (path === "/api/v1/nodes")
      return table(
        metadata,
        ["Name", "Status"],
        nodes.map((it) => [it.name, it.status]),
      );
    if (name) return pods.get(`${namespace}/${name}`);
    const own = [...pods.values()].filter((pod) => !namespace || pod.metadata.namespace === namespace);
    return accept.includes("as=Table")
      ? table(metadata, ["Name", "Ready", "Status", "Restarts", "Age", "IP", "Node", "Readiness Gates"], own.map(row))
      : { kind: "PodList", apiVersion: "v1", metadata, items: own };
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = `http://127.0.0.1:${address.port}`;
  const client = new KubeClient(async () => ({
    cluster: "test",
    server: url,
    login: async () => ({ headers: {}, tls: {} }),
    issuer: "nobody",
    renew: "nothing",
  }));
  return {
    client,
    requests,
    nodes,
    put(pod) {
      const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
      const type = pods.has(key) ? "MODIFIED" : "ADDED";
      pods.set(key, pod);
      tell(type, pod);
    },
    remove(pod) {
      pods.delete(`${pod.metadata.namespace}/${pod.metadata.name}`);
      tell("DELETED", pod);
    },
    sever: () => {
      for (const response of watching) response.destroy();
      watching.clear();
    },
    compact: () => {
      oldest = ++version;
      changes.length = 0;
    },
    refuse: (pattern, status = 403) => {
      refused = pattern && { pattern, status };
    },
    watchers: () => watching.size,
    bookmark: () => {
      for (const response of watching)
        response.write(
          line({ type: "BOOKMARK", object: { kind: "Pod", metadata: { resourceVersion: String(version) } } }),
        );
    },
    stop: async () => {
      client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function line({ type, object }: { type: string; object: unknown }): string {
  return `${JSON.stringify({ type, object })}\n`;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  const found = body === undefined ? 404 : status;
  response.writeHead(found, { "content-type": "application/json" });
  response.end(JSON.stringify(body ?? { kind: "Status", message: "not found" }));
}

function table(metadata: object, columns: readonly string[], rows: readonly unknown[][]): unknown {
  return {
    kind: "Table",
    metadata,
    columnDefinitions: columns.map((name) => ({ name })),
    rows: rows.map((cells) => ({ cells })),
  };
}

/** As `kubectl get pods -o wide` shows it. */
function row(pod: Pod): unknown[] {
  const statuses = pod.status?.containerStatuses ?? [];
  const ended = statuses.map(({ lastState }) => lastState?.terminated?.finishedAt).find(Boolean);
  const ago = ended ? ` (${Math.round((Date.now() - Date.parse(ended)) / 60_000)}m ago)` : "";
  const ready = `${statuses.filter((it) => it.ready).length}/${statuses.length}`;
  return [
    pod.metadata.name,
    ready,
    podStatus(pod),
    `${restarts(pod)}${ago}`,
    "5d",
    "10.0.0.1",
    pod.spec?.nodeName ?? "",
    "<none>",
  ];
}
