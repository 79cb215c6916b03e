import { describe, expect, test } from "vitest";
import type { ContainerStatus, PodSpec } from "../../../src/core/kubernetes/pod.ts";
import type { Workload } from "../../../src/core/kubernetes/workload.ts";
import { pullReason } from "../../../src/diagnose/rules/startup/pull-reason.ts";
import { startProblem } from "../../../src/diagnose/rules/startup/start-problem.ts";
import { ago, ask, down, event, first, get, log, NS, object, podsOf, type World, world } from "../world.ts";

const IMAGE = "registry.example.com/payments-api:1.4.3";

/** Containers of an app wait like this. */
function waits(name: string, reason: string, message = "", rest: Partial<ContainerStatus> = {}): World {
  const w = world();
  down(w, name, {
    restartCount: 0,
    state: { waiting: { reason, ...(message ? { message } : {}) } },
    lastState: {},
    ...rest,
  });
  return w;
}

/** The new image does not come: the kubelet waits and says why. */
function pull(text: string): World {
  const why = `ErrImagePull: rpc error: code = Unknown desc = failed to pull and unpack image "${IMAGE}": ${text}`;
  return waits("payments-api", "ImagePullBackOff", `Back-off pulling image "${IMAGE}": ${why}`);
}

/** Pods of an app are on a node, and nothing of them is made; the kubelet may have said something. */
function creating(name: string, reason?: string, message = ""): World {
  const w = waits(name, "ContainerCreating");
  for (const p of podsOf(w, name)) {
    if (p.status) p.status.phase = "Pending";
    if (reason) event(w, p, reason, message);
  }
  return w;
}

function setSpec(w: World, name: string, spec: PodSpec): World {
  for (const target of [get(w, "Deployment", name).spec?.template?.spec, ...podsOf(w, name).map((p) => p.spec)])
    Object.assign(target ?? {}, spec);
  return w;
}

const causes = (w: World) =>
  ask(w)
    .findings.filter(({ role }) => role === "cause")
    .map(({ code, object: { kind, name } }) => `${code} ${kind}/${name}`);
const title = (w: World) => ask(w).findings[0]?.title ?? "";

