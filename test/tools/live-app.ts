import { writeFileSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import { createApp } from "../../src/app.ts";
import type { Result } from "../../src/core/call.ts";
import { type Caller, localCaller } from "../../src/core/caller.ts";
import { temporaryFolder } from "../ingest/fixture.ts";

interface Sources {
  kubernetes?: string;
  prometheus?: string;
  alertmanager?: string;
  /** Seconds. */
  deadline: number;
}

/** The whole program on live sources at these addresses, and what its tools answer or throw. */
export async function liveApp({ kubernetes, deadline, ...urls }: Sources) {
  const root = temporaryFolder();
  const kubeconfig = path.join(root, "kubeconfig");
  const config = {
    "current-context": "test",
    clusters: [{ name: "shop", cluster: { server: kubernetes } }],
    users: [{ name: "me", user: { token: "kubernetes-token" } }],
    contexts: [{ name: "test", context: { cluster: "shop", user: "me" } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const flags = {
    deadline,
    index: path.join(root, "index"),
    audit: path.join(root, "audit.jsonl"),
    ...(kubernetes && { kubernetes: { kubeconfig } }),
    ...Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, { url, token: `${name}-token` }])),
  };
  const bugs: unknown[] = [];
  const log = (_: string, error: unknown) => void bugs.push(error);
  const app = await createApp({ operator: true, flags, env: { HOME: root }, cwd: root, log });
  onTestFinished(() => app.close());
  const local = localCaller();
  async function call(tool: string, input: object, caller: Caller = local): Promise<Result> {
    return app.call({ tool, input, caller, signal: new AbortController().signal });
  }
  return { app, root, call, bugs };
}
