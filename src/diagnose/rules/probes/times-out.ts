import { named, probeRules } from "./probe-rules.ts";

export const timesOut = probeRules({
  fault: "times-out",
  specificity: 5,
  dependent: true,
  meaning:
    "The probe gets no answer within its timeout: it is too short, or the process is starved, blocked or waits for something.",
  remedy: "See whether the process lacks CPU or waits for a dependency; raise timeoutSeconds when it is merely slow.",
  disproof: "The endpoint answers within the timeout from inside the pod.",
  judge(failure) {
    if (failure.reading.kind !== "timeout") return undefined;
    const timeout = failure.probe.timeoutSeconds ?? 1;
    return { title: `${named(failure)} gets no answer within ${timeout} s`, draft: { confidence: "medium" } };
  },
});
