import { keyOf, type ObjectRef } from "../../core/object.ts";
import type { Observed } from "../situation/observed.ts";
import { measures } from "./measures.ts";
import { peerOf } from "./requests.ts";

/** One workload asks another, as its own metrics or its mesh proxy counted. */
export interface Call {
  caller: ObjectRef;
  peer: ObjectRef;
}

export function callsIn(situation: Observed): Call[] {
  const calls = (["client-rate", "client-latency-mean", "client-error-ratio"] as const).flatMap((signal) =>
    measures(situation, signal).flatMap((measure) => {
      const peer = peerOf(measure, situation);
      return measure.workload && peer && measure.workload !== peer
        ? [{ caller: measure.workload.ref, peer: peer.ref }]
        : [];
    }),
  );
  return [...new Map(calls.map((call) => [`${keyOf(call.caller)} ${keyOf(call.peer)}`, call])).values()];
}
