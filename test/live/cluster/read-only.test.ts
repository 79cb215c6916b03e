import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { RESOURCES } from "../../../src/sources/kubernetes/kinds.ts";
import { FORMS } from "../../../src/sources/kubernetes/kubectl/forms.ts";
import { waitFor } from "../../cluster/lib.ts";
import { inside } from "../../cluster/parts/cluster.ts";
import { openSession, run, type Session } from "../sitrep.ts";
import { type UnderTest, underTest } from "./under-test.ts";

const NAMESPACE = "live-read-only";
/** The API server writes its audit log in batches of a second. */
const AUDIT_DELAY_MS = 3_000;

const AuditEvent = z.object({
  stage: z.string(),
  verb: z.string(),
  requestURI: z.string(),
  user: z.object({ username: z.string() }),
  objectRef: z
    .object({ resource: z.string().default(""), subresource: z.string().default(""), apiGroup: z.string().default("") })
    .optional(),
  responseStatus: z.object({ code: z.number() }).optional(),
});
type AuditEvent = z.infer<typeof AuditEvent>;

let world: UnderTest;
let session: Session & { close(): Promise<void> };
let auditFile: string;
let began: number;

const labels = { app: "reports" };
const container = {
  name: "web",
  image: "registry.example.com/busybox:1.36",
  command: ["sh", "-c", "echo connecting; sleep 2; echo cannot connect >&2; exit 1"],
};
const objects = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
  {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "reports", namespace: NAMESPACE },
    stringData: { password: "hunter2hunter2" },
  },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "reports", namespace: NAMESPACE },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  },
];
let pod: string;

beforeAll(async () => {
  world = await underTest();
  const { it } = world;
  await it.apply(JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
  await waitFor("the pod has crashed twice", 120, async () => {
    const format = "jsonpath={.items[0].metadata.name} {.items[0].status.containerStatuses[0].restartCount}";
    const [name = "", restarts] = (await it.kubectl(["get", "pods", "-n", NAMESPACE, "-o", format])).split(" ");
    pod = name;
    return Number(restarts) >= 1 ? undefined : `${restarts} restarts`;
  });
  session = await openSession(world.systems);
  auditFile = inside(it.cluster, "log", "audit.jsonl");
  began = statSync(auditFile).size;
});
afterAll(async () => {
  await session?.close();
  await world.it.kubectl(["delete", "namespace", NAMESPACE, "--wait=false"]);
});

/** What the API server noted of sitrep's requests since the test began. */
async function audited(): Promise<AuditEvent[]> {
  await sleep(AUDIT_DELAY_MS);
  const lines = readFileSync(auditFile).subarray(began).toString("utf8").split("\n").filter(Boolean);
  const events = lines.map((line) => AuditEvent.parse(JSON.parse(line)));
  return events.filter(({ user, stage }) => user.username === world.account.user && stage !== "RequestReceived");
}

/** Every tool with something to ask it. */
function calls(): Record<string, Record<string, unknown>[]> {
  const namespace = NAMESPACE;
  return {
    investigate: [{ question: "what's wrong?", namespace }, { question: "what's wrong with the cluster?" }],
    check_deploy: [{ namespace }, { namespace, workload: "deploy/reports" }],
    get_changes: [{ namespace }],
    search_runbooks: [{ question: "pods crash" }],
    get_runbook: [{ path: "payments-oom.md" }],
    check_citation: [{ citation: "payments-oom.md#L1-L2" }],
    list_failing_pods: [{}, { namespace }],
    list_workloads: [{}, { namespace }],
    get_pod_status: [{ namespace, pod }],
    get_pod_logs: [
      { namespace, pod },
      { namespace, pod, previous: true },
    ],
    get_recent_events: [{ namespace }, {}],
    get_cluster_info: [{}],
    kubectl: commands().map((command) => ({ command })),
    query_prometheus: [{ query: 'up{job="kubelet"}' }],
    get_alerts: [{}, { namespace }],
    get_runbook_coverage: [{}],
  };
}

/** Every form of the interpreter, every kind, and what it must refuse. */
function commands(): string[] {
  const at = `-n ${NAMESPACE}`;
  return [
    ...RESOURCES.map(({ plural }) => `get ${plural} -A`),
    `describe deployment reports ${at}`,
    `describe pod ${pod} ${at}`,
    `logs ${pod} ${at} --previous`,
    `logs ${pod} ${at}`,
    `top pods ${at}`,
    "top nodes",
    `events ${at}`,
    `rollout history deployment/reports ${at}`,
    `rollout status deployment/reports ${at}`,
    "explain deployment.spec.strategy",
    "auth can-i delete pods",
    "auth whoami",
    "config view",
    "config current-context",
    "version",
    "api-resources",
    "cluster-info",
    "config view",
    "config current-context",
    `get secret reports -o yaml ${at}`,
    `delete pod ${pod} ${at}`,
    `scale deployment/reports --replicas=0 ${at}`,
    `exec ${pod} ${at} -- sh`,
    `create token sitrep -n default`,
  ];
}

test("every tool that is offered is asked here, and every form of kubectl", () => {
  expect(Object.keys(calls()).sort()).toEqual([...session.tools].sort());
  const forms = Object.keys(FORMS);
  expect(forms.filter((form) => !commands().some((command) => command.startsWith(form)))).toEqual([]);
});

test("everything that sitrep can do reads, with no more than deploy/rbac.yaml allows, and never a Secret", async () => {
  const told: string[] = [];
  for (const [name, inputs] of Object.entries(calls()))
    for (const input of inputs) told.push(await session.call(name, input).then(({ text }) => text, String));
  const dir = mkdtempSync(path.join(tmpdir(), "sitrep-capture-"));
  const typed = [
    ["ask", "-n", NAMESPACE],
    ["check", "-n", NAMESPACE],
    ["capture", "-n", NAMESPACE, "-o", path.join(dir, "capture")],
    ["doctor"],
  ];
  for (const words of typed) told.push((await run(world.systems, ...words)).out);

  const events = await audited();
  const line = ({ verb, requestURI, responseStatus }: AuditEvent) => `${verb} ${requestURI} ${responseStatus?.code}`;
  const isReview = ({ verb, objectRef }: AuditEvent) =>
    verb === "create" && /^selfsubject(access)?reviews$/.test(objectRef?.resource ?? "");
  const reads = (event: AuditEvent) => ["get", "list", "watch"].includes(event.verb);
  expect(events.length).toBeGreaterThan(100);
  expect(events.filter((event) => !reads(event) && !isReview(event)).map(line)).toEqual([]);
  expect(events.filter(({ objectRef }) => objectRef?.resource === "secrets").map(line)).toEqual([]);
  expect(events.filter(({ responseStatus }) => responseStatus?.code === 403).map(line)).toEqual([]);
  expect(events.filter(({ objectRef }) => objectRef?.subresource === "log").length).toBeGreaterThan(3);
  expect(told.join("\n")).toContain("cannot connect");
  expect(told.join("\n")).not.toContain("hunter2");
  expect(told.join("\n")).not.toContain(Buffer.from("hunter2hunter2").toString("base64"));
});
