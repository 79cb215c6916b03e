import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { Pod } from "../../../src/core/kubernetes/pod.ts";
import type { PersistentVolume } from "../../../src/core/kubernetes/storage.ts";
import { volumeProblem, volumeWords } from "../../../src/diagnose/rules/storage/volume-problem.ts";
import { ago, ask, down, event, first, get, log, NS, object, podsOf, type World, world } from "../world.ts";

/** A claim of the ledger, ten minutes old. */
function claim(w: World, spec: object = {}, status: object = {}, rest: object = {}): KubeObject {
  const made = object("v1", "PersistentVolumeClaim", NS, "ledger-data", {
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, ...spec },
    status: { phase: "Pending", ...status },
    ...rest,
  });
  made.metadata.creationTimestamp = ago(10);
  w.objects.push(made);
  return made;
}

function storageClass(w: World, name: string, rest: object = { provisioner: "disk.example.com" }): KubeObject {
  const made = object("storage.k8s.io/v1", "StorageClass", "", name, rest);
  w.objects.push(made);
  return made;
}

const BY_HAND = { provisioner: "kubernetes.io/no-provisioner" };

function volume(w: World, spec: object, phase = "Available", name = "disk-1"): PersistentVolume {
  const made = object("v1", "PersistentVolume", "", name, {
    spec: { storageClassName: "manual", capacity: { storage: "20Gi" }, accessModes: ["ReadWriteOnce"], ...spec },
    status: { phase },
  });
  w.objects.push(made);
  return made;
}

const CLAIM = "PersistentVolumeClaim/ledger-data";
const title = (w: World) => ask(w).findings[0]?.title;

describe("a claim whose class makes volumes", () => {
  const WAITS = "Waiting for a volume to be created either by the external provisioner 'disk.example.com' or manually";

  test("a class that does not exist, and the one that was meant", () => {
    const w = world();
    storageClass(w, "standard");
    event(
      w,
      claim(w, { storageClassName: "standart" }),
      "ProvisioningFailed",
      'storageclass.storage.k8s.io "standart" not found',
    );
    expect(first(ask(w))).toBe(`storage-class-missing ${CLAIM}`);
    expect(title(w)).toContain("there is standard");
  });

  test("a provisioner that fails, one that is silent, one that is at work", () => {
    const failing = world();
    storageClass(failing, "standard");
    event(
      failing,
      claim(failing, { storageClassName: "standard" }),
      "ProvisioningFailed",
      'failed to provision volume with StorageClass "standard": quota of disks reached',
    );
    expect(first(ask(failing))).toBe(`volume-provisioning-failed ${CLAIM}`);
    expect(title(failing)).toMatch(/quota of disks reached$/);

    const silent = world();
    storageClass(silent, "standard");
    const waiting = claim(silent, { storageClassName: "standard" });
    event(silent, waiting, "ExternalProvisioning", WAITS, { type: "Normal" });
    expect(first(ask(silent))).toBe(`volume-provisioner-silent ${CLAIM}`);
    expect(title(silent)).toContain("disk.example.com");
    event(silent, waiting, "Provisioning", "External provisioner is provisioning volume", { type: "Normal" });
    expect(ask(silent).findings).toEqual([]);
  });

  test("an access mode that the storage cannot give is not a failure of the storage", () => {
    const w = world();
    storageClass(w, "local-path", { provisioner: "rancher.io/local-path" });
    event(
      w,
      claim(w, { storageClassName: "local-path", accessModes: ["ReadWriteMany"] }),
      "ProvisioningFailed",
      'failed to provision volume with StorageClass "local-path": Only support ReadWriteOnce access mode',
    );
    expect(first(ask(w))).toBe(`access-mode-not-provisioned ${CLAIM}`);
    expect(title(w)).toContain("ReadWriteMany");
  });

  test("a claim that waits for its first pod is well; with a pod that waits for it, it is not", () => {
    const w = world();
    storageClass(w, "manual", { ...BY_HAND, volumeBindingMode: "WaitForFirstConsumer" });
    const made = claim(w, { storageClassName: "manual" });
    volume(w, { capacity: { storage: "5Gi" } });
    event(w, made, "WaitForFirstConsumer", "waiting for first consumer to be created before binding", {
      type: "Normal",
    });
    expect(ask(w).findings).toEqual([]);
    unscheduled(w, "0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind.");
    expect(first(ask(w))).toBe(`no-volume-large-enough ${CLAIM}`);
  });
});

