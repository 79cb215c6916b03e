import type { Rule } from "../../rule.ts";
import { childProcessOomKilled } from "./child-process-oom-killed.ts";
import { crashApplicationError } from "./crash-application-error.ts";
import { crashBrokenMount } from "./crash-broken-mount.ts";
import { crashCommandNotFound } from "./crash-command-not-found.ts";
import { crashInvalidConfig } from "./crash-invalid-config.ts";
import { crashLooping } from "./crash-looping.ts";
import { crashMissingConfig } from "./crash-missing-config.ts";
import { crashMissingFile } from "./crash-missing-file.ts";
import { crashPermissionDenied } from "./crash-permission-denied.ts";
import { crashPortInUse } from "./crash-port-in-use.ts";
import { crashReadOnlyFilesystem } from "./crash-read-only-filesystem.ts";
import { crashUnhandledError } from "./crash-unhandled-error.ts";
import { dataCorrupt } from "./data-corrupt.ts";
import { dataDirectoryLocked } from "./data-directory-locked.ts";
import { dataVersionMismatch } from "./data-version-mismatch.ts";
import { diskFull } from "./disk-full.ts";
import { evictedLocalStorage } from "./evicted-local-storage.ts";
import { evictedNodePressure } from "./evicted-node-pressure.ts";
import { exitsWithoutError } from "./exits-without-error.ts";
import { heapAboveMemoryLimit } from "./heap-above-memory-limit.ts";
import { heapExhausted } from "./heap-exhausted.ts";
import { licenseInvalid } from "./license-invalid.ts";
import { migrationFailed } from "./migration-failed.ts";
import { nodeOomKilled } from "./node-oom-killed.ts";
import { oomKilled } from "./oom-killed.ts";
import { outOfFileDescriptors } from "./out-of-file-descriptors.ts";
import { portConflictInPod } from "./port-conflict-in-pod.ts";
import { postStartHookFailed } from "./post-start-hook-failed.ts";
import { processDeadlocked } from "./process-deadlocked.ts";
import { processLimitReached } from "./process-limit-reached.ts";
import { segmentationFault } from "./segmentation-fault.ts";
import { stackOverflow } from "./stack-overflow.ts";
import { wrongCommand } from "./wrong-command.ts";

export const RUNTIME: readonly Rule[] = [
  oomKilled,
  heapAboveMemoryLimit,
  nodeOomKilled,
  childProcessOomKilled,
  heapExhausted,
  crashMissingConfig,
  crashInvalidConfig,
  crashCommandNotFound,
  wrongCommand,
  exitsWithoutError,
  crashMissingFile,
  crashPermissionDenied,
  crashBrokenMount,
  crashPortInUse,
  portConflictInPod,
  crashReadOnlyFilesystem,
  diskFull,
  outOfFileDescriptors,
  processLimitReached,
  segmentationFault,
  stackOverflow,
  processDeadlocked,
  dataCorrupt,
  dataDirectoryLocked,
  dataVersionMismatch,
  migrationFailed,
  licenseInvalid,
  postStartHookFailed,
  evictedLocalStorage,
  evictedNodePressure,
  crashUnhandledError,
  crashApplicationError,
  crashLooping,
];
