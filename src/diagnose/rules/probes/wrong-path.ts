import { named, probeRules } from "./probe-rules.ts";

export const wrongPath = probeRules({
  fault: "wrong-path",
  specificity: 9,
  meaning: "The probe asks a path that the server does not have (404, 405 or 410) or that only redirects.",
  remedy: "Set the probe's path to the health endpoint that the server has.",
  disproof: "The path answers with success a little later.",
  judge(failure) {
    const { status, kind, output } = failure.reading;
    const path = failure.probe.httpGet?.path ?? "/";
    if (kind === "redirects") {
      const to = /Get "([^"]{1,200})"/.exec(output)?.[1];
      return { title: `${named(failure)} asks path ${path}, which redirects without end${to ? ` (to ${to})` : ""}` };
    }
    if (status !== 404 && status !== 405 && status !== 410) return undefined;
    return { title: `${named(failure)} asks path ${path}, which answers ${status}` };
  },
});
