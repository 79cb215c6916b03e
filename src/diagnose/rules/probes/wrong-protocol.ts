import { named, probeRules } from "./probe-rules.ts";

export const wrongProtocol = probeRules({
  fault: "wrong-protocol",
  specificity: 7,
  meaning: "The probe speaks HTTP or gRPC to a port that serves another protocol.",
  remedy: "Use a probe of the protocol that the port serves, or the port that serves what the probe speaks.",
  disproof: "The server closes connections because it is overloaded.",
  judge(failure) {
    const { reading, probe } = failure;
    const spoken = probe.grpc ? "gRPC" : probe.httpGet ? "HTTP" : undefined;
    if (reading.kind !== "other-protocol" || !spoken) return undefined;
    const sure = /malformed|http2|HTTP\/1\.1/.test(reading.output);
    const served = probe.grpc && /HTTP\/1\.1/.test(reading.output) ? "HTTP/1.1" : "another protocol";
    return {
      title: `${named(failure)} speaks ${spoken}, the port serves ${served}`,
      draft: { confidence: sure ? "high" : "low" },
    };
  },
});
