import { crashRule } from "./crash-rule.ts";

export const dataDirectoryLocked = crashRule({
  code: "data-directory-locked",
  specificity: 8,
  classes: ["data-locked"],
  meaning:
    "Another process holds the lock on the data directory: two pods on one volume, or one that has not ended yet.",
  remedy: "Run one replica per volume: strategy Recreate or a StatefulSet; end the pod that holds the lock.",
  title: (name, { file }) =>
    `${name} cannot start: another process holds the lock on its data${file ? ` (${file})` : ""}`,
});
