import { named, probeRules } from "./probe-rules.ts";
import { probePort } from "./probe-target.ts";

export const wrongScheme = probeRules({
  fault: "wrong-scheme",
  specificity: 9,
  meaning: "The probe speaks HTTP to a TLS port, or HTTPS to a plain one.",
  remedy: "Set the probe's scheme to what the port speaks.",
  disproof: "The port answers the probe's scheme.",
  judge(failure) {
    const { reading, probe } = failure;
    const scheme = (probe.httpGet?.scheme ?? "HTTP").toUpperCase();
    if (scheme === "HTTPS" && reading.kind === "plaintext-server")
      return { title: `${named(failure)} speaks HTTPS, the container serves plain HTTP` };
    if (scheme === "HTTP" && reading.kind === "tls-server")
      return { title: `${named(failure)} speaks HTTP, the container serves TLS` };
    // Go servers answer plain requests on a TLS port with 400; others have other reasons for it.
    const maybe = scheme === "HTTP" && reading.status === 400 && /443$/.test(String(probePort(failure)));
    return maybe
      ? { title: `${named(failure)} speaks HTTP, the port seems to serve TLS`, draft: { confidence: "medium" } }
      : undefined;
  },
});
