import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALL_TOOLS } from "../../docs/tools.ts";
import { type App, createApp } from "../../src/app.ts";
import type { Caller } from "../../src/core/caller.ts";
import { traceOf } from "../../src/core/errors.ts";

/** The recorded incident three times, in three namespaces whose objects, logs, metrics and alerts have the namespace in their names. */
const NAMESPACES = ["ordering", "billing", "vault"];
const POD = "payments-api-6b6bdcc59-2xs46";

const alone = new Map<string, App>();
let together: App;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "sitrep-namespaces-"));
  for (const namespace of NAMESPACES) alone.set(namespace, await open([namespace]));
  together = await open(NAMESPACES);
});
afterAll(async () => {
  for (const app of [...alone.values(), together]) await app.close();
  await rm(home, { recursive: true });
});

async function open(namespaces: readonly string[]): Promise<App> {
  const root = await mkdtemp(path.join(home, "copy-"));
  const capture = path.join(root, "capture");
  await copies(capture, namespaces);
  const limits = { perSession: 100_000, perTool: 100_000 };
  const flags = { index: path.join(root, "index"), audit: "off", limits };
  return createApp({ flags, env: { HOME: root }, cwd: root, capture, log: () => {} });
}

async function copies(capture: string, namespaces: readonly string[]): Promise<void> {
  await cp("demo/capture", capture, { recursive: true });
  const text = async (file: string) => {
    const data = await readFile(path.join(capture, file));
    return (file.endsWith(".gz") ? gunzipSync(data) : data).toString("utf8");
  };
  const each = (all: string) => namespaces.map((namespace) => all.replaceAll("payments", namespace));
  const write = async (file: string, content: string) => {
    await writeFile(path.join(capture, file.replace(/\.gz$/, "")), content);
    if (file.endsWith(".gz")) await rename(path.join(capture, file), path.join(capture, `../${path.basename(file)}`));
  };
  type Objects = { items: { kind: string; metadata: { name: string; namespace?: string } }[] };
  const objects = JSON.parse(await text("kubernetes/objects.json.gz")) as Objects;
  const plain = objects.items.filter(({ metadata }) => !JSON.stringify(metadata).includes("payments"));
  const own = objects.items.filter((item) => !plain.includes(item));
  const items = [...plain, ...each(JSON.stringify(own)).flatMap((list) => JSON.parse(list) as unknown[])];
  await write("kubernetes/objects.json.gz", JSON.stringify({ ...objects, items }));
  await write("prometheus/queries.jsonl.gz", each(await text("prometheus/queries.jsonl.gz")).join("\n"));
  const rules = each(await text("prometheus/rules.json")).map((one) => JSON.parse(one) as { groups: unknown[] });
  await write("prometheus/rules.json", JSON.stringify({ groups: rules.flatMap(({ groups }) => groups) }));
  const alerts = each(await text("alertmanager/alerts.json")).map((one) => JSON.parse(one) as unknown[]);
  await write("alertmanager/alerts.json", JSON.stringify(alerts.flat()));
  const logs = path.join(capture, "kubernetes/logs");
  await rename(path.join(logs, "payments"), path.join(capture, "../logs"));
  for (const namespace of namespaces) {
    for (const file of await readdir(path.join(capture, "../logs"), { recursive: true })) {
      if (!file.endsWith(".gz")) continue;
      const target = path.join(logs, namespace, file.replaceAll("payments", namespace).replace(/\.gz$/, ""));
      const log = gunzipSync(await readFile(path.join(capture, "../logs", file))).toString("utf8");
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, log.replaceAll("payments", namespace));
    }
  }
}

