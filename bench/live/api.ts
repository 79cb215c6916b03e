import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";

interface Kubeconfig {
  clusters: { cluster: { server: string; "certificate-authority-data": string } }[];
  users: { user: { "client-certificate-data": string; "client-key-data": string } }[];
}

/** Sends JSON to the API server of a cluster under test, as its administrator; the parsed answer. */
export type Send = (method: string, path: string, body: unknown) => Promise<{ metadata: { uid: string } }>;

const SOCKETS = 24;

/** Writes: the one thing that the client under measure does not do. Sockets are kept and few. */
export function sender(kubeconfig: string): { send: Send; close(): void } {
  const { clusters, users }: Kubeconfig = JSON.parse(readFileSync(kubeconfig, "utf8"));
  const [cluster, user] = [clusters[0]?.cluster, users[0]?.user];
  if (!cluster || !user) throw new Error(`${kubeconfig} names no cluster or no user`);
  const agent = new Agent({
    keepAlive: true,
    maxSockets: SOCKETS,
    ca: Buffer.from(cluster["certificate-authority-data"], "base64"),
    cert: Buffer.from(user["client-certificate-data"], "base64"),
    key: Buffer.from(user["client-key-data"], "base64"),
  });
  const send: Send = (method, path, body) =>
    new Promise((resolve, reject) => {
      const type = method === "PATCH" ? "application/strategic-merge-patch+json" : "application/json";
      const call = request(new URL(path, cluster.server), { method, agent, headers: { "content-type": type } });
      call.on("error", reject).on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          if ((response.statusCode ?? 0) < 300) resolve(JSON.parse(text));
          else reject(new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 300)}`));
        });
      });
      call.end(JSON.stringify(body));
    });
  return { send, close: () => agent.destroy() };
}

/** Runs the work for every item, so many at once. */
export async function each<T>(items: readonly T[], atOnce: number, work: (item: T, i: number) => Promise<unknown>) {
  const queue = items.entries();
  const worker = async () => {
    for (const [i, item] of queue) await work(item, i);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
