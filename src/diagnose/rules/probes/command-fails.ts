import { named, probeRules } from "./probe-rules.ts";

export const commandFails = probeRules({
  fault: "command-fails",
  specificity: 5,
  dependent: true,
  meaning: "The probe's command runs and says that the container is not well.",
  remedy: "Run the command in the container, and read what it says.",
  disproof: "The command exits with 0 in the container.",
  judge(failure) {
    const { reading, probe, event } = failure;
    if (!probe.exec || !event || reading.kind === "command-missing" || reading.kind === "timeout") return undefined;
    return {
      title: `the command of the ${named(failure)} fails${reading.output ? `: ${reading.output.slice(0, 100).trim()}` : ""}`,
      draft: { confidence: "medium" },
    };
  },
});