describe("image", () => {
  test.each([
    ["image-tag-not-found", `failed to resolve reference "${IMAGE}": ${IMAGE}: not found`],
    ["image-tag-not-found", "failed to resolve image: manifest unknown: manifest unknown"],
    [
      "image-repository-not-found",
      "failed to resolve reference: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
    ],
    [
      "image-repository-not-found",
      "unexpected status from HEAD request: 404 Not Found NAME_UNKNOWN: repository name not known to registry",
    ],
    [
      "image-pull-unauthorized",
      "failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized",
    ],
    [
      "image-pull-unauthorized",
      "unexpected status from HEAD request to https://registry.example.com/v2/: 403 Forbidden",
    ],
    [
      "image-registry-unresolvable",
      'failed to do request: Head "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host',
    ],
    [
      "image-registry-unreachable",
      'failed to do request: Head "https://registry.example.com/v2/": dial tcp 10.1.1.1:443: connect: connection refused',
    ],
    [
      "image-registry-unreachable",
      'failed to do request: Head "https://registry.example.com/v2/": net/http: TLS handshake timeout',
    ],
    [
      "image-registry-unreachable",
      "unexpected status from HEAD request to https://registry.example.com/v2/: 503 Service Unavailable",
    ],
    [
      "image-registry-untrusted",
      "failed to do request: tls: failed to verify certificate: x509: certificate signed by unknown authority",
    ],
    ["image-registry-untrusted", "failed to do request: http: server gave HTTP response to HTTPS client"],
    [
      "image-pull-rate-limited",
      "unexpected status from GET request: 429 Too Many Requests toomanyrequests: You have reached your pull rate limit",
    ],
    ["image-platform-mismatch", "no match for platform in manifest: not found"],
    [
      "image-format-unsupported",
      'media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported since containerd v2.0',
    ],
    ["image-corrupt", "failed to extract layer sha256:12: failed to get stream processor: unexpected EOF"],
    ["image-pull-failed", "something that nobody has seen before"],
  ])("%s: %s", (code, text) => {
    expect(causes(pull(text))).toEqual([`${code} Deployment/payments-api`]);
  });

  test("a full disk is the node's", () => {
    expect(first(ask(pull("failed to extract layer: write /var/lib/x: no space left on device")))).toBe(
      "node-image-disk-full Node/node-1",
    );
  });

  test("an older kubelet gives the reason only in an event, and later nowhere", () => {
    const w = waits("ledger", "ImagePullBackOff", 'Back-off pulling image "x:1"');
    expect(ask(w).findings[0]).toMatchObject({ code: "image-pull-failed", confidence: "medium" });
    const [pod] = podsOf(w, "ledger");
    if (pod)
      event(
        w,
        pod,
        "Failed",
        'Failed to pull image "x:1": rpc error: code = NotFound desc = failed to resolve reference "x:1": x:1: not found',
      );
    expect(causes(w)).toEqual(["image-tag-not-found Deployment/ledger"]);
  });

  const DENIED = "pull access denied, repository does not exist or may require authorization";

  test("credentials that are missing, wrong, or needed are told from a wrong name", () => {
    expect(causes(pull(DENIED))).toEqual(["image-repository-not-found Deployment/payments-api"]);
    const named = setSpec(pull(DENIED), "payments-api", { imagePullSecrets: [{ name: "registry" }] });
    expect(causes(named)).toEqual(["image-pull-secret-missing Deployment/payments-api"]);
    named.objects.push(object("v1", "Secret", NS, "registry", { type: "kubernetes.io/dockerconfigjson" }));
    expect(causes(named)).toEqual(["image-pull-unauthorized Deployment/payments-api"]);
    const siblings = setSpec(pull(DENIED), "ledger", { imagePullSecrets: [{ name: "registry" }] });
    expect(causes(siblings)).toEqual(["image-pull-unauthorized Deployment/payments-api"]);
  });

  test("a rollout that changed the image is shown, and one that changed the repository decides", () => {
    const w = setSpec(pull(DENIED), "payments-api", { imagePullSecrets: [{ name: "registry" }] });
    const set = get(w, "ReplicaSet", "payments-api-6f");
    const old: Workload = structuredClone(set);
    set.metadata.annotations = { "deployment.kubernetes.io/revision": "2" };
    for (const container of set.spec?.template?.spec?.containers ?? [])
      container.image = "registry.example.com/paymnets-api:1.4.3";
    old.metadata.name = "payments-api-5a";
    w.objects.push(old);
    const [finding] = ask(w).findings;
    expect(finding?.code).toBe("image-repository-not-found");
    expect(finding?.next.map(({ command }) => command)).toContain(
      "kubectl -n payments rollout undo deploy/payments-api --to-revision=1",
    );
  });

  test("an image that has been coming for long", () => {
    const w = waits("ledger", "ContainerCreating");
    const [pod] = podsOf(w, "ledger");
    if (pod)
      event(w, pod, "Pulling", 'Pulling image "x:1"', {
        type: "Normal",
        count: 1,
        firstTimestamp: ago(9),
        lastTimestamp: ago(9),
      });
    expect(causes(w)).toEqual(["image-pull-slow Deployment/ledger"]);
    if (pod) event(w, pod, "Pulled", "Successfully pulled image", { type: "Normal", lastTimestamp: ago(1) });
    expect(causes(w)).toEqual([]);
  });
});

