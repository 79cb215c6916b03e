import { describe, expect, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import type { ContainerStatus } from "../../../src/core/kubernetes/pod.ts";
import {
  ago,
  app,
  ask,
  down,
  event,
  first,
  get,
  log,
  NS,
  noticed,
  object,
  own,
  pod,
  podsOf,
  type World,
  world,
} from "../world.ts";

const killed = (minutes: number) => ({ reason: "OOMKilled", exitCode: 137, finishedAt: ago(minutes) });
const ended = (exitCode: number, reason = "Error"): Partial<ContainerStatus> => ({
  restartCount: 6,
  state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container=app" } },
  lastState: { terminated: { exitCode, reason, finishedAt: ago(1) } },
});

/** payments-api crashes with this exit code, having printed this. */
function crash(lines: readonly string[], exitCode = 1): World {
  const w = world();
  down(w, "payments-api", ended(exitCode));
  for (const p of podsOf(w, "payments-api")) log(w, p.metadata.name, ["starting payments-api 1.4.2", ...lines]);
  return w;
}

test("a healthy system gives no finding", () => {
  expect(ask(world()).findings).toEqual([]);
});

test("containers killed at their memory limit", () => {
  const w = world();
  down(w, "payments-api", { ...ended(137), lastState: { terminated: killed(1) } });
  expect(first(ask(w))).toBe("oom-killed Deployment/payments-api");
});

test("a kill hours ago that the container survived is not a finding", () => {
  const w = world();
  const [status] = get(w, "Pod", "payments-api-6f-0").status?.containerStatuses ?? [];
  Object.assign(status ?? {}, {
    restartCount: 1,
    state: { running: { startedAt: ago(200) } },
    lastState: { terminated: killed(201) },
  });
  expect(ask(w).findings).toEqual([]);
});

test("a heap that may grow beyond the memory limit", () => {
  const w = world();
  for (const spec of [
    get(w, "Deployment", "payments-api").spec?.template?.spec,
    ...podsOf(w, "payments-api").map((p) => p.spec),
  ])
    for (const container of spec?.containers ?? [])
      container.env = [{ name: "JAVA_TOOL_OPTIONS", value: "-Xms256m -Xmx1g" }];
  down(w, "payments-api", { ...ended(137), lastState: { terminated: killed(1) } });
  expect(first(ask(w))).toBe("heap-above-memory-limit Deployment/payments-api");
});

test("a container killed because its node is out of memory", () => {
  const w = crash([], 137);
  for (const name of ["node-1", "node-2"])
    event(w, get(w, "Node", name), "SystemOOM", "System OOM encountered, victim process: payments-api, pid: 4711");
  const { findings } = ask(w);
  expect(findings.map(({ object: { kind } }) => kind)).toContain("Node");
  expect(flatten(findings).map(({ code }) => code)).toContain("node-oom-killed");
  expect(findings.map(({ code }) => code)).not.toContain("crash-looping");
});

test.each([
  ["crash-missing-config", "FATAL: environment variable LEDGER_URL is not set"],
  ["crash-invalid-config", "Error: invalid value for option --log-level: loud"],
  ["crash-command-not-found", "Error: Cannot find module '/app/server.js'"],
  ["crash-missing-file", "open /etc/payments/rules.yaml: no such file or directory"],
  ["crash-permission-denied", "open /data/payments.log: permission denied"],
  [
    "crash-broken-mount",
    "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined",
  ],
  ["crash-port-in-use", "listen tcp :8080: bind: address already in use"],
  ["crash-read-only-filesystem", "mkdir /var/cache/payments: read-only file system"],
  ["disk-full", "write /data/wal/000012: no space left on device"],
  ["out-of-file-descriptors", "http: Accept error: accept4: too many open files; retrying in 5ms"],
  [
    "process-limit-reached",
    "java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached",
  ],
  ["heap-exhausted", "java.lang.OutOfMemoryError: Java heap space"],
  ["segmentation-fault", "Segmentation fault (core dumped)"],
  ["stack-overflow", "java.lang.StackOverflowError"],
  ["process-deadlocked", "fatal error: all goroutines are asleep - deadlock!"],
  ["child-process-oom-killed", "[ERROR] Worker (pid:12) was sent SIGKILL! Perhaps out of memory?"],
  ["data-corrupt", "PANIC:  could not locate a valid checkpoint record"],
  ["data-directory-locked", "[ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11"],
  ["data-version-mismatch", "FATAL:  database files are incompatible with server"],
  ["migration-failed", "Migration checksum mismatch for migration version 7"],
  ["license-invalid", "fatal: license key expired on 2026-01-01"],
  ["crash-unhandled-error", "panic: runtime error: index out of range [3] with length 3"],
  ["crash-application-error", "ERROR the books do not balance"],
])("%s", (code, line) => {
  const [finding] = ask(crash([line])).findings;
  expect(`${finding?.code} ${finding?.object.kind}/${finding?.object.name}`).toBe(`${code} Deployment/payments-api`);
  expect(flatten(finding ? [finding] : []).map((item) => item.code)).toContain("crash-looping");
});

test("the missing setting is named, and the rollout that removed it is evidence", () => {
  const w = crash(["FATAL: environment variable LEDGER_URL is not set"]);
  const older = get(w, "ReplicaSet", "payments-api-6f");
  const newer = structuredClone(older);
  newer.metadata = {
    ...newer.metadata,
    name: "payments-api-7a",
    creationTimestamp: ago(12),
    annotations: { "deployment.kubernetes.io/revision": "2" },
  };
  for (const container of newer.spec?.template?.spec?.containers ?? []) container.env = [];
  w.objects.push(newer);
  const { findings, evidence } = ask(w);
  expect(findings[0]?.title).toContain("LEDGER_URL");
  const texts = evidence.filter(({ id }) => findings[0]?.evidence.includes(id)).map(({ text }) => text);
  expect(texts.join("\n")).toMatch(/revision 2 changed .*LEDGER_URL/);
  expect(findings[0]?.next.map(({ command }) => command).join("\n")).toContain(
    "rollout undo deploy/payments-api --to-revision=1",
  );
});

test("a crash without a line that explains it stays a symptom", () => {
  expect(first(ask(crash([], 1)))).toBe("crash-looping Deployment/payments-api");
});

test("a server whose command comes to an end", () => {
  const w = world();
  down(w, "payments-api", ended(0, "Completed"));
  expect(first(ask(w))).toBe("exits-without-error Deployment/payments-api");
});

test.each([126, 127])("a shell that cannot run what it is told: %i", (code) => {
  expect(first(ask(crash([], code)))).toBe("wrong-command Deployment/payments-api");
});

/** payments-api with a second container that declares the same port. */
function withSidecar(): World {
  const w = world();
  const sidecar = { name: "proxy", image: "registry.example.com/proxy:1", ports: [{ containerPort: 8080 }] };
  for (const spec of [
    get(w, "Deployment", "payments-api").spec?.template?.spec,
    ...podsOf(w, "payments-api").map((p) => p.spec),
  ])
    spec?.containers?.push(sidecar);
  return w;
}

test("two containers of one pod on one port", () => {
  const w = withSidecar();
  for (const p of podsOf(w, "payments-api")) {
    p.status?.containerStatuses?.push({ name: "proxy", ready: false, ...ended(1) });
    log(w, p.metadata.name, ["listen tcp :8080: bind: address already in use"], { container: "proxy" });
  }
  down(w, "payments-api", {});
  for (const p of podsOf(w, "payments-api")) Object.assign(p.status?.containerStatuses?.[1] ?? {}, ended(1));
  expect(first(ask(w))).toBe("port-conflict-in-pod Deployment/payments-api");
});

test("containers that share a port in their declaration only are no conflict", () => {
  const w = withSidecar();
  expect(ask(w).findings).toEqual([]);
});

test("a container that served again after one restart at start is not a finding", () => {
  const w = world();
  for (const p of podsOf(w, "payments-api")) {
    Object.assign(p.status?.containerStatuses?.[0] ?? {}, {
      restartCount: 1,
      state: { running: { startedAt: ago(3) } },
      lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(3.2) } },
    });
    log(w, p.metadata.name, ["dial tcp: lookup ledger on 10.96.0.10:53: no such host"], {
      previous: true,
      minutes: 3.3,
    });
    log(w, p.metadata.name, ["serving on :8080"]);
  }
  expect(ask(w).findings).toEqual([]);
});

