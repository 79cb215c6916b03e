import { crashRule } from "./crash-rule.ts";

export const crashInvalidConfig = crashRule({
  code: "crash-invalid-config",
  specificity: 7,
  classes: ["config-invalid"],
  except: ({ clue }) => clue?.signature === "coredns-loop",
  meaning: "The program refuses its configuration: a value, a flag or a file that it cannot read.",
  remedy: "Correct the value where the line says it is; compare with the last revision that worked.",
  title: (name, { key, file }) =>
    `${name} refuses its configuration${key ? `: ${key}` : ""}${file ? ` in ${file}` : ""}`,
});