/** Calls of every tool; most name a namespace, which is the caller's own, another's, or that of nobody. */
const named = (it: string): Record<string, object[]> => {
  const pod = POD.replace("payments", it);
  const commands = [
    `get pods -n ${it}`,
    `get all -n ${it}`,
    `get ns ${it}`,
    `describe pod ${pod} -n ${it}`,
    `logs ${pod} -c api -n ${it}`,
    `events -n ${it}`,
    `rollout history deploy/${it}-api -n ${it}`,
    `auth can-i get pods -n ${it}`,
  ];
  return {
    investigate: [
      { question: `what's wrong with ${it}?` },
      { question: `${it}/deploy/${it}-api is slow` },
      { question: `2026-11-21 ERROR dial tcp ${it}-api.${it}.svc.cluster.local:8080: connection refused` },
      { question: "what's wrong?", namespace: it },
    ],
    check_deploy: [{ namespace: it }, { namespace: it, workload: `deploy/${it}-api` }],
    get_changes: [{ namespace: it }],
    get_alerts: [{ namespace: it }, { filter: [`namespace="${it}"`] }],
    list_failing_pods: [{ namespace: it }],
    get_pod_status: [{ namespace: it, pod }],
    get_pod_logs: [
      { namespace: it, pod },
      { namespace: it, pod, container: "api", previous: true },
    ],
    get_recent_events: [{ namespace: it, since: "24h" }],
    list_workloads: [{ namespace: it }],
    kubectl: commands.map((command) => ({ command })),
    query_prometheus: [
      { query: `kube_pod_status_ready{namespace="${it}"}` },
      {
        query: `max by (namespace, pod, container) (container_memory_working_set_bytes{container!="",container!="POD",namespace="${it}"})`,
        range: "1h",
      },
    ],
    search_runbooks: [{ question: `${it} is down` }],
    get_runbook: [{ path: `${it}/oom.md` }],
    check_citation: [{ citation: `${it}/oom.md#L1-L2` }],
  };
};
const UNNAMED: Record<string, object[]> = {
  investigate: [
    { question: "what's wrong?" },
    { question: "why does KubePodCrashLooping fire?" },
    { question: "node" },
  ],
  get_alerts: [{}],
  list_failing_pods: [{}],
  get_recent_events: [{ since: "24h" }],
  list_workloads: [{}],
  get_cluster_info: [{}],
  get_runbook_coverage: [{}],
  kubectl: ["get ns", "get pods -A", "get all -A", "get pv,sc,nodes", "events -A", "top pods -A", "api-resources"]
    .concat("get clusterrolebindings", "get cm -n kube-system", "cluster-info", "auth whoami", "get deploy -A -o yaml")
    .map((command) => ({ command })),
  query_prometheus: [
    { query: "up" },
    { query: "kube_pod_status_ready" },
    { query: 'count by (namespace) ({job=~".+"})' },
  ],
};

const CALLS = [...[...NAMESPACES, "nowhere"].map(named), UNNAMED].flatMap((calls) =>
  Object.entries(calls).flatMap(([tool, inputs]) => inputs.map((input) => ({ tool, input }))),
);

/** What a caller is told, answer or refusal, without how long it took. */
async function told(app: App, caller: Caller, { tool, input }: (typeof CALLS)[number]): Promise<string> {
  const signal = AbortSignal.timeout(60_000);
  const answer = await app.call({ tool, input, caller, signal }).catch((error: unknown) => ({
    refusal: traceOf(error).split("\n")[0],
    hint: (error as { hint?: string }).hint,
  }));
  return JSON.stringify(answer).replace(/\d+ ms\b|"durationMs":\d+/g, "");
}
const limited = (namespace: string): Caller => ({ id: "key:x", session: "s", namespaces: [namespace] });
const LOCAL: Caller = { id: "ana", session: "s" };

test("every tool is called", () => {
  expect([...new Set(CALLS.map(({ tool }) => tool))].sort()).toEqual(ALL_TOOLS.map(({ name }) => name).sort());
});

test.each(NAMESPACES)("who may read %s is told the same whatever there is in other namespaces", async (namespace) => {
  for (const call of CALLS) {
    const [there, without] = await Promise.all(
      [together, alone.get(namespace)].map(async (app) => (app ? told(app, limited(namespace), call) : "")),
    );
    expect(there, JSON.stringify(call)).toBe(without);
  }
});

test.each(NAMESPACES)(
  "who may read %s is told of no other, unless the call itself or its own objects name it",
  async (namespace) => {
    const others = NAMESPACES.filter((name) => name !== namespace);
    for (const call of CALLS) {
      const asked = JSON.stringify(call);
      const answer = await told(together, limited(namespace), call);
      for (const other of others.filter((name) => !asked.includes(name))) expect(answer, asked).not.toContain(other);
    }
  },
);

test("who may read one namespace is told of it what everybody is told, and everybody is told of all", async () => {
  const ask = { tool: "investigate", input: { question: "what's wrong with billing?" } };
  expect(await told(together, limited("billing"), ask)).toContain("billing-api exceeds its memory limit");
  const pods = { tool: "list_failing_pods", input: {} };
  expect(await told(together, limited("billing"), pods)).toBe(
    await told(together, limited("billing"), { ...pods, input: { namespace: "billing" } }),
  );
  for (const namespace of NAMESPACES) expect(await told(together, LOCAL, pods)).toContain(`${namespace}-api`);
});
