import { describe, expect, test } from "vitest";
import { volumeProblem, volumeWords } from "../../../src/diagnose/rules/storage/volume-problem.ts";
import { ago, ask, down, event, first, get, log, object, podsOf, type World, world } from "../world.ts";
import { claim, mounting, title } from "./claims.ts";

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

  test("a volume that a dead node still holds is that node's trouble", () => {
    const w = creating(world(), "FailedAttachVolume", 'Multi-Attach error for volume "disk-1" Volume is already used');
    w.objects.push(
      object("storage.k8s.io/v1", "VolumeAttachment", "", "csi-1", {
        spec: { nodeName: "node-2", source: { persistentVolumeName: "disk-1" } },
        status: { attached: true },
      }),
    );
    for (const pod of podsOf(w, "ledger")) Object.assign(pod.spec ?? {}, { nodeName: "node-1" });
    expect(first(ask(w))).toBe("volume-multi-attach Deployment/ledger");
    const ready = get(w, "Node", "node-2").status?.conditions?.find(({ type }) => type === "Ready");
    Object.assign(ready ?? {}, { status: "Unknown", reason: "NodeStatusUnknown", lastTransitionTime: ago(15) });
    expect(first(ask(w))).toBe("kubelet-stopped Node/node-2");
    expect(ask(w).findings[0]?.symptoms.map(({ code }) => code)).toContain("volume-multi-attach");
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
