// What reading a large cluster costs: a real API server, simulated nodes (kwok), pods as large as real ones.
// npm run bench:live -- [--name NAME] [--pods 20000] [--base-port 28400] [--keep]: about ten minutes to fill on two idle cores.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { type Lab, lab, startControllers, stop, teardown } from "../test/cluster/lib.ts";
import { program } from "../test/cluster/parts/programs.ts";
import { sender } from "./live/api.ts";
import { fillNamespace, namespaceName, PODS_PER_NAMESPACE } from "./live/fill.ts";
import { measured } from "./live/measured.ts";
import { installOperators } from "./live/operators.ts";
import { sicken } from "./live/sicken.ts";

const { values } = parseArgs({
  options: {
    name: { type: "string", default: "bench-live" },
    pods: { type: "string", default: "20000" },
    "base-port": { type: "string", default: "28400" },
    keep: { type: "boolean", default: false },
  },
});
const run = promisify(execFile);
const say = (line: string) => console.error(line);
const INVESTIGATED = 5_000;
const NODES = 100;

const cluster = await lab(
  { mode: "control-plane-only", name: values.name, nodes: NODES, basePort: Number(values["base-port"]) },
  say,
);
const built = await compiled();
try {
  await fillTo(cluster, Math.min(INVESTIGATED, Number(values.pods)));
  await operators(cluster);
  await investigation(cluster);
  await fillTo(cluster, Number(values.pods));
  await failing(cluster);
} finally {
  if (!values.keep) await teardown(cluster.cluster);
}

async function investigation({ kubeconfig }: Lab): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "sitrep-bench-"));
  try {
    const index = path.join(folder, "index");
    await run(process.execPath, ["bin/sitrep.ts", "ingest", "runbooks", "--index", index], {
      env: withoutFiles(folder),
    });
    const { stdout } = await run(process.execPath, [
      "bench/live/investigate.ts",
      built,
      kubeconfig,
      namespaceName(0),
      index,
    ]);
    const { p50, first, headline, requests, firstRequests } = JSON.parse(stdout);
    print(
      `investigate a namespace, ${await count(cluster)} pods in all`,
      `p50 ${p50.toFixed(0)} ms, first ${first.toFixed(0)} ms`,
    );
    console.log(
      `  requests to the API server: ${requests}, the first time ${firstRequests}; 60 kinds of custom resources`,
    );
    console.log(`  "${headline}"`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function operators({ kubeconfig }: Lab): Promise<void> {
  const { send, close } = sender(kubeconfig);
  await installOperators(send, namespaceName(0), namespaceName(1));
  close();
}

async function failing({ kubeconfig }: Lab): Promise<void> {
  for (const _ of Array(3)) {
    const { stdout } = await run(process.execPath, ["bench/live/failing-pods.ts", built, kubeconfig]);
    const { ms, warm, rss, total, failing } = JSON.parse(stdout);
    const figures = `cold ${ms.toFixed(0)} ms, warm p50 ${warm.toFixed(2)} ms, ${rss.toFixed(0)} MB`;
    print(`failing pods: ${failing} of ${total}`, figures);
  }
  const { ms, rss, bytes } = await measured(program("kubectl"), [
    "--kubeconfig",
    kubeconfig,
    "get",
    "pods",
    "-A",
    "-o",
    "json",
  ]);
  print(
    "kubectl get pods -A -o json",
    `${ms.toFixed(0)} ms, ${rss.toFixed(0)} MB, ${(bytes / 2 ** 20).toFixed(0)} MB of JSON`,
  );
}

/** The program as it is installed: types taken away, which costs 25 MB and 0.2 s where Node does it itself. */
async function compiled(): Promise<string> {
  const folder = path.resolve("node_modules", ".cache", "sitrep-bench-live");
  await run(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", folder]);
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
  return folder;
}

/** Adds whole namespaces until there are so many pods, and waits until the simulated nodes have started them. */
async function fillTo(it: Lab, pods: number): Promise<void> {
  const there = await count(it);
  if (there >= pods) return;
  await stop(it.cluster, "kube-controller-manager");
  const { send, close } = sender(it.kubeconfig);
  const from = performance.now();
  const names = Array.from({ length: (pods - there) / PODS_PER_NAMESPACE }, (_, i) =>
    namespaceName(i + there / PODS_PER_NAMESPACE),
  );
  for (const name of names) await fillNamespace(send, name, NODES);
  while ((await podNames(it, "status.phase=Pending")).length > 0) await sleep(2_000);
  const all = await podNames(it, "");
  await sicken(
    send,
    all.filter(({ namespace }) => names.includes(namespace)),
  );
  close();
  startControllers(it.cluster);
  say(`${pods} pods after ${((performance.now() - from) / 1000).toFixed(0)} s`);
}

async function count(it: Lab): Promise<number> {
  return (await podNames(it, "")).length;
}

async function podNames(it: Lab, selector: string): Promise<{ namespace: string; name: string }[]> {
  const text = await it.kubectl(["get", "pods", "-A", "--no-headers", `--field-selector=${selector}`], {
    seconds: 120,
  });
  const rows = text.split("\n").filter((line) => /^team-/.test(line));
  return rows.map((line) => line.split(/\s+/)).map(([namespace = "", name = ""]) => ({ namespace, name }));
}

function withoutFiles(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: home };
}

function print(what: string, figures: string): void {
  console.log(`${what.padEnd(48)} ${figures}   (load ${loadavg()[0]?.toFixed(1)})`);
}