test("an init container that needed some tries and came to its end is not a finding", () => {
  const w = world();
  for (const p of podsOf(w, "payments-api")) {
    p.spec = { ...p.spec, initContainers: [{ name: "wait", image: "busybox" }] };
    p.status = {
      ...p.status,
      initContainerStatuses: [
        {
          name: "wait",
          ready: true,
          restartCount: 4,
          state: { terminated: { exitCode: 0, reason: "Completed", finishedAt: ago(300) } },
          lastState: { terminated: { exitCode: 1, reason: "Error" } },
        },
      ],
    };
  }
  expect(ask(w).findings).toEqual([]);
});

/** Job reconcile, given up on: its only pod ended so. */
function failedJob(exitCode: number, reason: string): World {
  const w = world();
  const job = object("batch/v1", "Job", NS, "reconcile", {
    spec: { backoffLimit: 2, template: { spec: { containers: [{ name: "app" }] } } },
    status: {
      failed: 3,
      conditions: [
        {
          type: "Failed",
          status: "True",
          reason: "BackoffLimitExceeded",
          message: "Job has reached the specified backoff limit",
          lastTransitionTime: ago(5),
        },
      ],
    },
  });
  const p = pod("reconcile-x", { job: "reconcile" }, { restartPolicy: "Never", containers: [{ name: "app" }] }, job);
  p.status = {
    phase: "Failed",
    containerStatuses: [{ name: "app", state: { terminated: { exitCode, reason, finishedAt: ago(5) } } }],
  };
  w.objects.push(job, p);
  return w;
}

