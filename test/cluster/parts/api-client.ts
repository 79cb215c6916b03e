import { readFileSync } from "node:fs";
import { Agent, get } from "node:https";

/** One of our kubeconfigs, as far as an agent beside the cluster needs it. */
interface Kubeconfig {
  clusters: { cluster: { server: string; "certificate-authority-data": string } }[];
  users: { user: { "client-certificate-data": string; "client-key-data": string } }[];
}

const LIMIT_MS = 10_000;

/** Reads JSON from the API server by path, e.g. `/api/v1/pods`. */
export function apiClient(kubeconfig: string): (path: string) => Promise<unknown> {
  const { clusters, users }: Kubeconfig = JSON.parse(readFileSync(kubeconfig, "utf8"));
  const [cluster, user] = [clusters[0]?.cluster, users[0]?.user];
  if (!cluster || !user) throw new Error(`${kubeconfig} names no cluster or no user`);
  const agent = new Agent({
    keepAlive: true,
    ca: Buffer.from(cluster["certificate-authority-data"], "base64"),
    cert: Buffer.from(user["client-certificate-data"], "base64"),
    key: Buffer.from(user["client-key-data"], "base64"),
  });
  return (path) => read(new URL(path, cluster.server), agent);
}

function read(url: URL, agent: Agent): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, timeout: LIMIT_MS }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${url.pathname}: ${response.statusCode} ${text.slice(0, 200)}`));
      });
    });
    request.on("timeout", () => request.destroy(new Error(`${url.pathname}: no answer`)));
    request.on("error", reject);
  });
}

/** Runs `look` every `ms`; a failure is told and does not end it. */
export async function every(ms: number, look: () => Promise<void>): Promise<never> {
  for (;;) {
    await look().catch((thrown) => console.error(`error: ${thrown}`));
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}
