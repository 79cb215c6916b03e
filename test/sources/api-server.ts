import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { KubeObject } from "../../src/core/kubernetes/meta.ts";
import { pathOf, RESOURCES } from "../../src/sources/kubernetes/kinds.ts";
import { startOddServer } from "./odd-server.ts";

/** What reads of an API server with these objects answer, over a real connection; logs are one line. `wait` ms a request. */
export async function startApiServer(
  objects: readonly KubeObject[],
  { wait = 0, fails = (_path: string): number | undefined => undefined } = {},
): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = [];
  const server = await startOddServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    requests.push(pathname);
    await sleep(wait);
    const status = fails(pathname);
    const found = status === undefined ? answer(pathname, request, objects) : undefined;
    if (typeof found === "string") return response.end(found);
    const code = status ?? 404;
    const said = { kind: "Status", apiVersion: "v1", code, message: "the server says no" };
    return response
      .writeHead(found ? 200 : code, { "content-type": "application/json" })
      .end(JSON.stringify(found ?? said));
  });
  onTestFinished(() => server.stop());
  return { url: server.url, requests };
}

function answer(path: string, { method }: IncomingMessage, objects: readonly KubeObject[]): unknown {
  if (path === "/version") return { gitVersion: "v1.34.0" };
  if (path === "/api" || path === "/apis") return { kind: "APIGroupDiscoveryList", items: [] };
  if (method === "POST") return { kind: "SelfSubjectReview", status: { allowed: false } };
  if (path.endsWith("/log")) return "2026-06-01T01:59:00Z listening on 8080\n";
  const [, namespace] = /\/namespaces\/([^/]+)\/./.exec(path) ?? [];
  for (const resource of RESOURCES) {
    const items = objects.filter(
      ({ kind, metadata }) => kind === resource.kind && (namespace === undefined || metadata.namespace === namespace),
    );
    const list = { kind: `${resource.kind}List`, apiVersion: resource.apiVersion, metadata: {}, items };
    if (path === pathOf(resource, namespace)) return list;
    const one = items.find(({ metadata }) => path === pathOf(resource, namespace, metadata.name));
    if (one) return one;
  }
  return undefined;
}
