import type { Evidence } from "../../../core/evidence.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import { serving, targetNumber } from "../../situation/service-ports.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { foreignAnswers } from "./foreign-answers.ts";

/** A workload that a Service selects beside its own. */
export interface Stranger {
  own: WorkloadView;
  stranger: WorkloadView;
  /** What shows that it is another program. */
  why: string;
  /** Lines of callers whom it could not answer. */
  heard: readonly Evidence[];
}

/**
 * Versions, canaries, and roles of one program share a Service on purpose: they bear its name or run one image. Another
 * program has another image and a Service of its own or callers who get no answer, or does not serve the port that the
 * Service sends to.
 */
export function strangersIn(situation: Situation, service: Service): Stranger | undefined {
  const all = situation.behind(service).filter(({ pods }) => pods.length > 0);
  if (all.length < 2 || service.spec?.clusterIP === "None") return undefined;
  const own =
    all.find(({ ref }) => ref.name === service.metadata.name) ?? all.find((item) => serves(item, service) === true);
  if (!own) return undefined;
  const heard = foreignAnswers(situation, service);
  for (const stranger of all) {
    if (stranger === own) continue;
    if (serves(own, service) === true && serves(stranger, service) === false)
      return { own, stranger, why: "which does not declare the port", heard };
    const apart = situation
      .services(stranger)
      .some((other) => other !== service && !situation.behind(other).includes(own));
    if ((apart || heard.length > 0) && isOtherProgram(stranger, own))
      return { own, stranger, why: "another program", heard };
  }
  return undefined;
}

/** Does it declare the ports that the Service sends to? `undefined` when it declares none at all. */
function serves(workload: WorkloadView, service: Service): boolean | undefined {
  const declared = serving(workload).flatMap(({ ports }) => ports ?? []);
  if (declared.length === 0) return undefined;
  return (service.spec?.ports ?? []).some((port) => {
    const number = targetNumber(port, declared);
    return declared.some(({ containerPort }) => containerPort === number);
  });
}

export function isOtherProgram(one: WorkloadView, other: WorkloadView): boolean {
  return imagesOf(one).isDisjointFrom(imagesOf(other));
}

/** Without registry, tag and digest: the same program is pulled from mirrors, too. */
function imagesOf(workload: WorkloadView): Set<string> {
  return new Set(
    serving(workload).map(({ image = "" }) =>
      image
        .replace(/@.*$/, "")
        .replace(/:[^/:]*$/, "")
        .replace(/^.*\//, ""),
    ),
  );
}
