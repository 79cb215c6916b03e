import { named, probeRules } from "./probe-rules.ts";

export const unauthorized = probeRules({
  fault: "unauthorized",
  specificity: 8,
  meaning: "The probe asks a path that wants a login (401 or 403).",
  remedy: "Serve health without authentication, or send the header that it wants.",
  disproof: "The path answers with success a little later.",
  judge(failure) {
    const { status } = failure.reading;
    if (status !== 401 && status !== 403) return undefined;
    return { title: `${named(failure)} is refused: ${failure.probe.httpGet?.path ?? "/"} answers ${status}` };
  },
});
