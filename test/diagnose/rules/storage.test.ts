import { describe, expect, test } from "vitest";
import { ask, event, first, NS, object, type World, world } from "../world.ts";

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
