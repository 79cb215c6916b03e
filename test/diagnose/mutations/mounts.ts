import { editContainer } from "./edits.ts";
import { deploymentOf, firstPod, type Mutation } from "./scene.ts";
import { crash, creating, waiting, warn } from "./signs.ts";
import { mounts, withClaim } from "./with-claim.ts";

/** The volume is bound, and the pod waits on its node for it. */
const waitsFor = (code: string, reason: string, message: string): Mutation => ({
  code,
  mutate(scene) {
    withClaim(scene, { volumeName: "disk-1" }, "Bound");
    creating(scene);
    warn(scene, firstPod(scene), reason, message);
    return deploymentOf(scene);
  },
});

const setUp = (code: string, why: string) =>
  waitsFor(code, "FailedMount", `MountVolume.SetUp failed for volume "disk-1" : ${why}`);

const mountSays = (code: string, output: string) =>
  setUp(code, `mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs\nOutput: ${output}\n`);

const attach = (code: string, why: string) =>
  waitsFor(code, "FailedAttachVolume", `AttachVolume.Attach failed for volume "disk-1" : ${why}`);

/** The app ends because of a file below the mount. */
const endsAt = (code: string, line: string, source: object, mount: object = {}): Mutation => ({
  code,
  mutate(scene) {
    withClaim(scene, { volumeName: "disk-1" }, "Bound");
    mounts(scene, source, mount);
    crash(scene, [line]);
    return deploymentOf(scene);
  },
});

export const MOUNTS: readonly Mutation[] = [
  waitsFor(
    "volume-multi-attach",
    "FailedAttachVolume",
    'Multi-Attach error for volume "disk-1" Volume is already exclusively attached to one node and can\'t be attached to another',
  ),
  attach(
    "volume-attach-limit-reached",
    "rpc error: code = ResourceExhausted desc = volume limit exceeded on this instance",
  ),
  attach(
    "volume-attacher-silent",
    "timed out waiting for external-attacher of disk.example.com CSI driver to attach volume vol-1",
  ),
  attach("volume-attach-failed", "rpc error: code = Internal desc = the disk is in a strange state"),
  waitsFor(
    "volume-in-other-zone",
    "FailedMount",
    'MountVolume.NodeAffinity check failed for volume "disk-1" : no matching NodeSelectorTerms',
  ),
  mountSays(
    "mount-helper-missing",
    "mount: /var/lib/kubelet/x: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.",
  ),
  mountSays(
    "volume-filesystem-invalid",
    "mount: /var/lib/kubelet/x: wrong fs type, bad option, bad superblock on /dev/sdb, missing codepage or helper program, or other error.",
  ),
  setUp("host-path-wrong-type", "hostPath type check failed: /srv/data is not a directory"),
  mountSays("volume-access-denied", "mount.nfs: access denied by server while mounting nfs.example.com:/data"),
  mountSays("volume-server-unreachable", "mount.nfs: Connection timed out"),
  mountSays(
    "volume-path-missing",
    "mount.nfs: mounting nfs.example.com:/dat failed, reason given by server: No such file or directory",
  ),
  mountSays("volume-busy", "mount: /var/lib/kubelet/x: /dev/sdb already mounted or mount point busy."),
  setUp("volume-driver-slow", "rpc error: code = DeadlineExceeded desc = context deadline exceeded"),
  setUp("volume-mount-failed", "rpc error: code = Internal desc = the driver has a bad day"),
  waitsFor(
    "volume-ownership-change-slow",
    "VolumePermissionChangeInProgress",
    "Setting volume ownership for disk-1, processed 200000 files.",
  ),
  endsAt("volume-not-writable", "PermissionError: [Errno 13] Permission denied: '/data/state.db'", {
    persistentVolumeClaim: { claimName: "data" },
  }),
  endsAt(
    "mount-read-only",
    "OSError: [Errno 30] Read-only file system: '/data/state.db'",
    { persistentVolumeClaim: { claimName: "data" } },
    { readOnly: true },
  ),
  {
    code: "mount-hides-files",
    mutate(scene) {
      mounts(scene, { emptyDir: {} }, { mountPath: "/srv/program" });
      editContainer(scene, (container) => Object.assign(container, { command: ["/srv/program/serve"] }));
      waiting(
        scene,
        "RunContainerError",
        'exec: "/srv/program/serve": stat /srv/program/serve: no such file or directory',
      );
      return deploymentOf(scene);
    },
  },
];