test("a job that fails tells why", () => {
  const w = failedJob(1, "Error");
  log(w, "reconcile-x", ["FATAL: environment variable LEDGER_URL is not set"], { minutes: 5 });
  expect(first(ask(w))).toBe("crash-missing-config Job/reconcile");
});

test("a job whose pod is killed at its memory limit and not tried again", () => {
  expect(first(ask(failedJob(137, "OOMKilled")))).toBe("oom-killed Job/reconcile");
});

test("a job that came to a good end after failed tries is not a finding", () => {
  const w = world();
  const job = object("batch/v1", "Job", NS, "reconcile", {
    spec: {},
    status: { succeeded: 1, failed: 2, completionTime: ago(5) },
  });
  const p = pod("reconcile-x", { job: "reconcile" }, { restartPolicy: "Never", containers: [{ name: "app" }] }, job);
  p.status = {
    phase: "Failed",
    containerStatuses: [{ name: "app", state: { terminated: { exitCode: 1, finishedAt: ago(6) } } }],
  };
  w.objects.push(job, p);
  expect(ask(w).findings).toEqual([]);
});

function evicted(message: string): World {
  const w = world();
  const set = get(w, "ReplicaSet", "payments-api-6f");
  const gone = pod("payments-api-6f-9", { app: "payments-api" }, { containers: [{ name: "app" }] }, set);
  gone.metadata.creationTimestamp = ago(20);
  gone.status = { phase: "Failed", reason: "Evicted", message, startTime: ago(20) };
  w.objects.push(gone);
  return w;
}

test("pods evicted for their own storage limit", () => {
  expect(first(ask(evicted('Usage of EmptyDir volume "scratch" exceeds the limit "1Gi". ')))).toBe(
    "evicted-local-storage Deployment/payments-api",
  );
});

test("pods evicted because the node is short of memory", () => {
  expect(
    first(ask(evicted("The node was low on resource: memory. Threshold quantity: 100Mi, available: 20Mi. "))),
  ).toBe("evicted-node-pressure Deployment/payments-api");
});

test("an eviction of yesterday is not a finding", () => {
  const w = evicted('Usage of EmptyDir volume "scratch" exceeds the limit "1Gi". ');
  get(w, "Pod", "payments-api-6f-9").metadata.creationTimestamp = "2026-05-30T00:00:00Z";
  expect(ask(w).findings).toEqual([]);
});

test("a postStart hook that fails", () => {
  const w = world();
  down(w, "payments-api", {
    restartCount: 3,
    state: {
      waiting: {
        reason: "PostStartHookError",
        message:
          'Exec lifecycle hook ([/bin/warm]) for Container "app" in Pod "x" failed - error: command \'/bin/warm\' exited with 1: , message: ""',
      },
    },
  });
  expect(first(ask(w))).toBe("post-start-hook-failed Deployment/payments-api");
});

test("sidecars beside it do not hide which container crashes", () => {
  const w = world();
  w.objects.push(...app("fx", {}, { replicas: 1 }));
  const [p] = podsOf(w, "fx");
  p?.spec?.containers?.push({ name: "agent", image: "registry.example.com/agent:2" });
  p?.status?.containerStatuses?.push({ name: "agent", ready: false, ...ended(1) });
  log(w, "fx-6f-0", ["FATAL: environment variable AGENT_KEY is not set"], { container: "agent" });
  const [finding] = ask(w).findings;
  expect(finding).toMatchObject({ code: "crash-missing-config", object: { name: "fx" } });
  if (p) own(p, get(w, "ReplicaSet", "fx-6f"));
});

