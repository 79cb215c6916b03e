import type { Evidence } from "../../../core/evidence.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import { cite } from "../../cite.ts";
import { saysName } from "../../logs/says-name.ts";
import type { Situation } from "../../situation/situation.ts";

/** Who does not have this interface says so: 404, 405, 501 over HTTP, `Unimplemented` over gRPC. */
const UNKNOWN_HERE =
  /\b(?:404|405|501)\b|\bUNIMPLEMENTED\b|unknown (?:method|service)\b|no (?:such )?(?:route|handler|endpoint)\b/i;
/** A single object that is not there is answered so, too. */
const LEAST = 5;

/** Lines of callers that this Service answered as a program does that was not meant. */
export function foreignAnswers(situation: Situation, service: Service): Evidence[] {
  const { name } = service.metadata;
  return situation.callers(service).flatMap((caller) => {
    const told = situation
      .telling(caller)
      .find(({ line, count }) => count >= LEAST && saysName(line.text, name) && UNKNOWN_HERE.test(line.text));
    return told ? [cite.log(told.stream, told.line, told.count)] : [];
  });
}
