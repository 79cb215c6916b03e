import { placeOf } from "../../situation/pod.ts";
import { volumeRule } from "./volume-rule.ts";

export const mountHelperMissing = volumeRule({
  code: "mount-helper-missing",
  problem: "helper-missing",
  meaning: "The node lacks the program or kernel module that mounts such a file system (nfs-common, cifs-utils, xfs).",
  remedy: "Install it on the nodes, or correct the fsType.",
  disproof: "The node mounts it by hand.",
  title: ({ pod, why }, name) => `${placeOf(pod)} lacks the mount helper for ${name}: ${why}`,
});
