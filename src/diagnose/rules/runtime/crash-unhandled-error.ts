import { crashRule } from "./crash-rule.ts";

export const crashUnhandledError = crashRule({
  code: "crash-unhandled-error",
  specificity: 4,
  dependent: true,
  classes: ["unhandled-error"],
  meaning:
    "The program exits on an exception or panic that it does not handle: a bug, or input that it does not expect.",
  remedy: "Undo the rollout when one came before it; give the stack trace to the owners.",
  title: (name, { detail }) => `${name} exits on an unhandled error${detail ? `: ${detail.slice(0, 100)}` : ""}`,
});
