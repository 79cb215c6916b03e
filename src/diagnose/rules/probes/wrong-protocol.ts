import { named, probeRules } from "./probe-rules.ts";

export const wrongProtocol = probeRules({
  fault: "wrong-protocol",
  specificity: 7,
  meaning: "The probe speaks HTTP to a port that serves another protocol.",
  remedy: "Use a TCP or gRPC probe, or the port that serves HTTP.",
  disproof: "The server closes connections because it is overloaded.",
  judge(failure) {
    if (failure.reading.kind !== "other-protocol" || !failure.probe.httpGet) return undefined;
    const sure = /malformed|http2/.test(failure.reading.output);
    return {
      title: `${named(failure)} speaks HTTP, the port serves another protocol`,
      draft: { confidence: sure ? "high" : "low" },
    };
  },
});
