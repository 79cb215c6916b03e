import { describe, expect, test } from "vitest";
import { ago, ask, down, event, first, NS, object, podsOf, type World, world } from "../world.ts";

const IMAGE = "registry.example.com/payments-api:1.4.3";

/** The new image does not come: the kubelet waits and says why. */
function pull(text: string, reason = "ImagePullBackOff"): World {
  const w = world();
  const message = `Back-off pulling image "${IMAGE}": ErrImagePull: rpc error: code = Unknown desc = failed to pull and unpack image "${IMAGE}": ${text}`;
  down(w, "payments-api", { restartCount: 0, state: { waiting: { reason, message } }, lastState: {} });
  return w;
}

describe("image", () => {
  test.each([
    ["image-tag-not-found", `failed to resolve reference "${IMAGE}": ${IMAGE}: not found`],
    [
      "image-repository-not-found",
      "failed to resolve reference: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
    ],
    [
      "image-pull-unauthorized",
      "failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized",
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
      "image-registry-untrusted",
      "failed to do request: tls: failed to verify certificate: x509: certificate signed by unknown authority",
    ],
    [
      "image-pull-rate-limited",
      "unexpected status from GET request: 429 Too Many Requests toomanyrequests: You have reached your pull rate limit",
    ],
    ["image-platform-mismatch", "no match for platform in manifest: not found"],
    ["node-image-disk-full", "failed to extract layer: write /var/lib/x: no space left on device"],
  ])("%s", (code, text) => {
    expect(first(ask(pull(text)))).toBe(`${code} Deployment/payments-api`);
  });

  test("an older kubelet gives the reason only in an event", () => {
    const w = world();
    down(w, "ledger", { state: { waiting: { reason: "ImagePullBackOff", message: 'Back-off pulling image "x:1"' } } });
    const [pod] = podsOf(w, "ledger");
    if (pod)
      event(
        w,
        pod,
        "Failed",
        'Failed to pull image "x:1": rpc error: code = NotFound desc = failed to resolve reference "x:1": x:1: not found',
      );
    expect(first(ask(w))).toBe("image-tag-not-found Deployment/ledger");
  });

  test("credentials that exist and do not help are told from a wrong name", () => {
    const w = pull("pull access denied, repository does not exist or may require authorization");
    for (const pod of podsOf(w, "payments-api"))
      Object.assign(pod.spec ?? {}, { imagePullSecrets: [{ name: "registry" }] });
    expect(first(ask(w))).toBe("image-pull-unauthorized Deployment/payments-api");
  });
});

describe("container", () => {
  test.each([
    [
      "executable-not-found",
      "RunContainerError",
      'failed to create containerd task: OCI runtime create failed: exec: "payd": executable file not found in $PATH: unknown',
    ],
    [
      "executable-permission-denied",
      "RunContainerError",
      'OCI runtime create failed: exec: "/app/start.sh": permission denied: unknown',
    ],
    ["wrong-architecture", "CreateContainerError", "exec /app/payd: exec format error"],
    [
      "run-as-non-root-violated",
      "CreateContainerConfigError",
      'container has runAsNonRoot and image will run as root (pod: "p", container: app)',
    ],
    [
      "image-name-invalid",
      "InvalidImageName",
      'Failed to apply default image tag "Payments:1": couldn\'t parse image name',
    ],
    ["image-never-pulled", "ErrImageNeverPull", 'Container image "x:1" is not present with pull policy of Never'],
    ["config-map-missing", "CreateContainerConfigError", 'configmap "checkout-config" not found'],
    ["secret-missing", "CreateContainerConfigError", 'secret "ledger-db-credentials" not found'],
    [
      "config-map-key-missing",
      "CreateContainerConfigError",
      "couldn't find key CURRENCY in ConfigMap payments/checkout-config",
    ],
    [
      "secret-key-missing",
      "CreateContainerConfigError",
      "couldn't find key password in Secret payments/ledger-db-credentials",
    ],
  ])("%s", (code, reason, message) => {
    const w = world();
    down(w, "checkout", { state: { waiting: { reason, message } }, lastState: {} });
    expect(first(ask(w))).toBe(`${code} Deployment/checkout`);
  });

  test("a config map that is mounted and missing shows in an event", () => {
    const w = world();
    down(w, "checkout", { state: { waiting: { reason: "ContainerCreating" } }, lastState: {} });
    const [pod] = podsOf(w, "checkout");
    if (pod)
      event(
        w,
        pod,
        "FailedMount",
        'MountVolume.SetUp failed for volume "config" : configmap "checkout-files" not found',
      );
    expect(first(ask(w))).toBe("config-map-missing Deployment/checkout");
  });

  test("a failed start that ended well since is not a finding", () => {
    const w = world();
    const [pod] = podsOf(w, "checkout");
    if (pod) event(w, pod, "Failed", 'Error: configmap "checkout-config" not found', { lastTimestamp: ago(30) });
    expect(ask(w).findings).toEqual([]);
  });
});

describe("storage", () => {
  const claim = (w: World, spec: object, reason = "", message = "") => {
    const made = object("v1", "PersistentVolumeClaim", NS, "ledger-data", {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, ...spec },
      status: { phase: "Pending" },
    });
    w.objects.push(
      made,
      object("storage.k8s.io/v1", "StorageClass", "", "standard", { provisioner: "disk.example.com" }),
    );
    if (reason) event(w, made, reason, message);
    return w;
  };
  const volume = (capacity: string, modes: string[]) =>
    object("v1", "PersistentVolume", "", "disk-1", {
      spec: { storageClassName: "manual", capacity: { storage: capacity }, accessModes: modes },
      status: { phase: "Available" },
    });

  test("a class that does not exist", () => {
    const w = claim(
      world(),
      { storageClassName: "fast" },
      "ProvisioningFailed",
      'storageclass.storage.k8s.io "fast" not found',
    );
    expect(first(ask(w))).toBe("storage-class-missing PersistentVolumeClaim/ledger-data");
  });

  test("a free volume that is too small, or offers another mode", () => {
    const small = claim(world(), { storageClassName: "manual" });
    small.objects.push(volume("5Gi", ["ReadWriteOnce"]), object("storage.k8s.io/v1", "StorageClass", "", "manual", {}));
    expect(ask(small).findings[0]).toMatchObject({ code: "no-matching-volume", title: expect.stringContaining("5Gi") });
    const mode = claim(world(), { storageClassName: "manual", accessModes: ["ReadWriteMany"] });
    mode.objects.push(volume("50Gi", ["ReadWriteOnce"]), object("storage.k8s.io/v1", "StorageClass", "", "manual", {}));
    expect(ask(mode).findings[0]).toMatchObject({
      code: "no-matching-volume",
      title: expect.stringContaining("ReadWriteMany"),
    });
  });

  test("a provisioner that fails", () => {
    const w = claim(
      world(),
      { storageClassName: "standard" },
      "ProvisioningFailed",
      'failed to provision volume with StorageClass "standard": quota of disks reached',
    );
    expect(first(ask(w))).toBe("volume-provisioning-failed PersistentVolumeClaim/ledger-data");
  });

  test("a claim that waits for its first consumer is well", () => {
    const w = claim(
      world(),
      { storageClassName: "standard" },
      "WaitForFirstConsumer",
      "waiting for first consumer to be created before binding",
    );
    expect(ask(w).findings).toEqual([]);
  });
});
