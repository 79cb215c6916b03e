import type { Evidence } from "../../../core/evidence.ts";
import { cite } from "../../cite.ts";
import type { Situation } from "../../situation/situation.ts";
import type { ProbeFailure } from "./probe-failure.ts";
import { named, probeRules } from "./probe-rules.ts";

/** What frameworks log when they do not serve the host that is asked for: Django, Rails, Symfony, Vite, Nextcloud. */
const HOST_REFUSED =
  /invalid http_host header|disallowedhost|blocked hosts?:|untrusted (?:host|domain)|invalid host header|this host .{0,80} is not allowed/i;
/** The last lines of a log tell what it answers now. */
const LINES = 400;

export const unauthorized = probeRules({
  fault: "unauthorized",
  specificity: 8,
  meaning:
    "The probe is refused: its path wants a login (401 or 403), or the program does not serve the host that it asks for, the pod's address.",
  remedy:
    "Serve health without authentication, or send the header that it wants; for a host, set the Host header of the probe or allow the pod's address.",
  disproof: "The path answers with success a little later.",
  judge(failure, situation) {
    const { status } = failure.reading;
    if (status === undefined || status < 400 || status >= 500) return undefined;
    const path = failure.probe.httpGet?.path ?? "/";
    const host = hostRefused(failure, situation);
    if (host)
      return {
        title: `${named(failure)} is refused: ${path} answers ${status}, because the program does not accept its Host header`,
        evidence: [host],
      };
    if (status !== 401 && status !== 403) return undefined;
    return { title: `${named(failure)} is refused: ${path} answers ${status}` };
  },
});

function hostRefused({ container }: ProbeFailure, situation: Situation): Evidence | undefined {
  for (const stream of situation.logs(container.pod, container.spec.name)) {
    const line = stream.lines.slice(-LINES).find(({ text }) => HOST_REFUSED.test(text));
    if (line) return cite.log(stream, line);
  }
  return undefined;
}