describe("container", () => {
  const RUNC =
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process:";

  test.each([
    ["executable-not-found", "RunContainerError", `${RUNC} exec: "payd": executable file not found in $PATH: unknown`],
    [
      "executable-not-found",
      "RunContainerError",
      `${RUNC} exec: "/app/payd": stat /app/payd: no such file or directory: unknown`,
    ],
    ["executable-permission-denied", "RunContainerError", `${RUNC} exec: "/app/start.sh": permission denied: unknown`],
    ["wrong-architecture", "CreateContainerError", "exec /app/payd: exec format error"],
    [
      "working-directory-invalid",
      "RunContainerError",
      `${RUNC} error during container init: chdir to cwd ("/srv") set in config.json failed: permission denied`,
    ],
    [
      "container-user-unknown",
      "CreateContainerError",
      'failed to generate container "12" spec: failed to generate spec: unable to find user payd: no matching entries in passwd file',
    ],
    [
      "memory-limit-too-low-to-start",
      "RunContainerError",
      `${RUNC} container init was OOM-killed (memory limit too low?): unknown`,
    ],
    [
      "volume-mount-invalid",
      "RunContainerError",
      `${RUNC} error during container init: error mounting "/var/lib/kubelet/pods/1/volume-subpaths/config/app/0" to rootfs at "/etc/app": mount src=/x, dst=/etc/app: not a directory: unknown`,
    ],
    [
      "container-device-unavailable",
      "CreateContainerError",
      "failed to inject CDI devices: unresolvable CDI devices nvidia.com/gpu=0",
    ],
    [
      "container-runtime-slow",
      "CreateContainerError",
      'failed to reserve container name "app_1": name "app_1" is reserved for "12"',
    ],
    [
      "run-as-non-root-violated",
      "CreateContainerConfigError",
      'container has runAsNonRoot and image will run as root (pod: "p", container: app)',
    ],
    [
      "subpath-missing",
      "CreateContainerConfigError",
      'failed to prepare subPath for volumeMount "config" of container "app"',
    ],
    [
      "security-profile-invalid",
      "CreateContainerConfigError",
      "localhostProfile must be set if seccompProfile type is Localhost.",
    ],
    [
      "image-name-invalid",
      "InvalidImageName",
      'Failed to apply default image tag "Payments:1": couldn\'t parse image name',
    ],
    ["image-never-pulled", "ErrImageNeverPull", 'Container image "x:1" is not present with pull policy of Never'],
    ["config-map-missing", "CreateContainerConfigError", 'configmap "checkout-settings" not found'],
    ["secret-missing", "CreateContainerConfigError", 'secret "checkout-credentials" not found'],
    [
      "config-map-key-missing",
      "CreateContainerConfigError",
      "couldn't find key COUNTRY in ConfigMap payments/checkout-config",
    ],
    [
      "secret-key-missing",
      "CreateContainerConfigError",
      "couldn't find key passwd in Secret payments/ledger-db-credentials",
    ],
    ["container-not-created", "CreateContainerError", "the runtime is out of sorts"],
  ])("%s: %s %s", (code, reason, message) => {
    expect(causes(waits("checkout", reason, message))).toEqual([`${code} Deployment/checkout`]);
  });

  test("what the runtime said stays in how the container last ended", () => {
    const message = `${RUNC} exec: "payd": executable file not found in $PATH: unknown`;
    const w = waits("checkout", "CrashLoopBackOff", "back-off 5m0s restarting failed container=app", {
      restartCount: 4,
      lastState: { terminated: { reason: "StartError", exitCode: 128, message } },
    });
    expect(causes(w)).toEqual(["executable-not-found Deployment/checkout"]);
    expect(title(w)).toContain("payd");
    const well = world();
    const [status] = podsOf(well, "checkout")[0]?.status?.containerStatuses ?? [];
    Object.assign(status ?? {}, {
      restartCount: 1,
      lastState: { terminated: { reason: "StartError", exitCode: 128, message } },
    });
    expect(ask(well).findings).toEqual([]);
  });

  test("a program for another architecture says so in its log", () => {
    const w = waits("checkout", "CrashLoopBackOff", "", {
      restartCount: 4,
      lastState: { terminated: { reason: "Error", exitCode: 255, finishedAt: ago(1) } },
    });
    for (const p of podsOf(w, "checkout")) log(w, p.metadata.name, ["exec /app/checkout: exec format error"]);
    expect(causes(w)).toEqual(["wrong-architecture Deployment/checkout"]);
  });
});

