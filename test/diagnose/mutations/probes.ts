import type { Probe } from "../../../src/core/kubernetes/container.ts";
import { ago } from "../world.ts";
import { editContainer } from "./edits.ts";
import { containerPort, deploymentOf, type Mutation, pods, type Scene } from "./scene.ts";
import { forget, prints, restarting, unready, warn } from "./signs.ts";

type Kind = "readiness" | "liveness" | "startup";
const KINDS: readonly Kind[] = ["readiness", "liveness", "startup"];

interface Failure {
  probe(port: number): Probe;
  output(port: number): string;
}

const http = (port: number, over: object = {}): Probe => ({
  httpGet: { path: "/healthz", port, ...over },
  periodSeconds: 10,
});
const status = (code: number) => () => `HTTP probe failed with statuscode: ${code}`;

const FAILURES: Record<string, Failure> = {
  "wrong-port": {
    probe: () => http(9999),
    output: () => 'Get "http://10.0.0.1:9999/healthz": dial tcp 10.0.0.1:9999: connect: connection refused',
  },
  "wrong-path": { probe: (port) => http(port, { path: "/heathlz" }), output: status(404) },
  "wrong-scheme": {
    probe: (port) => http(port, { scheme: "HTTPS" }),
    output: (port) => `Get "https://10.0.0.1:${port}/healthz": http: server gave HTTP response to HTTPS client`,
  },
  "wrong-protocol": {
    probe: (port) => http(port),
    output: (port) =>
      `Get "http://10.0.0.1:${port}/healthz": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00\\x12\\x04"`,
  },
  "port-name-unknown": {
    probe: () => ({ tcpSocket: { port: "admin" } }),
    output: () => "errored: port admin not found",
  },
  unauthorized: { probe: (port) => http(port, { path: "/private" }), output: status(401) },
  "command-missing": {
    probe: () => ({ exec: { command: ["curl", "localhost"] } }),
    output: () =>
      'errored: rpc error: code = Unknown desc = failed to exec in container: OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH: unknown',
  },
  "command-fails": {
    probe: () => ({ exec: { command: ["cat", "/tmp/alive"] } }),
    output: () => "cat: can't open '/tmp/alive': No such file or directory",
  },
  "times-out": {
    probe: (port) => http(port),
    output: (port) =>
      `Get "http://10.0.0.1:${port}/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
  },
};

/** A liveness or startup probe that fails gets the container killed; a readiness probe does not. */
const killed = (seconds = 30) => ({
  restartCount: 7,
  state: { running: { startedAt: ago(0.4) } },
  lastState: {
    terminated: { exitCode: 137, reason: "Error", startedAt: ago(0.5 + seconds / 60), finishedAt: ago(0.5) },
  },
});

function fail(scene: Scene, kind: Kind, probe: Probe, output: string, status: object = killed()): string {
  editContainer(scene, (container) => Object.assign(container, { [`${kind}Probe`]: probe }));
  if (kind === "readiness") unready(scene, { started: true });
  else restarting(scene, kind === "startup" ? { ...status, started: false } : status);
  const said = { readiness: "Readiness", liveness: "Liveness", startup: "Startup" }[kind];
  const text = output.startsWith("errored: ")
    ? `errored and resulted in unknown state: ${output.slice(9)}`
    : `failed: ${output}`;
  for (const pod of pods(scene))
    warn(scene, pod, "Unhealthy", `${said} probe ${text}`, { count: 60, lastTimestamp: ago(0.1) });
  return deploymentOf(scene);
}

export const PROBES: readonly Mutation[] = [
  ...KINDS.flatMap((kind) =>
    Object.entries(FAILURES).map(
      ([fault, { probe, output }]): Mutation => ({
        code: `${kind}-probe-${fault}`,
        mutate: (scene) => fail(scene, kind, probe(containerPort(scene)), output(containerPort(scene))),
      }),
    ),
  ),
  ...(["liveness", "startup"] as const).map(
    (kind): Mutation => ({
      code: `${kind}-probe-too-early`,
      mutate(scene) {
        const port = containerPort(scene);
        const probe = { ...http(port), initialDelaySeconds: 2, periodSeconds: 5, failureThreshold: 2 };
        return fail(
          scene,
          kind,
          probe,
          `Get "http://10.0.0.1:${port}/healthz": dial tcp 10.0.0.1:${port}: connect: connection refused`,
          killed(12),
        );
      },
    }),
  ),
  {
    code: "listens-on-localhost-only",
    mutate(scene) {
      const port = containerPort(scene);
      forget(scene);
      prints(scene, [`Listening on http://127.0.0.1:${port}`]);
      return fail(
        scene,
        "readiness",
        http(port),
        `Get "http://10.0.0.1:${port}/healthz": dial tcp 10.0.0.1:${port}: connect: connection refused`,
      );
    },
  },
  {
    code: "grpc-health-missing",
    mutate: (scene) =>
      fail(
        scene,
        "readiness",
        { grpc: { port: containerPort(scene) } },
        "error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service grpc.health.v1.Health",
      ),
  },
  { code: "probe-failing", mutate: (scene) => fail(scene, "readiness", http(containerPort(scene)), status(503)()) },
  {
    code: "not-ready-application-error",
    mutate(scene) {
      unready(scene, { started: true });
      prints(scene, ["WARN 8 of 9 shards have no quorum"]);
      return deploymentOf(scene);
    },
  },
  {
    code: "pods-not-ready",
    mutate(scene) {
      unready(scene, { started: true });
      return deploymentOf(scene);
    },
  },
];