test("errors of its own that a program did not log before", () => {
  const served = Array.from({ length: 20 }, (_, i) => ({ at: ago(60 - i), text: "INFO request served" }));
  const logged = (
    from: number,
    text = '{"level":"error","msg":"request failed","error":"unknown tax table"}',
  ): World => {
    const w = world();
    const errors = Array.from({ length: from * 4 }, (_, i) => ({ at: ago(from - i / 4), text }));
    for (const p of podsOf(w, "ledger")) {
      log(w, p.metadata.name, []);
      const stream = w.logs.at(-1);
      if (stream) stream.lines = [...served, ...errors].sort((a, b) => a.at.localeCompare(b.at));
    }
    return w;
  };
  const answer = ask(logged(12));
  expect(first(answer)).toBe("errors-logged Deployment/ledger");
  expect(answer.findings[0]?.since).toBe(ago(12));
  const [steady] = ask(logged(60)).findings;
  expect(steady).toMatchObject({ code: "errors-recurring", tier: "noticed" });
  expect(steady?.title).toBe('ledger keeps logging "request failed: unknown tax table": 480 times in 59 min');
  expect(ask(logged(12, '{"level":"warn","msg":"slow request"}')).findings).toEqual([]);
});

test("one burst of errors with silence after it is over, a batch that fails each time is not", () => {
  const burst = (...minutes: number[]) => {
    const w = world();
    const lines = minutes.flatMap((ago_) =>
      Array.from({ length: 20 }, (_, i) => ({ at: ago(ago_ - i / 60), text: "ERROR unknown tax table" })),
    );
    for (const p of podsOf(w, "ledger")) {
      log(w, p.metadata.name, []);
      const stream = w.logs.at(-1);
      if (stream) stream.lines = lines;
    }
    return noticed(ask(w));
  };
  expect(burst(5)).toEqual([]);
  expect(burst(1)).toEqual(["errors-recurring Deployment/ledger"]);
  expect(burst(55, 40, 25, 10)).toEqual(["errors-recurring Deployment/ledger"]);
});

test("a crash of days ago comes after what began today", () => {
  const w = world();
  w.objects.push(...app("reports", {}));
  down(w, "reports", ended(1));
  for (const p of podsOf(w, "reports"))
    for (const condition of p.status?.conditions ?? []) condition.lastTransitionTime = ago(3 * 24 * 60);
  const line = 'FATAL:  password authentication failed for user "ledger" on ledger-db:5432';
  for (const p of podsOf(w, "ledger")) log(w, p.metadata.name, [line, line, line]);
  const answer = ask(w);
  expect(first(answer)).toBe("credentials-rejected Deployment/ledger");
  expect(answer.findings.map(({ object }) => object.name)).toEqual(["ledger", "reports"]);
});

describe("a log that ends with an unhandled error, of a program that still runs", () => {
  const TRACE = [
    "starting",
    'Exception in thread "main" java.lang.IllegalStateException: no rates',
    "\tat com.example.Rates.load(Rates.java:41)",
    "Caused by: java.net.SocketTimeoutException: Connect timed out",
  ];
  /** The ledger printed this hours ago, and checkout's callee refuses. */
  const silent = (lines: readonly string[]) => {
    const w = world();
    for (const p of podsOf(w, "ledger")) log(w, p.metadata.name, lines, { minutes: 300 });
    const refused = "dial tcp 10.0.0.9:8080: connect: connection refused while calling http://ledger:8080/book";
    for (const p of podsOf(w, "payments-api")) log(w, p.metadata.name, Array(8).fill(refused));
    return w;
  };

  test("is what its callers suffer from", () => {
    const w = silent(TRACE);
    expect(first(ask(w))).toBe("main-thread-died Deployment/ledger");
    expect(ask(w).findings[0]?.title).toContain("java.net.SocketTimeoutException: Connect timed out");
  });

  test("is history when the program says something after it, or when nobody misses it", () => {
    expect(first(ask(silent([...TRACE, "retrying in 5 s", "listening on 8080"])))).not.toMatch(/^main-thread-died/);
    const w = world();
    for (const p of podsOf(w, "ledger")) log(w, p.metadata.name, TRACE, { minutes: 300 });
    expect(ask(w).findings.map(({ code }) => code)).not.toContain("main-thread-died");
  });
});