describe("what pods name", () => {
  test("a config map that is mounted and missing shows in an event; a key of a volume too", () => {
    const object = creating(
      "checkout",
      "FailedMount",
      'MountVolume.SetUp failed for volume "config" : configmap "checkout-files" not found',
    );
    expect(causes(object)).toEqual(["config-map-missing Deployment/checkout"]);
    const key = creating(
      "checkout",
      "FailedMount",
      'MountVolume.SetUp failed for volume "tls" : references non-existent secret key: tls.crt',
    );
    setSpec(key, "checkout", { volumes: [{ name: "tls", secret: { secretName: "ledger-db-credentials" } }] });
    expect(causes(key)).toEqual(["secret-key-missing Deployment/checkout"]);
    expect(title(key)).toContain("tls.crt");
  });

  test("events are gone: what a waiting pod asks for is looked up, unless it is optional or could not be listed", () => {
    const volumes = (optional: boolean): PodSpec => ({
      volumes: [{ name: "config", configMap: { name: "checkout-files", optional } }],
    });
    expect(causes(setSpec(creating("checkout"), "checkout", volumes(false)))).toEqual([
      "config-map-missing Deployment/checkout",
    ]);
    expect(causes(setSpec(creating("checkout"), "checkout", volumes(true)))).toEqual([]);
    const blind = setSpec(creating("checkout"), "checkout", volumes(false));
    blind.unlisted = { ConfigMap: "forbidden" };
    expect(causes(blind)).toEqual([]);
  });

  test("a name that is nearly right is suggested", () => {
    expect(title(waits("checkout", "CreateContainerConfigError", 'configmap "checkout-confg" not found'))).toContain(
      "there is one called checkout-config",
    );
    expect(
      title(
        waits(
          "checkout",
          "CreateContainerConfigError",
          "couldn't find key CURENCY in ConfigMap payments/checkout-config",
        ),
      ),
    ).toContain("there is one called CURRENCY");
  });

  test("a key that was taken away after pods ran with it is the config map's", () => {
    const message = "couldn't find key COUNTRY in ConfigMap payments/checkout-config";
    const w = waits("checkout", "CreateContainerConfigError", message, { restartCount: 3 });
    expect(causes(w)).toEqual(["config-map-key-missing ConfigMap/checkout-config"]);
  });

  test("a failed start that ended well since is not a finding", () => {
    const w = world();
    const [pod] = podsOf(w, "checkout");
    if (pod) event(w, pod, "Failed", 'Error: configmap "checkout-config" not found', { lastTimestamp: ago(30) });
    expect(ask(w).findings).toEqual([]);
  });
});

describe("before the first container", () => {
  test.each([
    [
      "runtime-handler-missing Deployment/ledger",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "gvisor" is configured',
    ],
    [
      "sandbox-image-unavailable Node/node-1",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.10": failed to pull image: i/o timeout',
    ],
    [
      "pod-sandbox-failed Node/node-1",
      "Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc = context deadline exceeded",
    ],
    // What the pod asks for, and not the node: it would fail on every other.
    [
      "memory-limit-too-low-to-start Deployment/ledger",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox: OCI runtime create failed: container init was OOM-killed (memory limit too low?)",
    ],
    [
      "security-profile-invalid Deployment/ledger",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: cannot load seccomp profile: no such file",
    ],
  ])("%s", (expected, message) => {
    expect(first(ask(creating("ledger", "FailedCreatePodSandBox", message)))).toBe(expected);
  });

  test("pods that are in creation for long, and nobody says why", () => {
    const w = creating("ledger");
    expect(ask(w).findings[0]).toMatchObject({ code: "pods-stuck-creating", role: "symptom" });
    for (const p of podsOf(w, "ledger"))
      for (const condition of p.status?.conditions ?? []) condition.lastTransitionTime = ago(1);
    expect(ask(w).findings.map(({ code }) => code)).not.toContain("pods-stuck-creating");
  });

  test("an init container that does not come to an end; a sidecar never should", () => {
    const init = (restartPolicy?: string): World => {
      const w = waits("ledger", "PodInitializing");
      const container = {
        name: "wait-for-db",
        image: "registry.example.com/tools:1",
        command: ["sh", "-c", "until nc -z ledger-dbs 5432; do sleep 2; done"],
        ...(restartPolicy ? { restartPolicy } : {}),
      };
      setSpec(w, "ledger", { initContainers: [container] });
      for (const p of podsOf(w, "ledger"))
        Object.assign(p.status ?? {}, {
          phase: "Pending",
          initContainerStatuses: [
            { name: "wait-for-db", ready: false, restartCount: 0, state: { running: { startedAt: ago(12) } } },
          ],
        });
      return w;
    };
    expect(causes(init())).toContain("init-container-unfinished Deployment/ledger");
    expect(causes(init("Always"))).not.toContain("init-container-unfinished Deployment/ledger");
  });
});

test("texts that name nothing are not taken for a reason", () => {
  expect(pullReason('Back-off pulling image "payments-api:1.4.3"')).toBeUndefined();
  expect(startProblem("CreateContainerError", "context canceled").problem).toBe("other");
});