/** The ledger's pods mount the claim and find no node. */
function unscheduled(w: World, message: string): void {
  for (const pod of mounting(w)) {
    Reflect.deleteProperty(pod.spec ?? {}, "nodeName");
    pod.status = {
      phase: "Pending",
      conditions: [
        { type: "PodScheduled", status: "False", reason: "Unschedulable", message, lastTransitionTime: ago(8) },
      ],
    };
  }
}

function mounting(w: World): Pod[] {
  for (const spec of [get(w, "Deployment", "ledger").spec?.template?.spec, ...podsOf(w, "ledger").map((p) => p.spec)]) {
    Object.assign(spec ?? {}, { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "ledger-data" } }] });
    Object.assign(spec?.containers?.[0] ?? {}, { volumeMounts: [{ name: "data", mountPath: "/data" }] });
  }
  return podsOf(w, "ledger");
}

describe("a claim for a volume that is made by hand", () => {
  const NONE = "no persistent volumes available for this claim and no storage class is set";

  test.each([
    [
      "too small",
      {},
      { capacity: { storage: "5Gi" } },
      "no-volume-large-enough",
      /disk-1 holds 5Gi, the claim wants 10Gi/,
    ],
    ["another access mode", { accessModes: ["ReadWriteMany"] }, {}, "no-volume-with-access-mode", /ReadWriteMany/],
    ["other labels", { selector: { matchLabels: { disk: "fast" } } }, {}, "no-volume-matches-selector", /selector/],
    ["another class", {}, { storageClassName: "nfs" }, "volume-of-other-class", /class nfs, the claim of class manual/],
    ["a block device", {}, { volumeMode: "Block" }, "no-matching-volume", /mode Block/],
    [
      "two things",
      { accessModes: ["ReadWriteMany"] },
      { capacity: { storage: "5Gi" } },
      "no-matching-volume",
      /5Gi.* and .*ReadWriteMany/,
    ],
  ])("%s", (_, asked, offered, code, words) => {
    const w = world();
    storageClass(w, "manual", BY_HAND);
    claim(w, { storageClassName: "manual", ...asked });
    volume(w, offered);
    expect(first(ask(w))).toBe(`${code} ${CLAIM}`);
    expect(title(w)).toMatch(words);
  });

  test("one that fits is about to be bound", () => {
    const w = world();
    storageClass(w, "manual", BY_HAND);
    claim(w, { storageClassName: "manual" });
    volume(w, { capacity: { storage: "5Gi" } }, "Available", "small");
    volume(w, {}, "Available", "large");
    expect(ask(w).findings).toEqual([]);
  });

  test("the nearest volume tells, not the one that differs in everything", () => {
    const w = world();
    storageClass(w, "manual", BY_HAND);
    claim(w, { storageClassName: "manual" });
    volume(w, { accessModes: ["ReadOnlyMany"], capacity: { storage: "1Gi" }, volumeMode: "Block" }, "Available", "odd");
    volume(w, { capacity: { storage: "8Gi" } }, "Available", "near");
    expect(title(w)).toMatch(/near holds 8Gi/);
    expect(title(w)).not.toMatch(/odd/);
  });

  test("a volume that still belongs to a deleted claim is what is to be changed", () => {
    const w = world();
    storageClass(w, "manual", BY_HAND);
    claim(w, { storageClassName: "manual" });
    volume(w, { claimRef: { namespace: NS, name: "ledger-data-old" } }, "Released");
    expect(first(ask(w))).toBe("volume-released PersistentVolume/disk-1");
    expect(ask(w).findings[0]?.symptoms ?? []).toEqual([]);
  });

  test("volumes in use are no candidates; then none is left", () => {
    const w = world();
    storageClass(w, "manual", BY_HAND);
    claim(w, { storageClassName: "manual" });
    volume(w, { claimRef: { namespace: "other", name: "archive" } }, "Bound");
    expect(first(ask(w))).toBe(`no-volume-left ${CLAIM}`);
  });

  test("where volumes were not listed only what the controller says counts", () => {
    const w = world();
    w.unlisted = { PersistentVolume: "forbidden" };
    storageClass(w, "manual", BY_HAND);
    const made = claim(w, { storageClassName: "manual" });
    expect(ask(w).findings).toEqual([]);
    event(w, made, "FailedBinding", NONE, { type: "Normal" });
    expect(first(ask(w))).toBe(`no-volume-left ${CLAIM}`);
  });

  test("no class and no default one, unless there is a default one", () => {
    const w = world();
    const standard = storageClass(w, "standard");
    event(w, claim(w), "FailedBinding", NONE, { type: "Normal" });
    expect(first(ask(w))).toBe(`no-storage-class ${CLAIM}`);
    standard.metadata.annotations = { "storageclass.kubernetes.io/is-default-class": "true" };
    expect(ask(w).findings).toEqual([]);
  });
});

