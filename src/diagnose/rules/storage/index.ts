import type { Rule } from "../../rule.ts";
import { noMatchingVolume } from "./no-matching-volume.ts";
import { noStorageClass } from "./no-storage-class.ts";
import { storageClassMissing } from "./storage-class-missing.ts";
import { volumeAttachFailed } from "./volume-attach-failed.ts";
import { volumeClaimMissing } from "./volume-claim-missing.ts";
import { volumeMountFailed } from "./volume-mount-failed.ts";
import { volumeProvisionerSilent } from "./volume-provisioner-silent.ts";
import { volumeProvisioningFailed } from "./volume-provisioning-failed.ts";

export const STORAGE: readonly Rule[] = [
  noMatchingVolume,
  noStorageClass,
  storageClassMissing,
  volumeAttachFailed,
  volumeClaimMissing,
  volumeMountFailed,
  volumeProvisionerSilent,
  volumeProvisioningFailed,
];
