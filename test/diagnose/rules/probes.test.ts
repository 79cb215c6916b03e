import { describe, expect, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import type { Probe } from "../../../src/core/kubernetes/container.ts";
import type { ContainerStatus } from "../../../src/core/kubernetes/pod.ts";
import { readingOf } from "../../../src/diagnose/situation/probe-reading.ts";
import { ago, ask, down, event, first, get, log, podsOf, type World, world } from "../world.ts";

type Kind = "readiness" | "liveness" | "startup";
const NOT_READY: Partial<ContainerStatus> = { started: true, state: { running: { startedAt: ago(10) } } };
const KILLED: Partial<ContainerStatus> = {
  restartCount: 7,
  state: { running: { startedAt: ago(0.4) } },
  lastState: { terminated: { exitCode: 137, reason: "Error", startedAt: ago(1), finishedAt: ago(0.5) } },
};

/** payments-api with this probe, which fails with this output in every pod. */
function failing(
  kind: Kind,
  probe: Probe,
  output: string | undefined,
  status: Partial<ContainerStatus> = NOT_READY,
): World {
  const w = world();
  for (const spec of [
    get(w, "Deployment", "payments-api").spec?.template?.spec,
    ...podsOf(w, "payments-api").map((p) => p.spec),
  ])
    for (const container of spec?.containers ?? []) container[`${kind}Probe`] = probe;
  down(w, "payments-api", kind === "startup" ? { ...status, started: false } : status);
  const said = { readiness: "Readiness", liveness: "Liveness", startup: "Startup" }[kind];
  if (output !== undefined)
    for (const p of podsOf(w, "payments-api"))
      event(w, p, "Unhealthy", `${said} probe ${output.startsWith("errored") ? output : `failed: ${output}`}`, {
        count: 60,
        lastTimestamp: ago(0.1),
      });
  return w;
}

const http = (over: Partial<NonNullable<Probe["httpGet"]>> = {}): Probe => ({
  httpGet: { path: "/healthz", port: 8080, ...over },
  periodSeconds: 10,
});
const refused = 'Get "http://10.0.0.1:9999/healthz": dial tcp 10.0.0.1:9999: connect: connection refused';

describe.each<Kind>(["readiness", "liveness", "startup"])("%s", (kind) => {
  const status = kind === "readiness" ? NOT_READY : KILLED;

  test.each<[string, Probe, string]>([
    ["wrong-port", http({ port: 9999 }), refused],
    ["wrong-path", http({ path: "/helathz" }), "HTTP probe failed with statuscode: 404"],
    ["wrong-path", http({ path: "/" }), 'Get "/login": stopped after 10 redirects'],
    [
      "wrong-protocol",
      { grpc: { port: 8080 } },
      'timeout: failed to connect service "10.0.0.1:8080" within 1s: connection error: desc = "error reading server preface: http2: frame too large, note that the frame header looked like an HTTP/1.1 header"',
    ],
    [
      "wrong-scheme",
      http({ scheme: "HTTPS" }),
      'Get "https://10.0.0.1:8080/healthz": http: server gave HTTP response to HTTPS client',
    ],
    [
      "wrong-scheme",
      http(),
      'Get "http://10.0.0.1:8080/healthz": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02"',
    ],
    [
      "wrong-protocol",
      http(),
      'Get "http://10.0.0.1:8080/healthz": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00\\x12\\x04"',
    ],
    ["unauthorized", http(), "HTTP probe failed with statuscode: 401"],
    [
      "command-missing",
      { exec: { command: ["curl", "-f", "localhost:8080"] } },
      'errored and resulted in unknown state: rpc error: code = Unknown desc = failed to exec in container: OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH: unknown',
    ],
    [
      "command-fails",
      { exec: { command: ["cat", "/tmp/ready"] } },
      "cat: can't open '/tmp/ready': No such file or directory",
    ],
    [
      "times-out",
      http(),
      'Get "http://10.0.0.1:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
    ["port-name-unknown", http({ port: "web" }), "errored and resulted in unknown state: port web not found"],
  ])("%s", (fault, probe, output) => {
    const [finding] = ask(failing(kind, probe, output, status)).findings;
    expect(finding).toMatchObject({
      code: `${kind}-probe-${fault}`,
      object: { kind: "Deployment", name: "payments-api" },
    });
    expect(flatten(finding ? [finding] : []).map(({ code }) => code)).toContain("pods-not-ready");
  });
});

test("a port by a name that does not exist is certain without any event", () => {
  const w = world();
  for (const container of get(w, "Deployment", "payments-api").spec?.template?.spec?.containers ?? [])
    container.readinessProbe = http({ port: "web" });
  expect(first(ask(w))).toBe("readiness-probe-port-name-unknown Deployment/payments-api");
});

test("without events the status tells of a readiness probe on a port that the container does not have", () => {
  const [finding] = ask(failing("readiness", http({ port: 9999 }), undefined)).findings;
  expect(finding).toMatchObject({ code: "readiness-probe-wrong-port", confidence: "medium" });
  expect(finding?.title).toBe("readiness probe of payments-api asks port 9999, the container listens on 8080");
});

test("the log tells on which port the container listens, whatever it declares", () => {
  const w = failing("readiness", http(), refused);
  for (const p of podsOf(w, "payments-api")) log(w, p.metadata.name, ["INFO server listening on :9090"]);
  const [finding] = ask(w).findings;
  expect(finding).toMatchObject({ code: "readiness-probe-wrong-port", confidence: "high" });
  expect(finding?.title).toContain("listens on 9090");
});

test("a process that listens on the loopback address", () => {
  const w = failing("readiness", http(), refused);
  for (const p of podsOf(w, "payments-api")) log(w, p.metadata.name, ["Listening on http://127.0.0.1:8080"]);
  expect(first(ask(w))).toBe("listens-on-localhost-only Deployment/payments-api");
});

test("the rollout that changed the probe is evidence, and the way back the first step", () => {
  const w = failing("readiness", http({ port: 9999 }), refused);
  const newer = structuredClone(get(w, "ReplicaSet", "payments-api-6f"));
  newer.metadata = {
    ...newer.metadata,
    name: "payments-api-7a",
    creationTimestamp: ago(12),
    annotations: { "deployment.kubernetes.io/revision": "2" },
  };
  for (const container of newer.spec?.template?.spec?.containers ?? []) container.readinessProbe = http({ port: 9999 });
  w.objects.push(newer);
  const { findings, evidence } = ask(w);
  expect(findings[0]?.next[0]?.command).toContain("rollout undo deploy/payments-api --to-revision=1");
  expect(evidence.some(({ kind, text }) => kind === "change" && text.includes("readinessProbe"))).toBe(true);
  expect(findings[0]?.since).toBe(ago(12));
});

test("a liveness probe that does not wait for the start", () => {
  const probe: Probe = { ...http(), initialDelaySeconds: 5, failureThreshold: 3 };
  const status = {
    ...KILLED,
    lastState: { terminated: { exitCode: 137, reason: "Error", startedAt: ago(2), finishedAt: ago(2 - 40 / 60) } },
  };
  const w = failing("liveness", probe, refused, status);
  expect(first(ask(w))).toBe("liveness-probe-too-early Deployment/payments-api");
});

test("a container that says why it fails was not killed too early", () => {
  const probe: Probe = { ...http(), initialDelaySeconds: 5, failureThreshold: 3 };
  const status = {
    ...KILLED,
    lastState: { terminated: { exitCode: 1, reason: "Error", startedAt: ago(2), finishedAt: ago(2 - 40 / 60) } },
  };
  const w = failing("liveness", probe, refused, status);
  for (const p of podsOf(w, "payments-api"))
    log(w, p.metadata.name, ["FATAL: environment variable LEDGER_URL is not set"], { previous: true });
  expect(first(ask(w))).toBe("crash-missing-config Deployment/payments-api");
});

test("a program that does not serve the pod's address as a host refuses the probe", () => {
  const refusing = (line: string) => {
    const w = failing("startup", http(), "HTTP probe failed with statuscode: 400", KILLED);
    for (const p of podsOf(w, "payments-api")) log(w, p.metadata.name, ["GET /healthz 400", line]);
    return w;
  };
  const w = refusing("Invalid HTTP_HOST header: '10.0.0.1:8080'. You may need to add '10.0.0.1' to ALLOWED_HOSTS.");
  expect(first(ask(w))).toBe("startup-probe-unauthorized Deployment/payments-api");
  expect(ask(w).evidence.map(({ text }) => text)).toContainEqual(expect.stringContaining("ALLOWED_HOSTS"));
  expect(first(ask(refusing("[ActionDispatch::HostAuthorization] Blocked hosts: 10.0.0.1:8080")))).toMatch(
    /^startup-probe-unauthorized/,
  );
  expect(first(ask(refusing("bad request: missing field id")))).not.toMatch(/^startup-probe-unauthorized/);
});

test("a gRPC service that the health server does not know, and a port named https that answers a plain request with 400", () => {
  const unknown = "error: health rpc failed: rpc error: code = NotFound desc = unknown service";
  expect(first(ask(failing("readiness", { grpc: { port: 8080 } }, unknown)))).toBe(
    "grpc-health-missing Deployment/payments-api",
  );
  const plain = failing("readiness", http({ port: "tls" }), "HTTP probe failed with statuscode: 400");
  for (const p of [get(plain, "Deployment", "payments-api").spec?.template, ...podsOf(plain, "payments-api")])
    p?.spec?.containers?.[0]?.ports?.push({ name: "tls", containerPort: 8443 });
  expect(first(ask(plain))).toBe("readiness-probe-wrong-scheme Deployment/payments-api");
});

describe("a gRPC probe that cannot connect times out, whatever is wrong", () => {
  const dialled = (port: number) =>
    `timeout: failed to connect service "10.0.0.1:${port}" within 1s: context deadline exceeded`;

  test("on a port that the container does not serve it is the port", () => {
    const w = failing("readiness", { grpc: { port: 9100 } }, dialled(9100));
    expect(first(ask(w))).toBe("readiness-probe-wrong-port Deployment/payments-api");
    expect(ask(w).findings[0]?.title).toContain("asks port 9100, the container listens on 8080");
  });

  test("on the port that it serves it is the process", () => {
    const w = failing("readiness", { grpc: { port: 8080 } }, dialled(8080));
    expect(first(ask(w))).toBe("readiness-probe-times-out Deployment/payments-api");
    const slow = failing("readiness", { grpc: { port: 9100 } }, "timeout: health rpc did not complete within 1s");
    expect(first(ask(slow))).toBe("readiness-probe-times-out Deployment/payments-api");
  });
});

test("gRPC health that the server does not have", () => {
  const output =
    "error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service";
  expect(first(ask(failing("readiness", { grpc: { port: 8080 } }, output)))).toBe(
    "grpc-health-missing Deployment/payments-api",
  );
});

test("a readiness probe that answers 503 because what it needs is down points there", () => {
  const w = failing("readiness", http(), "HTTP probe failed with statuscode: 503");
  down(w, "ledger", {
    restartCount: 5,
    state: { waiting: { reason: "CrashLoopBackOff" } },
    lastState: { terminated: { reason: "OOMKilled", exitCode: 137, finishedAt: ago(1) } },
  });
  const { findings } = ask(w);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ code: "oom-killed", object: { name: "ledger" } });
  expect(findings[0]?.symptoms.map(({ code, object: { name } }) => `${code} ${name}`)).toContain(
    "probe-failing payments-api",
  );
});