describe("a claim that names its volume", () => {
  const asking = (): World => {
    const w = world();
    storageClass(w, "manual", BY_HAND);
    claim(w, { storageClassName: "manual", volumeName: "disk-1" });
    return w;
  };

  test("which does not exist", () => {
    const w = asking();
    volume(w, {}, "Available", "disk-2");
    expect(first(ask(w))).toBe(`requested-volume-missing ${CLAIM}`);
    expect(title(w)).toContain("there is disk-2");
  });

  test("which another claim has", () => {
    const w = asking();
    volume(w, { claimRef: { namespace: "other", name: "archive" } }, "Bound");
    expect(first(ask(w))).toBe(`requested-volume-taken ${CLAIM}`);
    expect(title(w)).toContain("claim other/archive");
  });

  test("which is of another class", () => {
    const w = asking();
    volume(w, { storageClassName: "nfs" });
    expect(first(ask(w))).toBe(`requested-volume-mismatch ${CLAIM}`);
  });

  test("which is kept for it is about to be bound", () => {
    const w = asking();
    volume(w, { claimRef: { namespace: NS, name: "ledger-data" } });
    expect(ask(w).findings).toEqual([]);
  });
});

describe("claims and pods", () => {
  test("a claim that does not exist, and where one of that name is", () => {
    const w = world();
    unscheduled(w, '0/2 nodes are available: persistentvolumeclaim "ledger-data" not found. not found');
    expect(first(ask(w))).toBe("volume-claim-missing Deployment/ledger");
    w.objects.push(object("v1", "PersistentVolumeClaim", "staging", "ledger-data", { status: { phase: "Bound" } }));
    expect(title(w)).toContain("namespace staging has one");
  });

  test("a claim that was deleted is news when a pod cannot start with it", () => {
    const w = world();
    claim(w, { volumeName: "disk-1" }, { phase: "Bound" }).metadata.deletionTimestamp = ago(5);
    mounting(w);
    expect(ask(w).findings).toEqual([]);
    unscheduled(w, '0/2 nodes are available: persistentvolumeclaim "ledger-data" is being deleted.');
    expect(first(ask(w))).toBe(`volume-claim-deleting ${CLAIM}`);
  });

  test("a claim that lost its volume explains the pods that wait", () => {
    const w = world();
    claim(w, { volumeName: "disk-1" }, { phase: "Lost" });
    unscheduled(
      w,
      '0/2 nodes are available: persistentvolumeclaim "ledger-data" bound to non-existent persistentvolume "disk-1".',
    );
    const [cause, ...others] = ask(w).findings;
    expect(cause).toMatchObject({ code: "volume-lost", object: { name: "ledger-data" } });
    expect(others).toEqual([]);
  });

  test("a StatefulSet's claim that is pending explains why its pod is", () => {
    const w = world();
    storageClass(w, "manual", BY_HAND);
    claim(w, { storageClassName: "manual" });
    volume(w, { capacity: { storage: "1Gi" } });
    unscheduled(w, "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found");
    const { findings } = ask(w);
    expect(findings.map(({ code }) => code)).toEqual(["no-volume-large-enough"]);
    expect(findings[0]?.symptoms.map(({ object: { kind } }) => kind)).toContain("Deployment");
  });
});

