import { describe, expect, test } from "vitest";
import { ago, ask, event, first, NS, object, podsOf, type World, world } from "../world.ts";
import { BY_HAND, CLAIM, claim, mounting, storageClass, title, volume } from "./claims.ts";

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

describe("a claim for a volume that is made by hand", () => {
  const NONE = "no persistent volumes available for this claim and no storage class is set";

  test.each([
    [
      "too small",
      {},
      { capacity: { storage: "5Gi" } },
      "no-volume-large-enough",
      /disk-1 holds 5Gi, the claim needs 10Gi/,
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

  test("the volume that would fit and is another claim's is named, and by whom it is held", () => {
    const w = world();
    claim(w, { storageClassName: "manual" });
    volume(w, { claimRef: { namespace: "other", name: "archive" } }, "Bound");
    volume(w, { capacity: { storage: "1Gi" }, claimRef: { namespace: "other", name: "tiny" } }, "Bound", "disk-2");
    expect(first(ask(w))).toBe(`no-volume-left ${CLAIM}`);
    expect(title(w)).toContain("disk-1 is bound to claim other/archive");
  });

  test("a claim made anew under the old name does not get the old one's volume, and taking it over is a risk to be told", () => {
    const w = world();
    storageClass(w, "manual", BY_HAND);
    claim(w, { storageClassName: "manual" });
    const disk = volume(w, { claimRef: { namespace: NS, name: "ledger-data", uid: "of-yesterday" } }, "Released");
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({ code: "volume-released", object: { name: "disk-1" } });
    expect(finding?.next.at(-1)).toMatchObject({ changes: true, text: expect.stringContaining("overwritten") });
    Object.assign(disk.spec?.claimRef ?? {}, { uid: "PersistentVolumeClaim-ledger-data" });
    disk.status = { phase: "Available" };
    expect(ask(w).findings.map(({ code }) => code)).not.toContain("volume-reserved");
  });

  test("a volume kept for another claim is what is to be changed", () => {
    const w = world();
    claim(w, { storageClassName: "manual" });
    volume(w, { claimRef: { namespace: NS, name: "audit-data" } });
    expect(first(ask(w))).toBe("volume-reserved PersistentVolume/disk-1");
  });

  test("a volume that only other nodes can use, or one that is gone, does not serve the pod", () => {
    const w = world();
    storageClass(w, "manual", BY_HAND);
    claim(w, { storageClassName: "manual" });
    const on = (node: string) => ({
      required: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node] }] }],
      },
    });
    const disk = volume(w, { nodeAffinity: on("node-1") });
    for (const pod of mounting(w)) {
      Object.assign(pod.spec ?? {}, { nodeName: undefined, nodeSelector: { "kubernetes.io/hostname": "node-2" } });
      pod.status = { phase: "Pending" };
    }
    expect(first(ask(w))).toBe(`volume-on-other-node ${CLAIM}`);
    expect(title(w)).toContain("In [node-1]");
    disk.spec = { ...disk.spec, nodeAffinity: on("node-9") };
    expect(title(w)).toContain("there is no such node");
    disk.spec = { ...disk.spec, nodeAffinity: on("node-2") };
    expect(ask(w).findings.map(({ code }) => code)).not.toContain("volume-on-other-node");
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

  test("a claim that a quota left no room for is the quota's", () => {
    const message = '0/2 nodes are available: persistentvolumeclaim "ledger-data" not found. not found';
    const limited = (hard: string, used: string, free = "20Gi") => {
      const w = world();
      unscheduled(w, message);
      volume(w, { capacity: { storage: free } });
      const status = { hard: { "requests.storage": hard }, used: { "requests.storage": used } };
      w.objects.push(object("v1", "ResourceQuota", NS, "storage", { spec: { hard: status.hard }, status }));
      return w;
    };
    expect(first(ask(limited("50Gi", "50Gi")))).toBe("object-refused-by-quota ResourceQuota/storage");
    expect(title(limited("50Gi", "45Gi"))).toBe(
      "quota storage has no room for claim ledger-data of ledger (requests.storage: 45Gi of 50Gi in use, the smallest free volume has 20Gi)",
    );
    expect(first(ask(limited("50Gi", "10Gi")))).toBe("volume-claim-missing Deployment/ledger");
    const byHand = limited("50Gi", "45Gi");
    storageClass(byHand, "fast", { provisioner: "disk.example.com" }).metadata.annotations = {
      "storageclass.kubernetes.io/is-default-class": "true",
    };
    expect(first(ask(byHand))).toBe("volume-claim-missing Deployment/ledger");
  });

  test("the scheduler's event tells where the condition has no message", () => {
    const w = world();
    unscheduled(w, "");
    for (const p of podsOf(w, "ledger"))
      event(w, p, "FailedScheduling", '0/2 nodes are available: persistentvolumeclaim "ledger-data" not found.');
    expect(first(ask(w))).toBe("volume-claim-missing Deployment/ledger");
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
