import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { apply, kubectl } from "./parts/kubectl.ts";

type Where = { kubeconfig: string };

const APP = path.join(import.meta.dirname, "app");
const Rollouts = z.array(z.object({ cause: z.string(), patch: z.record(z.string(), z.unknown()) }));
export type Rollout = z.infer<typeof Rollouts>[number];

/** The manifests of the payments system without its namespace: all, or those of the named files. */
export function paymentsManifests(names?: readonly string[]): string {
  const files = names?.map((name) => `${name}.yaml`) ?? readdirSync(APP).filter((file) => file.endsWith(".yaml"));
  const wanted = files.filter((file) => file !== "namespace.yaml");
  return wanted.map((file) => readFileSync(path.join(APP, file), "utf8")).join("\n---\n");
}

/** The payments system in the namespace `payments`, ready. */
export async function installPayments(where: Where): Promise<void> {
  await apply(where, readFileSync(path.join(APP, "namespace.yaml"), "utf8"));
  await apply(where, paymentsManifests(), ["-n", "payments"]);
  for (const workload of [
    "statefulset/ledger-db",
    "deployment/ledger",
    "deployment/payments-api",
    "deployment/checkout",
  ])
    await rolledOut(where, workload);
}

/** What became of payments-api since its first release; the last one is the incident. */
export function rollouts(): Rollout[] {
  return Rollouts.parse(parse(readFileSync(path.join(import.meta.dirname, "rollouts.yaml"), "utf8")));
}

/** Changes the payments-api container; whether the new pods work is for the caller to see. */
export async function rollOut(where: Where, { cause, patch }: Rollout): Promise<void> {
  const change = {
    metadata: { annotations: { "kubernetes.io/change-cause": cause } },
    spec: { template: { spec: { containers: [{ name: "api", ...patch }] } } },
  };
  await kubectl(where, ["-n", "payments", "patch", "deployment", "payments-api", "--patch", JSON.stringify(change)]);
}

export async function rolledOut(where: Where, workload: string): Promise<void> {
  await kubectl(where, ["-n", "payments", "rollout", "status", workload, "--timeout=120s"], { seconds: 130 });
}