/** The ledger's pods have a node, mount the claim, and their containers are not made; one of them has this event. */
function creating(w: World, reason: string, message: string): World {
  claim(w, { volumeName: "disk-1" }, { phase: "Bound" });
  down(w, "ledger", { state: { waiting: { reason: "ContainerCreating" } }, restartCount: 0 });
  for (const pod of mounting(w)) Object.assign(pod.status ?? {}, { phase: "Pending" });
  const [pod] = podsOf(w, "ledger");
  if (pod) event(w, pod, reason, message);
  return w;
}

describe("a volume that does not get to the pod", () => {
  const MOUNT = 'MountVolume.SetUp failed for volume "disk-1" : ';

  test("the claim is named, and what the server said without the command around it", () => {
    const w = creating(
      world(),
      "FailedMount",
      `${MOUNT}mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs nfs:/data /var/lib/kubelet\nOutput: mount.nfs: access denied by server while mounting nfs:/data`,
    );
    expect(first(ask(w))).toBe("volume-access-denied Deployment/ledger");
    expect(title(w)).toBe(
      "the storage refuses to mount the volume of claim ledger-data: mount.nfs: access denied by server while mounting nfs:/data",
    );
  });

  test("another pod holds it: who, and the strategy that would avoid it", () => {
    const w = creating(
      world(),
      "FailedAttachVolume",
      'Multi-Attach error for volume "disk-1" Volume is already used by pod(s) ledger-5c-0',
    );
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({ code: "volume-multi-attach", title: expect.stringContaining("ledger-5c-0") });
    expect(finding?.next[0]?.command).toContain("Recreate");
  });

  test("what failed at first and then went well is history", () => {
    const w = world();
    const [pod] = mounting(w);
    claim(w, { volumeName: "disk-1" }, { phase: "Bound" });
    if (pod)
      event(w, pod, "FailedAttachVolume", 'Multi-Attach error for volume "disk-1" Volume is already used by pod(s) x');
    expect(ask(w).findings).toEqual([]);
  });

  test("a pod that was made a minute ago is given time", () => {
    const w = creating(world(), "FailedMount", `${MOUNT}rpc error: code = Internal desc = not yet`);
    for (const pod of podsOf(w, "ledger")) pod.metadata.creationTimestamp = ago(1);
    expect(first(ask(w))).not.toMatch(/volume/);
  });

  test("the event that tells more decides", () => {
    const w = creating(
      world(),
      "FailedMount",
      `${MOUNT}rpc error: code = DeadlineExceeded desc = context deadline exceeded`,
    );
    expect(first(ask(w))).toBe("volume-driver-slow Deployment/ledger");
    const [pod] = podsOf(w, "ledger");
    if (pod)
      event(w, pod, "FailedMount", `${MOUNT}mount failed: Output: mount.nfs: Connection timed out`, {
        lastTimestamp: ago(3),
      });
    expect(first(ask(w))).toBe("volume-server-unreachable Deployment/ledger");
  });

  test.each([
    ["FailedMount", 'MountVolume.SetUp failed for volume "config" : configmap "settings" not found', undefined],
    [
      "FailedMount",
      "kubernetes.io/csi: driver name disk.example.com not found in the list of registered CSI drivers",
      undefined,
    ],
    ["BackOff", "Back-off restarting failed container", undefined],
    ["FailedMount", "MountVolume.MountDevice failed: unknown filesystem type 'xfs'", "helper-missing"],
    ["FailedMount", "mount: wrong fs type, bad option, bad superblock on /dev/sdb", "filesystem"],
    ["FailedMount", "hostPath type check failed: /srv is not a socket file", "host-path"],
    [
      "FailedAttachVolume",
      "AttachVolume.Attach failed: AttachmentLimitExceeded: the instance has 25 volumes",
      "attach-limit",
    ],
    ["FailedAttachVolume", "AttachVolume.Attach failed: something new", "attach"],
  ])("%s: %s", (reason, message, problem) => {
    expect(volumeProblem(reason, message)).toBe(problem);
  });

  test("words without a volume are kept whole", () => {
    expect(volumeWords('Multi-Attach error for volume "a" Volume is already used')).toMatchObject({ volume: "a" });
    expect(volumeWords("something new")).toEqual({ volume: undefined, why: "something new" });
  });
});

