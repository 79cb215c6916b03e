import { readFileSync } from "node:fs";
import path from "node:path";
import { type Cluster, inside } from "./cluster.ts";
import { HOST } from "./network.ts";
import { layer, publish } from "./oci.ts";
import { ready, start } from "./processes.ts";
import { program } from "./programs.ts";
import { REGISTRY, registryUrl } from "./registry-client.ts";
import { run } from "./run.ts";
import type { Entry } from "./tar.ts";

export const PAUSE = `${REGISTRY}/pause:1`;

/** Releases of the payments system that can be rolled out; they differ in name only. */
const RELEASES = ["2.4.1", "2.5.0", "2.5.1", "2.6.0", "2.7.0"];
const ROLES = ["checkout", "payments-api", "payments-worker", "ledger", "ledger-db", "queue", "shopper"];
/** Not root, and nobody in particular. */
const NONROOT = "65532:65532";
const TMP: Entry = { path: "tmp/", mode: 0o1777 };

/** Makes all images without a daemon and serves them as a registry does. */
export async function startRegistry(cluster: Cluster): Promise<void> {
  const folder = inside(cluster, "registry");
  await publishBusybox(folder);
  publishPayments(folder);
  for (const name of ["coredns", "kube-state-metrics", "metrics-server"]) {
    const it = layer(folder, [TMP, executable(name)]);
    publish(folder, [`${name}:1`], it, { Entrypoint: [`/${name}`] });
  }
  const args = [path.join(import.meta.dirname, "registry.ts"), folder, HOST, String(cluster.ports.registry)];
  start(cluster, "registry", process.execPath, args);
  await ready(cluster, "registry", 10, () => fetch(`${registryUrl(cluster)}/v2/`).then(() => undefined, String));
}

const executable = (name: string): Entry => ({ path: name, content: readFileSync(program(name)) });

function publishPayments(folder: string): void {
  const base = layer(folder, [TMP, executable("payments")]);
  for (const role of ROLES) {
    const names = RELEASES.map((release) => `payments/${role}:${release}`);
    publish(folder, names, base, { Entrypoint: ["/payments", role], User: NONROOT });
  }
  publish(folder, ["internal/ledger:2.7.0"], base, { Entrypoint: ["/payments", "ledger"], User: NONROOT });
  const foreign = layer(folder, [
    TMP,
    { path: "payments", content: forAnotherProcessor(readFileSync(program("payments"))) },
  ]);
  publish(folder, ["payments/payments-api:2.7.0-s390x"], foreign, { Entrypoint: ["/payments", "payments-api"] });
}

/** The machine field of an ELF header says S/390: no kernel that we meet runs it. */
function forAnotherProcessor(program: Buffer): Buffer {
  program.writeUInt16LE(22, 18);
  return program;
}

/** A shell and its tools; also what holds a pod's namespaces together. */
async function publishBusybox(folder: string): Promise<void> {
  const applets = (await run("/bin/busybox", ["--list"]))
    .trim()
    .split("\n")
    .filter((name) => name !== "busybox");
  const base = layer(folder, [
    TMP,
    { path: "etc/passwd", mode: 0o644, content: Buffer.from("root:x:0:0:root:/:/bin/sh\n") },
    { path: "bin/busybox", content: readFileSync("/bin/busybox") },
    ...applets.map((name) => ({ path: `bin/${name}`, target: "/bin/busybox" })),
  ]);
  publish(folder, ["busybox:1.36"], base, { Cmd: ["/bin/sh"], Env: ["PATH=/bin"] });
  publish(folder, ["pause:1"], base, { Entrypoint: ["/bin/sleep", "2147483647"] });
}
