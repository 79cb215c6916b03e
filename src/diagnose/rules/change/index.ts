// The rules of this family, a line for each.
export { alertFiring } from "./alert-firing.ts";
export { chaosExperimentRunning } from "./chaos-experiment-running.ts";
export { configMapEdited } from "./config-map-edited.ts";
export { configurationNotLoaded } from "./configuration-not-loaded.ts";
export { outdatedAddress } from "./outdated-address.ts";
export { rolloutPaused } from "./rollout-paused.ts";
export { rolloutRegression } from "./rollout-regression.ts";
export { rolloutWaitsForOldPods } from "./rollout-waits-for-old-pods.ts";
export { scaledDown } from "./scaled-down.ts";
export { waitsForMinReady } from "./waits-for-min-ready.ts";
export { writersUndoEachOther } from "./writers-undo-each-other.ts";