describe("a volume that the program cannot use", () => {
  function ends(w: World, line: string): World {
    claim(w, { volumeName: "disk-1" }, { phase: "Bound" });
    mounting(w);
    down(w, "ledger", {
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(1) } },
      restartCount: 5,
    });
    for (const pod of podsOf(w, "ledger")) log(w, pod.metadata.name, ["starting", line], { previous: true });
    return w;
  }
  const DENIED = "PermissionError: [Errno 13] Permission denied: '/data/ledger.db'";

  test("its user does not own the files: who it is, and that no fsGroup is set", () => {
    const w = ends(world(), DENIED);
    for (const pod of podsOf(w, "ledger")) Object.assign(pod.spec ?? {}, { securityContext: { runAsUser: 1000 } });
    const { findings } = ask(w);
    expect(findings.map(({ code }) => code)).toEqual(["volume-not-writable"]);
    expect(findings[0]?.title).toMatch(/claim ledger-data: it runs as user 1000, no fsGroup$/);
  });

  test("a file of the image is the image's affair", () => {
    expect(first(ask(ends(world(), DENIED.replace("/data/", "/database/"))))).toBe(
      "crash-permission-denied Deployment/ledger",
    );
  });

  test("it writes where the pod mounts read-only; elsewhere the file system is", () => {
    const line = "OSError: [Errno 30] Read-only file system: '/data/ledger.db'";
    const w = ends(world(), line);
    expect(first(ask(w))).toBe("crash-read-only-filesystem Deployment/ledger");
    for (const pod of podsOf(w, "ledger"))
      for (const mount of pod.spec?.containers?.[0]?.volumeMounts ?? []) mount.readOnly = true;
    expect(ask(w).findings.map(({ code }) => code)).toEqual(["mount-read-only"]);
  });
});

describe("a claim that is enlarged", () => {
  const enlarged = (conditions: object[]): World => {
    const w = world();
    storageClass(w, "standard");
    claim(
      w,
      { storageClassName: "standard", volumeName: "disk-1", resources: { requests: { storage: "20Gi" } } },
      { phase: "Bound", capacity: { storage: "10Gi" }, conditions },
    );
    return w;
  };
  const waits = (minutes: number) => ({
    type: "FileSystemResizePending",
    status: "True",
    lastTransitionTime: ago(minutes),
  });

  test("under way, waiting for a restart of its pod, refused", () => {
    expect(ask(enlarged([{ type: "Resizing", status: "True", lastTransitionTime: ago(1) }])).findings).toEqual([]);
    expect(ask(enlarged([waits(2)])).findings).toEqual([]);
    expect(first(ask(enlarged([waits(20)])))).toBe(`volume-expansion-pending ${CLAIM}`);
    const refused = enlarged([waits(20), { type: "NodeResizeError", status: "True", message: "resize2fs failed" }]);
    expect(ask(refused).findings.map(({ code }) => code)).toEqual(["volume-expansion-failed"]);
    expect(title(refused)).toContain("10Gi → 20Gi");
  });
});
