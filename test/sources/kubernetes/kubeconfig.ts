import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Environment } from "../../../src/core/environment.ts";
import type { KubernetesReader } from "../../../src/sources/kubernetes/reader.ts";
import { kubernetes } from "../../../src/sources/kubernetes/source.ts";

/** A folder that goes away with the test. */
export async function folder(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "sitrep-kubeconfig-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A kubeconfig file with one context, `test`. */
export async function kubeconfig(
  cluster: Record<string, unknown>,
  user: Record<string, unknown> = {},
  dir?: string,
  current = "test",
): Promise<string> {
  const file = path.join(dir ?? (await folder()), "kubeconfig");
  const config = {
    "current-context": current,
    clusters: [{ name: "shop", cluster }],
    users: [{ name: "me", user }],
    contexts: [{ name: "test", context: { cluster: "shop", user: "me" } }],
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}

/** The Kubernetes source as it is configured. Fails when it is not configured. */
export async function connect(
  config: Record<string, unknown>,
  env: Environment = { PATH: process.env.PATH },
): Promise<KubernetesReader> {
  const reader = await kubernetes.connect(kubernetes.config.parse(config), env);
  if (!reader) throw new Error("the source is not configured");
  onTestFinished(() => reader.close());
  return reader;
}

/** What `doctor` would say. */
export async function probe(config: Record<string, unknown>, ms = 30_000) {
  return kubernetes.probe(await connect(config), AbortSignal.timeout(ms));
}
