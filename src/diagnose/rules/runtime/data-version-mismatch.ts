import { crashRule } from "./crash-rule.ts";

export const dataVersionMismatch = crashRule({
  code: "data-version-mismatch",
  specificity: 8,
  classes: ["data-version"],
  meaning:
    "The data on the volume was written by another major version, or by another cluster, than the one that starts.",
  remedy: "Go back to the image that wrote the data, or upgrade it step by step.",
  title: (name) => `${name} cannot start: the data on its volume belongs to another version`,
});
