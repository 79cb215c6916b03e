// The rules of this family, a line for each.
export { deletionBlocked } from "./deletion-blocked.ts";
export { resourceFailed } from "./resource-failed.ts";
export { resourceImpaired } from "./resource-impaired.ts";
export { resourceNotReady } from "./resource-not-ready.ts";
export { resourceNotReconciled } from "./resource-not-reconciled.ts";
export { warningsRepeated } from "./warnings-repeated.ts";
