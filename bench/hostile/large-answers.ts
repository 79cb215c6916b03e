import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { pathOf, RESOURCES } from "../../src/sources/kubernetes/kinds.ts";

/** Live systems that answer with far more than an incident has: asked by a program of its own each, for the sake of its memory. */
const MB = 1024 * 1024;

const pod = (i: number, note = "") =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `api-${i}`, namespace: "shop", uid: `${i}`, annotations: { note } },
    spec: { nodeName: "node-1", containers: [{ name: "app", image: "registry.example.com/api:1" }] },
    status: {
      phase: "Running",
      conditions: [{ type: "Ready", status: "False" }],
      containerStatuses: [
        { name: "app", ready: false, restartCount: 9, state: { waiting: { reason: "CrashLoopBackOff" } } },
      ],
    },
  });

function* podList(count: number, note = ""): Generator<string> {
  yield '{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[';
  for (let i = 0; i < count; i++) yield (i > 0 ? "," : "") + pod(i, note);
  yield "]}";
}

function* series(count: number): Generator<string> {
  yield '{"status":"success","data":{"resultType":"matrix","result":[';
  for (let i = 0; i < count; i++)
    yield `${i > 0 ? "," : ""}{"metric":{"namespace":"shop","pod":"api-${i}"},"values":[[${Date.now() / 1000},"1"]]}`;
  yield "]}}";
}

function* log(bytes: number): Generator<string> {
  const block = `${new Date().toISOString()} still going\n`.repeat(20_000);
  for (let size = 0; size < bytes; size += block.length) yield block;
}

type Answers = Record<"pods" | "log" | "query", () => Generator<string>>;
const FEW: Answers = { pods: () => podList(3), log: () => log(100), query: () => series(3) };
const CASES: Record<string, Answers> = {
  "3 pods": FEW,
  "50,000 pods in one page": { ...FEW, pods: () => podList(50_000) },
  "a list of 200 MB": { ...FEW, pods: () => podList(20_000, "x".repeat(10_000)) },
  "a log of 1 GB": { ...FEW, log: () => log(1024 * MB) },
  "a million series": { ...FEW, query: () => series(1_000_000) },
};

for (const [name, answers] of Object.entries(CASES)) {
  const server = createServer(({ url = "" }, response) => answer(url, answers, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const root = mkdtempSync(path.join(tmpdir(), "sitrep-hostile-"));
  try {
    const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    console.log(`${name}, live: ${await asked(url, root)}`);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(root, { recursive: true, force: true });
  }
}

function answer(url: string, { pods, log: lines, query }: Answers, response: ServerResponse): void {
  const { pathname } = new URL(url, "http://localhost");
  const json = (value: object) => response.end(JSON.stringify(value));
  response.setHeader("content-type", "application/json");
  if (pathname.endsWith("/log")) return void Readable.from(lines()).pipe(response);
  if (pathname.endsWith("/pods")) return void Readable.from(pods()).pipe(response);
  if (/query(?:_range)?$/.test(pathname)) return void Readable.from(query()).pipe(response);
  if (pathname === "/version") return void json({ gitVersion: "v1.36.0" });
  if (pathname === "/api" || pathname === "/apis") return void json({ kind: "APIGroupDiscoveryList", items: [] });
  if (pathname.endsWith("/values")) return void json({ status: "success", data: ["kube_pod_status_ready"] });
  if (pathname.startsWith("/api/v1/labels")) return void json({ status: "success", data: ["namespace", "pod"] });
  if (pathname === "/api/v1/rules") return void json({ status: "success", data: { groups: [] } });
  const known = RESOURCES.find((resource) => [pathOf(resource), pathOf(resource, "shop")].includes(pathname));
  const items =
    known?.kind === "Namespace" ? [{ kind: "Namespace", apiVersion: "v1", metadata: { name: "shop" } }] : [];
  if (!known) response.writeHead(404);
  json(
    known
      ? { kind: `${known.kind}List`, apiVersion: known.apiVersion, metadata: {}, items }
      : { kind: "Status", code: 404 },
  );
}

async function asked(url: string, root: string): Promise<string> {
  const kubeconfig = path.join(root, "kubeconfig");
  const config = {
    "current-context": "bench",
    clusters: [{ name: "bench", cluster: { server: url } }],
    users: [{ name: "bench", user: { token: "t" } }],
    contexts: [{ name: "bench", context: { cluster: "bench", user: "bench" } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const program = path.join(import.meta.dirname, "ask-live.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [program, kubeconfig, url], { encoding: "utf8" });
  return stdout.trim();
}
