// The rules of this family, a line for each.
export { noMatchingVolume } from "./no-matching-volume.ts";
export { noStorageClass } from "./no-storage-class.ts";
export { storageClassMissing } from "./storage-class-missing.ts";
export { volumeAttachFailed } from "./volume-attach-failed.ts";
export { volumeClaimMissing } from "./volume-claim-missing.ts";
export { volumeMountFailed } from "./volume-mount-failed.ts";
export { volumeProvisionerSilent } from "./volume-provisioner-silent.ts";
export { volumeProvisioningFailed } from "./volume-provisioning-failed.ts";
