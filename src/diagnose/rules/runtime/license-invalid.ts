import { crashRule } from "./crash-rule.ts";

export const licenseInvalid = crashRule({
  code: "license-invalid",
  specificity: 7,
  classes: ["license"],
  meaning: "The program does not start without a valid licence.",
  remedy: "Renew the licence and put it where the program reads it.",
  title: (name) => `${name} stops because its licence is missing or no longer valid`,
});
