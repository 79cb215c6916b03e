import type { Rule } from "../../rule.ts";
import { configMapKeyMissing } from "./config-map-key-missing.ts";
import { configMapMissing } from "./config-map-missing.ts";
import { executableNotFound } from "./executable-not-found.ts";
import { executablePermissionDenied } from "./executable-permission-denied.ts";
import { imageNameInvalid } from "./image-name-invalid.ts";
import { imageNeverPulled } from "./image-never-pulled.ts";
import { imagePlatformMismatch } from "./image-platform-mismatch.ts";
import { imagePullRateLimited } from "./image-pull-rate-limited.ts";
import { imagePullUnauthorized } from "./image-pull-unauthorized.ts";
import { imageRegistryUnreachable } from "./image-registry-unreachable.ts";
import { imageRegistryUnresolvable } from "./image-registry-unresolvable.ts";
import { imageRegistryUntrusted } from "./image-registry-untrusted.ts";
import { imageRepositoryNotFound } from "./image-repository-not-found.ts";
import { imageTagNotFound } from "./image-tag-not-found.ts";
import { memoryLimitTooLowToStart } from "./memory-limit-too-low-to-start.ts";
import { nodeImageDiskFull } from "./node-image-disk-full.ts";
import { runAsNonRootViolated } from "./run-as-non-root-violated.ts";
import { secretKeyMissing } from "./secret-key-missing.ts";
import { secretMissing } from "./secret-missing.ts";
import { subpathMissing } from "./subpath-missing.ts";
import { volumeMountInvalid } from "./volume-mount-invalid.ts";
import { wrongArchitecture } from "./wrong-architecture.ts";

export const STARTUP: readonly Rule[] = [
  configMapKeyMissing,
  configMapMissing,
  executableNotFound,
  executablePermissionDenied,
  imageNameInvalid,
  imageNeverPulled,
  imagePlatformMismatch,
  imagePullRateLimited,
  imagePullUnauthorized,
  imageRegistryUnreachable,
  imageRegistryUnresolvable,
  imageRegistryUntrusted,
  imageRepositoryNotFound,
  imageTagNotFound,
  memoryLimitTooLowToStart,
  nodeImageDiskFull,
  runAsNonRootViolated,
  secretKeyMissing,
  secretMissing,
  subpathMissing,
  volumeMountInvalid,
  wrongArchitecture,
];
