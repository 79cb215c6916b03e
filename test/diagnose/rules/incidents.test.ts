import { expect, test } from "vitest";
import { listeningIn } from "../../../src/diagnose/logs/listening.ts";
import { course, meter, metered, replace } from "../metering.ts";
import { ago, ask, down, event, first, get, log, NS, object, podsOf, type World, world } from "../world.ts";

/** What whole systems showed that single rules did not: each test is one thing that was blamed wrongly, or not at all. */

function edit(w: World, name: string, change: (container: object) => void): void {
  for (const spec of [get(w, "Deployment", name).spec?.template?.spec, ...podsOf(w, name).map((p) => p.spec)])
    for (const container of spec?.containers ?? []) change(container);
}

test("a program named like a service is not an address; a flag's value is", () => {
  const w = world();
  edit(w, "ledger", (container) => Object.assign(container, { command: ["LedgerService"] }));
  expect(ask(w).findings).toEqual([]);
  edit(w, "checkout", (container) => Object.assign(container, { args: ["--ledger-host", "leger"] }));
  expect(ask(w).findings[0]).toMatchObject({ code: "wrong-service-address", object: { name: "checkout" } });
});

test("a client's log that repeats its database's full disk blames the database, and its full volume first", () => {
  const w = world();
  const line = 'ERROR: could not extend file "base/16384/2613": No space left on device (SQLSTATE 53100)';
  for (const { metadata } of podsOf(w, "ledger")) log(w, metadata.name, [line, line, line]);
  expect(first(ask(w))).toBe("disk-full Deployment/ledger-db");
  w.objects.push(object("v1", "PersistentVolumeClaim", NS, "ledger-data", { status: { phase: "Bound" } }));
  for (const spec of [
    get(w, "Deployment", "ledger-db").spec?.template?.spec,
    ...podsOf(w, "ledger-db").map((p) => p.spec),
  ])
    if (spec) spec.volumes = [{ name: "data", persistentVolumeClaim: { claimName: "ledger-data" } }];
  meter(w, "volume-used-ratio", { persistentvolumeclaim: "ledger-data" }, course(0.8, 0.999));
  const { findings } = ask(w);
  expect(findings.map(({ code, object: { kind } }) => `${code} ${kind}`)).toEqual([
    "volume-full PersistentVolumeClaim",
  ]);
});

test("endpoints of the cluster's DNS that could not be listed are not missing", () => {
  const w = world();
  const ports = [{ port: 53, protocol: "UDP" }];
  const selector = { "k8s-app": "kube-dns" };
  w.objects.push(object("v1", "Service", "kube-system", "kube-dns", { spec: { selector, ports } }));
  expect(first(ask(w))).toBe("cluster-dns-down Service/kube-dns");
  w.unlisted["EndpointSlice in kube-system"] = "did not answer in time";
  expect(ask(w).findings).toEqual([]);
});

test("who passes on what its peer answered is not who calls wrongly", () => {
  const w = world();
  edit(w, "payments-api", (container) =>
    Object.assign(container, { env: [{ name: "LEDGER_URL", value: "http://ledgr:8080" }] }),
  );
  const line = 'call failed: Post "http://ledgr:8080/entries": dial tcp: lookup ledgr on 10.96.0.10:53: no such host';
  for (const { metadata } of podsOf(w, "payments-api")) log(w, metadata.name, [line, line, line]);
  const relayed = `payments-api answered 502: ${line}`;
  for (const { metadata } of podsOf(w, "checkout")) log(w, metadata.name, [relayed, relayed, relayed]);
  expect(ask(w).findings.map(({ code, object: { name } }) => `${code} ${name}`)).toEqual([
    "wrong-service-address payments-api",
  ]);
});

test("a name that did not resolve before its Service was there is no trouble", () => {
  const w = world();
  const line =
    'call to ledger failed: Post "http://ledger:8080/": dial tcp: lookup ledger on 10.96.0.10:53: no such host';
  for (const { metadata } of podsOf(w, "payments-api")) log(w, metadata.name, [line, line]);
  expect(ask(w).findings).not.toEqual([]);
  get(w, "Service", "ledger").metadata.creationTimestamp = w.now;
  expect(ask(w).findings).toEqual([]);
});

test("a probe that the mesh relays is judged by what the template asks for", () => {
  const w = world();
  const wanted = { httpGet: { path: "/healthz", port: 8999 }, failureThreshold: 3 };
  const relayed = { httpGet: { path: "/app-health/app/readyz", port: 15020 }, failureThreshold: 3 };
  for (const container of get(w, "Deployment", "ledger").spec?.template?.spec?.containers ?? [])
    container.readinessProbe = wanted;
  down(w, "ledger", { started: true });
  for (const pod of podsOf(w, "ledger")) {
    for (const container of pod.spec?.containers ?? []) container.readinessProbe = relayed;
    event(w, pod, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 500");
  }
  expect(first(ask(w))).toBe("readiness-probe-wrong-port Deployment/ledger");
});

test("a level that is a number is not the port that a program listens on", () => {
  const lines = ['{"level":30,"time":1774697304161,"pid":1,"msg":"server started on port 8080"}'].map((text) => ({
    text,
  }));
  const stream = { namespace: NS, pod: "ledger-0", container: "app", previous: false, truncated: false, lines };
  expect(listeningIn([stream]).map(({ port }) => port)).toEqual([8080]);
});

test("a peer that became as slow as its caller says is slow, and the way to it is not", () => {
  const w = metered(world());
  meter(w, "client-latency-mean", { workload: "payments-api", peer: "ledger" }, course(0.02, 1.1));
  replace(w, "http-latency-mean", "ledger", course(0.02, 1));
  expect(first(ask(w))).toBe("latency-high Deployment/ledger");
});

test("who misses every one of its peers, which others reach, has lost its own network", () => {
  const w = world();
  const line = (host: string) => `Get "http://${host}:8080/": dial tcp 10.96.7.7:8080: i/o timeout`;
  const lines = ["ledger", "payments-api"].flatMap((host) => [
    line(host),
    line(host),
    line(host),
    line(host),
    line(host),
  ]);
  for (const { metadata } of podsOf(w, "checkout")) log(w, metadata.name, lines);
  expect(first(ask(w))).toBe("network-unreachable Deployment/checkout");
});

test("what a new pod says in its first seconds is not yet trouble", () => {
  const w = world();
  const line = 'Get "http://ledger:8080/": dial tcp 10.96.7.7:8080: connect: connection refused';
  for (const pod of podsOf(w, "payments-api")) {
    log(w, pod.metadata.name, [line, line, line]);
    for (const status of pod.status?.containerStatuses ?? []) status.state = { running: { startedAt: ago(0.5) } };
  }
  expect(ask(w).findings).toEqual([]);
  for (const pod of podsOf(w, "payments-api"))
    for (const status of pod.status?.containerStatuses ?? []) status.state = { running: { startedAt: ago(5) } };
  expect(ask(w).findings).not.toEqual([]);
});