test("a probe that answers 503 for no reason that shows stays a symptom", () => {
  expect(first(ask(failing("readiness", http(), "HTTP probe failed with statuscode: 503")))).toBe(
    "probe-failing Deployment/payments-api",
  );
});

test("probe failures of a start that then went well are not a finding", () => {
  const w = world();
  for (const p of podsOf(w, "payments-api"))
    event(w, p, "Unhealthy", `Readiness probe failed: ${refused}`, { count: 3, lastTimestamp: ago(5) });
  expect(ask(w).findings).toEqual([]);
});

test("a pod in its first seconds is not a finding", () => {
  const w = world();
  const [p] = podsOf(w, "payments-api");
  if (!p) throw new Error("no pod");
  for (const condition of p.status?.conditions ?? [])
    if (condition.type === "Ready") Object.assign(condition, { status: "False", lastTransitionTime: ago(0.2) });
  for (const status of p.status?.containerStatuses ?? [])
    Object.assign(status, { ready: false, state: { running: { startedAt: ago(0.2) } } });
  event(w, p, "Unhealthy", `Readiness probe failed: ${refused}`, { count: 1, lastTimestamp: ago(0.1) });
  expect(ask(w).findings).toEqual([]);
});

test("a pod that is being deleted is not a finding", () => {
  const w = failing("readiness", http({ port: 9999 }), refused);
  const pods = podsOf(w, "payments-api");
  for (const p of pods) p.metadata.deletionTimestamp = ago(0.1);
  const codes = ask(w).findings.map(({ code }) => code);
  expect(codes).not.toContain("readiness-probe-wrong-port");
  expect(codes).not.toContain("pods-not-ready");
});

