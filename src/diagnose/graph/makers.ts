import type { ObjectRef } from "../../core/object.ts";
import { look } from "../rule.ts";
import type { Situation } from "../situation/situation.ts";

/** What should have made this missing object, if something that was observed should. */
export function makerOf(situation: Situation, missing: ObjectRef): ObjectRef | undefined {
  return situation.graph.into(missing).find(({ kind }) => kind === "makes")?.from;
}

/** Making it by hand would be undone, or hide what is wrong: the maker is what to look at. */
export function lookAtMaker(maker: ObjectRef) {
  const type = `${maker.kind.toLowerCase()}.${maker.apiVersion.split("/")[0]}`;
  return look(
    `See why ${maker.kind} ${maker.name} has not made it`,
    `kubectl -n ${maker.namespace} describe ${type} ${maker.name}`,
  );
}
