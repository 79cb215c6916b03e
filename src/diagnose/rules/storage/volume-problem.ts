/** Why a volume cannot be attached or mounted, as far as a person acts differently. */
export type VolumeProblem =
  | "multi-attach"
  | "attach-limit"
  | "attacher-silent"
  | "elsewhere"
  | "helper-missing"
  | "filesystem"
  | "host-path"
  | "access-denied"
  | "server-unreachable"
  | "path-missing"
  | "busy"
  | "deadline"
  | "attach"
  | "mount";

/** Missing config maps and secrets, and drivers that a node does not have, have rules elsewhere. */
const NOT_OURS =
  /(?:configmap|secret) "[^"]+" not found|references non-existent|object "[^"]+" not registered|list of registered CSI drivers|does not contain driver/;

/**
 * The words of kubelet, attach/detach controller, mount(8) with its helpers, and of common storage drivers; the first
 * that match decide.
 */
const WORDS: readonly [VolumeProblem, RegExp][] = [
  ["multi-attach", /^Multi-Attach error/],
  [
    "attach-limit",
    /(?:attach\w{0,10}|volumes?|disks?) ?limit|LimitExceeded|max(?:imum)? (?:number of )?(?:volumes|disks|attach)/i,
  ],
  ["attacher-silent", /timed out waiting for external-attacher/],
  ["elsewhere", /NodeAffinity check failed|no matching NodeSelectorTerms/],
  ["host-path", /hostPath type check failed/],
  ["helper-missing", /need a \/sbin\/mount\.|unknown filesystem type|executable file not found/],
  [
    "access-denied",
    /access denied|permission denied|operation not permitted|mount error\(13\)|PermissionDenied|Unauthenticated/i,
  ],
  [
    "server-unreachable",
    /connection (?:timed out|refused)|no route to host|network is unreachable|host is down|mount error\(11[0-5]\)|failed to resolve|name or service not known|no such host/i,
  ],
  ["path-missing", /no such file or directory|special device \S+ does not exist|NotFound/i],
  ["filesystem", /wrong fs type|superblock|structure needs cleaning|fsck|filesystem mismatch|already contains/i],
  ["busy", /resource busy|already mounted|target is busy/i],
  ["deadline", /DeadlineExceeded|deadline exceeded|timed out waiting|operation with the given .{0,300} already exists/],
];

/** `undefined`: no failure of a volume, or one that is told elsewhere. */
export function volumeProblem(reason: string, message: string): VolumeProblem | undefined {
  if (NOT_OURS.test(message)) return undefined;
  const rest = reason === "FailedAttachVolume" ? "attach" : "mount";
  if (reason === "FailedMountOnFilesystemMismatch") return "filesystem";
  if (!/^(?:FailedAttachVolume|FailedMount|FailedMapVolume)$/.test(reason)) return undefined;
  return WORDS.find(([, pattern]) => pattern.test(message))?.[0] ?? rest;
}

/** `MountVolume.SetUp failed for volume "disk-1" : <why>` → disk-1, and why. Of a mount command only what it printed. */
export function volumeWords(message: string): { volume: string | undefined; why: string } {
  const volume = /\bvolume "([^"]+)"/.exec(message)?.[1];
  const printed = /Output: ([\s\S]+)$/.exec(message)?.[1];
  const rest = message.replace(/^.*?\bfailed for volume "[^"]+" : /, "").replace(/^rpc error: code = \w+ desc = /, "");
  return { volume, why: (printed ?? rest).trim() };
}