test.each([
  ["Readiness probe failed: HTTP probe failed with statuscode: 500", "status"],
  ['Liveness probe failed: command timed out: "sleep 5" timed out after 1s', "timeout"],
  ["Startup probe failed: dial tcp 10.0.0.1:80: i/o timeout", "unreachable"],
  [
    'Readiness probe failed: timeout: failed to connect service "10.0.0.1:80" within 1s: context deadline exceeded',
    "timeout",
  ],
  ['Readiness probe failed: service unhealthy (responded with "NOT_SERVING")', "grpc-not-serving"],
  ["Readiness probe failed: sh: curl: not found", "command-missing"],
  ["Readiness probe failed: ", "unknown"],
])("%s reads as %s", (message, kind) => {
  expect(readingOf(message).kind).toBe(kind);
});

describe("a sibling that answers the same probe shows that its path is right", () => {
  const path: Probe = { httpGet: { path: "/healthz", port: 8080 } };

  /** One of the two pods is ready since so many minutes. */
  function answering(kind: Kind, minutes: number, status: Partial<ContainerStatus>, image?: string): string {
    const failed = kind === "readiness" ? NOT_READY : KILLED;
    const w = failing(kind, path, "HTTP probe failed with statuscode: 404", failed);
    const [sibling] = podsOf(w, "payments-api");
    for (const condition of sibling?.status?.conditions ?? [])
      if (/Ready$/.test(condition.type)) Object.assign(condition, { status: "True", lastTransitionTime: ago(minutes) });
    for (const it of sibling?.status?.containerStatuses ?? [])
      Object.assign(it, { ready: true, started: true, restartCount: 0, lastState: {} }, status);
    for (const it of sibling?.spec?.containers ?? []) if (image) it.image = image;
    return flatten(ask(w).findings)
      .map(({ code }) => code)
      .join();
  }

  test("at once where readiness is asked, also after a restart", () => {
    expect(answering("readiness", 0.1, {})).not.toContain("wrong-path");
    expect(answering("readiness", 0.1, { restartCount: 1 })).not.toContain("wrong-path");
  });

  test("once it has outlived the time in which liveness kills", () => {
    expect(answering("liveness", 0.2, {})).toContain("wrong-path");
    expect(answering("liveness", 1, {})).not.toContain("wrong-path");
  });

  test("not of another image", () => {
    expect(answering("readiness", 5, {}, "registry.example.com/other:1")).toContain("wrong-path");
  });
});
