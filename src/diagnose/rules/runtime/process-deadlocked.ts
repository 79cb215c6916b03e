import { crashRule } from "./crash-rule.ts";

export const processDeadlocked = crashRule({
  code: "process-deadlocked",
  specificity: 6,
  classes: ["process-deadlock"],
  meaning: "The threads of the program wait for each other.",
  remedy: "Undo the rollout; the dump names the locks.",
  title: (name) => `${name} is deadlocked`,
});
