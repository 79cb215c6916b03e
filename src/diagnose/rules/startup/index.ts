import type { Rule } from "../../rule.ts";
import { configMapKeyMissing } from "./config-map-key-missing.ts";
import { configMapMissing } from "./config-map-missing.ts";
import { containerDeviceUnavailable } from "./container-device-unavailable.ts";
import { containerNotCreated } from "./container-not-created.ts";
import { containerRuntimeSlow } from "./container-runtime-slow.ts";
import { containerUserUnknown } from "./container-user-unknown.ts";
import { executableNotFound } from "./executable-not-found.ts";
import { executablePermissionDenied } from "./executable-permission-denied.ts";
import { imageCorrupt } from "./image-corrupt.ts";
import { imageFormatUnsupported } from "./image-format-unsupported.ts";
import { imageNameInvalid } from "./image-name-invalid.ts";
import { imageNeverPulled } from "./image-never-pulled.ts";
import { imagePlatformMismatch } from "./image-platform-mismatch.ts";
import { imagePullFailed } from "./image-pull-failed.ts";
import { imagePullRateLimited } from "./image-pull-rate-limited.ts";
import { imagePullSecretMissing } from "./image-pull-secret-missing.ts";
import { imagePullSlow } from "./image-pull-slow.ts";
import { imagePullUnauthorized } from "./image-pull-unauthorized.ts";
import { imageRegistryUnreachable } from "./image-registry-unreachable.ts";
import { imageRegistryUnresolvable } from "./image-registry-unresolvable.ts";
import { imageRegistryUntrusted } from "./image-registry-untrusted.ts";
import { imageRepositoryNotFound } from "./image-repository-not-found.ts";
import { imageSignatureInvalid } from "./image-signature-invalid.ts";
import { imageTagNotFound } from "./image-tag-not-found.ts";
import { initContainerUnfinished } from "./init-container-unfinished.ts";
import { memoryLimitTooLowToStart } from "./memory-limit-too-low-to-start.ts";
import { nodeImageDiskFull } from "./node-image-disk-full.ts";
import { podSandboxFailed } from "./pod-sandbox-failed.ts";
import { podsStuckCreating } from "./pods-stuck-creating.ts";
import { runAsNonRootViolated } from "./run-as-non-root-violated.ts";
import { runtimeHandlerMissing } from "./runtime-handler-missing.ts";
import { sandboxImageUnavailable } from "./sandbox-image-unavailable.ts";
import { secretKeyMissing } from "./secret-key-missing.ts";
import { secretMissing } from "./secret-missing.ts";
import { securityProfileInvalid } from "./security-profile-invalid.ts";
import { subpathMissing } from "./subpath-missing.ts";
import { volumeMountInvalid } from "./volume-mount-invalid.ts";
import { workingDirectoryInvalid } from "./working-directory-invalid.ts";
import { wrongArchitecture } from "./wrong-architecture.ts";

export const STARTUP: readonly Rule[] = [
  configMapKeyMissing,
  configMapMissing,
  containerDeviceUnavailable,
  containerNotCreated,
  containerRuntimeSlow,
  containerUserUnknown,
  executableNotFound,
  executablePermissionDenied,
  imageCorrupt,
  imageFormatUnsupported,
  imageNameInvalid,
  imageNeverPulled,
  imagePlatformMismatch,
  imagePullFailed,
  imagePullRateLimited,
  imagePullSecretMissing,
  imagePullSlow,
  imagePullUnauthorized,
  imageRegistryUnreachable,
  imageRegistryUnresolvable,
  imageRegistryUntrusted,
  imageRepositoryNotFound,
  imageSignatureInvalid,
  imageTagNotFound,
  initContainerUnfinished,
  memoryLimitTooLowToStart,
  nodeImageDiskFull,
  podSandboxFailed,
  podsStuckCreating,
  runAsNonRootViolated,
  runtimeHandlerMissing,
  sandboxImageUnavailable,
  secretKeyMissing,
  secretMissing,
  securityProfileInvalid,
  subpathMissing,
  volumeMountInvalid,
  workingDirectoryInvalid,
  wrongArchitecture,
];
