import type { Evidence } from "../../core/evidence.ts";
import { type AccessRequest, accountOf, forbiddenIn } from "../../core/kubernetes/forbidden.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { once } from "../../core/once.ts";
import { cite } from "../cite.ts";
import { linksIn } from "../graph/links.ts";
import { refOf } from "../situation/object-index.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { readStatus } from "../status/read-status.ts";
import { askedRequest } from "./asked.ts";
import { grantOf, seesRights } from "./rights.ts";

/** A request that the API server refuses, or that the question says it refuses and no rule allows. */
export interface Refusal {
  request: AccessRequest;
  /** Where the API server's words stand; empty for what only the question says. */
  evidence: readonly Evidence[];
  /** Who needs it. */
  sufferers: readonly WorkloadView[];
  since: string | null;
}

/** What a role or binding allows by now is refused no more. */
export const refusalsIn = once((situation: Situation): readonly Refusal[] =>
  [...logged(situation), ...inEvents(situation), ...inConditions(situation), ...inQuestion(situation)].filter(
    ({ request }) => grantOf(request, situation) === undefined,
  ),
);

function logged(situation: Situation): Refusal[] {
  return linksIn(situation).flatMap(({ clue, logger }) => {
    const request = clue.class === "authorization" ? forbiddenIn(clue.line.text) : undefined;
    const since = clue.firstAt === undefined ? null : new Date(clue.firstAt).toISOString();
    return request
      ? [{ request, evidence: [cite.log(clue.stream, clue.line, clue.count)], sufferers: [logger], since }]
      : [];
  });
}

/** Events about objects that are there. Of pods that a controller may not create, `pod-creation-forbidden` tells. */
function inEvents(situation: Situation): Refusal[] {
  return situation.events.all.flatMap((event) => {
    const request = event.reason === "FailedCreate" ? undefined : forbiddenIn(event.message);
    if (!request || (situation.lists(event.object.kind) && !situation.has(event.object))) return [];
    const since = event.first ? new Date(event.first).toISOString() : null;
    return [{ request, evidence: [cite.event(event)], sufferers: usersOf(request, situation), since }];
  });
}

function inConditions(situation: Situation): Refusal[] {
  const objects: readonly KubeObject[] = [...situation.custom, ...situation.all("HorizontalPodAutoscaler")];
  return objects.flatMap((object) => {
    const { says, message, since } = readStatus(object);
    const request = forbiddenIn(message);
    const evidence = cite.object(refOf(object), `${says}: ${message}`, {}, since);
    return request ? [{ request, evidence: [evidence], sufferers: usersOf(request, situation), since }] : [];
  });
}

/** Who asks is believed when roles and bindings were read and none allows it, or when the API server's words are pasted. */
function inQuestion(situation: Situation): Refusal[] {
  const request = askedRequest(situation);
  if (!request || !(seesRights(request, situation) || forbiddenIn(situation.question))) return [];
  return [{ request, evidence: [], sufferers: usersOf(request, situation), since: null }];
}

function usersOf({ user }: AccessRequest, situation: Situation): WorkloadView[] {
  const account = accountOf(user);
  return situation.workloads.filter(
    ({ ref, template }) =>
      ref.namespace === account?.namespace && (template.spec?.serviceAccountName || "default") === account.name,
  );
}
