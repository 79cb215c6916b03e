import type { EnvVar } from "../../../src/core/kubernetes/container.ts";
import { ago } from "../world.ts";
import { editContainer, editSpec } from "./edits.ts";
import { deploymentOf, firstPod, type Mutation, pods, type Scene } from "./scene.ts";
import { crash, prints, unready, warn } from "./signs.ts";

/** The program ends, and its last lines say why. */
const dies = (code: string, ...lines: string[]): Mutation => ({
  code,
  mutate(scene) {
    crash(scene, lines);
    return deploymentOf(scene);
  },
});

const ends = (code: string, exitCode: number, reason = "Error"): Mutation => ({
  code,
  mutate(scene) {
    crash(scene, [], { exitCode, reason });
    return deploymentOf(scene);
  },
});

/** One pod was evicted for this, and its replacement waits. */
const evicted = (code: string, message: string): Mutation => ({
  code,
  mutate(scene) {
    const pod = structuredClone(firstPod(scene));
    pod.metadata = { ...pod.metadata, name: `${pod.metadata.name}-old`, creationTimestamp: ago(30) };
    pod.status = { phase: "Failed", reason: "Evicted", message, startTime: ago(30) };
    scene.world.objects.push(pod);
    return deploymentOf(scene);
  },
});

const env = (scene: Scene, item: EnvVar) =>
  editContainer(scene, (container) => {
    container.env = [...(container.env ?? []), item];
  });

export const RUNTIME: readonly Mutation[] = [
  {
    code: "main-thread-died",
    mutate(scene) {
      prints(scene, [
        'Exception in thread "main" java.lang.IllegalStateException: cannot read the list of rates',
        "\tat com.example.rates.Rates.load(Rates.java:41)",
        "Caused by: java.io.EOFException: unexpected end of input",
      ]);
      unready(scene);
      return deploymentOf(scene);
    },
  },
  ends("oom-killed", 137, "OOMKilled"),
  {
    code: "heap-above-memory-limit",
    mutate(scene) {
      env(scene, { name: "JAVA_TOOL_OPTIONS", value: "-Xmx4g" });
      crash(scene, [], { exitCode: 137, reason: "OOMKilled" });
      return deploymentOf(scene);
    },
  },
  {
    code: "node-oom-killed",
    mutate(scene) {
      crash(scene, [], { exitCode: 137 });
      const gone = { apiVersion: "v1", kind: "Node", metadata: { name: firstPod(scene).spec?.nodeName ?? "" } };
      warn(scene, gone, "SystemOOM", `System OOM encountered, victim process: ${scene.app}, pid: 31`, {
        lastTimestamp: ago(1),
      });
      scene.world.objects = scene.world.objects.filter(({ kind }) => kind !== "Node");
      return deploymentOf(scene);
    },
  },
  dies("child-process-oom-killed", "[ERROR] Worker (pid:31) was sent SIGKILL! Perhaps out of memory?"),
  dies("heap-exhausted", "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"),
  dies("crash-missing-config", "panic: required environment variable LICENSE_SERVER is not set"),
  dies("crash-invalid-config", "Error: invalid value for option --workers: many"),
  dies("crash-command-not-found", "Error: Cannot find module '/srv/main.js'"),
  ends("wrong-command", 127),
  ends("exits-without-error", 0, "Completed"),
  dies("crash-missing-file", "open /etc/app/rules.yaml: no such file or directory"),
  dies("crash-permission-denied", "open /var/lib/app/state.db: permission denied"),
  dies(
    "crash-broken-mount",
    "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined",
  ),
  dies("crash-port-in-use", "listen tcp :7070: bind: address already in use"),
  {
    code: "port-conflict-in-pod",
    mutate(scene) {
      const port = firstPod(scene).spec?.containers?.[0]?.ports?.[0]?.containerPort ?? 8080;
      const ended = { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(1) } };
      editSpec(scene, (spec) =>
        spec.containers?.push({ name: "side", image: "registry.example.com/side:1", ports: [{ containerPort: port }] }),
      );
      unready(scene);
      for (const pod of pods(scene)) {
        for (const status of pod.status?.containerStatuses ?? []) status.ready = true;
        const state = { waiting: { reason: "CrashLoopBackOff" } };
        pod.status?.containerStatuses?.push({ name: "side", ready: false, restartCount: 6, state, lastState: ended });
        const { name, namespace = "" } = pod.metadata;
        const lines = [{ at: ago(1), text: `listen tcp :${port}: bind: address already in use` }];
        scene.world.logs.push({ namespace, pod: name, container: "side", previous: false, truncated: false, lines });
      }
      return deploymentOf(scene);
    },
  },
  dies("crash-read-only-filesystem", "mkdir /srv/cache: read-only file system"),
  dies("disk-full", "write /srv/data/wal/0001: no space left on device"),
  dies("out-of-file-descriptors", "http: Accept error: accept4: too many open files; retrying in 1s"),
  dies(
    "process-limit-reached",
    "java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached",
  ),
  dies("segmentation-fault", "Segmentation fault (core dumped)"),
  dies("stack-overflow", "java.lang.StackOverflowError"),
  dies("process-deadlocked", "fatal error: all goroutines are asleep - deadlock!"),
  dies("data-corrupt", "PANIC:  could not locate a valid checkpoint record"),
  dies("data-directory-locked", "[ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11"),
  dies("data-version-mismatch", "FATAL:  database files are incompatible with server"),
  dies("migration-failed", "Migration checksum mismatch for migration version 12"),
  dies("license-invalid", "fatal: license key expired on 2026-02-01"),
  {
    code: "post-start-hook-failed",
    mutate(scene) {
      const message =
        'Exec lifecycle hook ([/bin/warm]) for Container "app" in Pod "x" failed - error: command \'/bin/warm\' exited with 1: , message: ""';
      unready(scene, { restartCount: 3, state: { waiting: { reason: "PostStartHookError", message } } });
      return deploymentOf(scene);
    },
  },
  evicted("evicted-local-storage", 'Usage of EmptyDir volume "scratch" exceeds the limit "1Gi". '),
  evicted(
    "evicted-node-pressure",
    "The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi, available: 200Mi. ",
  ),
  {
    code: "errors-logged",
    mutate(scene) {
      prints(scene, Array(4).fill('{"level":"error","msg":"request failed","error":"unknown tax table"}'));
      const served = Array.from({ length: 12 }, (_, i) => ({ at: ago(50 - i), text: "INFO request served" }));
      for (const { metadata } of pods(scene))
        for (const stream of scene.world.logs.filter(({ pod }) => pod === metadata.name))
          stream.lines = [...served, ...stream.lines].sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
      return deploymentOf(scene);
    },
  },
  {
    code: "errors-recurring",
    mutate(scene) {
      prints(scene, []);
      const names = new Set(pods(scene).map(({ metadata }) => metadata.name));
      for (const stream of scene.world.logs.filter(({ pod }) => names.has(pod)))
        stream.lines = Array.from({ length: 50 }, (_, i) => ({
          at: ago(50 - i),
          text: "ERROR the ledger does not add up",
        }));
      return deploymentOf(scene);
    },
  },
  dies("crash-unhandled-error", "panic: runtime error: index out of range [7] with length 7"),
  dies("crash-application-error", "ERROR the ledger does not add up"),
  ends("crash-looping", 1),
  {
    code: "crash-looping",
    mutate(scene) {
      prints(scene, ["INFO ready"]);
      crash(scene, [], { exitCode: 3 });
      return deploymentOf(scene);
    },
  },
];
