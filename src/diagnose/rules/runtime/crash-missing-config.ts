import { crashRule } from "./crash-rule.ts";

export const crashMissingConfig = crashRule({
  code: "crash-missing-config",
  specificity: 8,
  classes: ["config-missing"],
  meaning:
    "The program stops because a setting that it needs is not there: an environment variable, key, flag or password.",
  remedy:
    "Set it in the pod template, or in the config map or secret it should come from; undo the rollout that removed it.",
  title: (name, { key }) => `${name} stops because ${key ? `${key} is not set` : "a setting it needs is missing"}`,
});
