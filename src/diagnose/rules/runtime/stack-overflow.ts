import { crashRule } from "./crash-rule.ts";

export const stackOverflow = crashRule({
  code: "stack-overflow",
  specificity: 6,
  classes: ["stack-overflow"],
  meaning: "The program recurses endlessly.",
  remedy: "Undo the rollout; the stack trace names the recursion.",
  title: (name) => `${name} crashes with a stack overflow`,
});
