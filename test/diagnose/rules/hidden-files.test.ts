import { describe, expect, test } from "vitest";
import type { Container, VolumeMount } from "../../../src/core/kubernetes/container.ts";
import type { PodSpec, Volume } from "../../../src/core/kubernetes/pod.ts";
import { ago, ask, down, first, get, log, NS, object, podsOf, type World, world } from "../world.ts";

const APP = "Deployment/payments-api";

interface Setup {
  volume?: Volume;
  mount?: Partial<VolumeMount>;
  container?: Partial<Container>;
  init?: Container;
}

/** payments-api with a volume mounted at /app. */
function mounted({ volume, mount, container, init }: Setup): World {
  const w = world();
  const specs = [
    get(w, "Deployment", "payments-api").spec?.template?.spec,
    ...podsOf(w, "payments-api").map((p) => p.spec),
  ];
  for (const spec of specs.filter((item): item is PodSpec => item !== undefined)) {
    spec.volumes = [volume ?? { name: "cache", emptyDir: {} }];
    if (init) spec.initContainers = [init];
    Object.assign(spec.containers?.[0] ?? {}, {
      command: ["/app/server"],
      volumeMounts: [{ name: spec.volumes[0]?.name, mountPath: "/app", ...mount }],
      ...container,
    });
  }
  return w;
}

function doesNotStart(w: World, program = "/app/server"): World {
  const message = `runc create failed: unable to start container process: exec: "${program}": stat ${program}: no such file or directory: unknown`;
  down(w, "payments-api", {
    restartCount: 6,
    state: { waiting: { reason: "CrashLoopBackOff", message: "back-off" } },
    lastState: { terminated: { exitCode: 128, reason: "StartError", message, finishedAt: ago(2) } },
  });
  return w;
}

function endsWith(w: World, lines: readonly string[], exitCode = 1): World {
  down(w, "payments-api", {
    restartCount: 6,
    state: { waiting: { reason: "CrashLoopBackOff", message: "back-off" } },
    lastState: { terminated: { exitCode, reason: "Error", startedAt: ago(2), finishedAt: ago(1) } },
  });
  for (const { metadata } of podsOf(w, "payments-api")) log(w, metadata.name, lines, { previous: true });
  return w;
}

describe("a program that the image has and a mount hides is the mount's", () => {
  test.each<[string, World]>([
    ["the runtime does not find it", doesNotStart(mounted({}))],
    [
      "an interpreter does not",
      endsWith(mounted({}), ["python: can't open file '/app/main.py': [Errno 2] No such file or directory"], 2),
    ],
    ["a shell does not", endsWith(mounted({}), ["sh: /app/run.sh: not found"], 127)],
    [
      "a shell that says nothing",
      endsWith(mounted({ container: { command: ["sh", "-c", "exec /app/bin/run"] } }), [], 127),
    ],
    [
      "a module of its",
      endsWith(
        mounted({ mount: { mountPath: "/srv/node_modules" }, container: { command: ["node", "/srv/server.js"] } }),
        ["Error: Cannot find module 'express'"],
      ),
    ],
  ])("%s", (_, w) => {
    const [finding] = ask(w).findings;
    expect(`${finding?.code} ${finding?.object.kind}/${finding?.object.name}`).toBe(`mount-hides-files ${APP}`);
    expect(finding).toMatchObject({ confidence: "high", title: expect.stringContaining("emptyDir cache") });
  });

  test("what a claim holds nobody knows: it is likely, and not certain", () => {
    const w = doesNotStart(mounted({ volume: { name: "data", persistentVolumeClaim: { claimName: "data" } } }));
    w.objects.push(object("v1", "PersistentVolumeClaim", NS, "data", { status: { phase: "Bound" } }));
    expect(ask(w).findings[0]).toMatchObject({ code: "mount-hides-files", confidence: "medium" });
  });

  test("a folder that an init container fills, a mount elsewhere, a single file: the image or the command", () => {
    const init = { name: "copy", image: "copy:1", volumeMounts: [{ name: "cache", mountPath: "/out" }] };
    expect(first(ask(doesNotStart(mounted({ init }))))).toBe(`executable-not-found ${APP}`);
    expect(first(ask(doesNotStart(mounted({ mount: { mountPath: "/application" } }))))).toBe(
      `executable-not-found ${APP}`,
    );
    const one = mounted({ mount: { mountPath: "/app/server", subPath: "server" } });
    expect(first(ask(doesNotStart(one)))).toBe(`executable-not-found ${APP}`);
  });
});

describe("a configuration file that is looked for where a config map is mounted", () => {
  const missing = (keys: Record<string, string>, path = "/etc/pay/pay.conf") => {
    const w = mounted({ volume: { name: "conf", configMap: { name: "extra" } }, mount: { mountPath: "/etc/pay" } });
    w.objects.push(object("v1", "ConfigMap", NS, "extra", { data: keys }));
    return endsWith(w, [`fatal: open() "${path}" failed (2: No such file or directory)`]);
  };

  test("and is not among its keys", () => {
    const w = missing({ "extra.conf": "a" });
    expect(first(ask(w))).toBe(`mount-hides-files ${APP}`);
    expect(ask(w).findings[0]?.title).toContain("has only extra.conf");
  });

  test("is there, or is elsewhere: the mount hides nothing", () => {
    expect(first(ask(missing({ "pay.conf": "a" })))).toBe(`crash-missing-file ${APP}`);
    expect(first(ask(missing({ "extra.conf": "a" }, "/var/lib/pay/state")))).toBe(`crash-missing-file ${APP}`);
  });

  test("a file that the program has yet to write into its scratch folder is no mount's", () => {
    const w = mounted({ mount: { mountPath: "/tmp" } });
    expect(first(ask(endsWith(w, ["fatal: open /tmp/state.json: no such file or directory"])))).toBe(
      `crash-missing-file ${APP}`,
    );
  });
});

test("what a sidecar or an init container suffers from is told by its name", () => {
  const w = world();
  const killed = { terminated: { exitCode: 137, reason: "OOMKilled", startedAt: ago(3), finishedAt: ago(1) } };
  down(w, "payments-api", {});
  for (const spec of [
    get(w, "Deployment", "payments-api").spec?.template?.spec,
    ...podsOf(w, "payments-api").map((p) => p.spec),
  ])
    spec?.containers?.push({ name: "proxy", image: "proxy:3", resources: { limits: { memory: "32Mi" } } });
  for (const { status } of podsOf(w, "payments-api")) {
    for (const container of status?.containerStatuses ?? []) container.ready = true;
    status?.containerStatuses?.push({ name: "proxy", ready: false, restartCount: 9, state: killed });
  }
  expect(ask(w).findings[0]).toMatchObject({
    code: "oom-killed",
    title: expect.stringContaining("container proxy of payments-api exceeds its memory limit of 32Mi"),
  });
});
