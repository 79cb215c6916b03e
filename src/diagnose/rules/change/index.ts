import type { Rule } from "../../rule.ts";
import { alertFiring } from "./alert-firing.ts";
import { chaosExperimentRunning } from "./chaos-experiment-running.ts";
import { configMapEdited } from "./config-map-edited.ts";
import { rolloutRegression } from "./rollout-regression.ts";
import { scaledDown } from "./scaled-down.ts";

export const CHANGE: readonly Rule[] = [
  alertFiring,
  chaosExperimentRunning,
  configMapEdited,
  rolloutRegression,
  scaledDown,
];
