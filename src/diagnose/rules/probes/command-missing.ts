import { named, probeRules } from "./probe-rules.ts";

export const commandMissing = probeRules({
  fault: "command-missing",
  specificity: 9,
  meaning: "The probe runs a command that the container's image does not have or may not execute.",
  remedy: "Use a command that is in the image, or an HTTP, TCP or gRPC probe.",
  disproof: "The command runs in the container.",
  judge(failure) {
    if (failure.reading.kind !== "command-missing" || !failure.probe.exec) return undefined;
    return {
      title: `${named(failure)} runs "${(failure.probe.exec.command ?? []).join(" ").slice(0, 80)}", which the image cannot run`,
    };
  },
});
