import { keyOf, type ObjectRef } from "../../../core/object.ts";
import type { Series } from "../../../core/observation.ts";
import { measures } from "../../metrics/measures.ts";
import { peerOf, requests } from "../../metrics/requests.ts";
import { shiftOf } from "../../metrics/shift.ts";
import type { Situation } from "../../situation/situation.ts";

/** A workload on whose ways requests lose time (seconds) that no program spends. */
export interface Gap {
  object: ObjectRef;
  /** One of the ways, for evidence. */
  series: Series;
  lost: number;
  at: number;
  /** How many of its ways to others lose time, of those that are measured. */
  slow: number;
  measured: number;
}

interface Way {
  ends: [ObjectRef, ObjectRef];
  series: Series;
  lost: number;
  at: number;
}

/** Less than this is how a path varies. */
const MIN_LOST = 0.03;
/** Of what the caller waits longer, this part at least is spent on the way: with less, the peer is slow and the way is not. */
const MIN_SHARE = 0.5;

/**
 * What a caller waits minus what the peer took is the way between: network, proxies, new connections. A workload all of whose
 * ways became slow at once is where the time goes; where one way has two such ends, it is the one that was asked.
 */
export function gapsIn(situation: Situation): Gap[] {
  const ways = waysIn(situation);
  const ends = new Map(ways.flatMap(({ ends }) => ends).map((ref) => [keyOf(ref), ref]));
  const gaps = [...ends.values()].flatMap((object): Gap[] => {
    const own = ways.filter(({ ends }) => ends.some((ref) => keyOf(ref) === keyOf(object)));
    const slow = own.filter(({ lost }) => lost >= MIN_LOST).sort((a, b) => b.lost - a.lost);
    const [worst] = slow;
    return worst && slow.length === own.length
      ? [{ object, series: worst.series, lost: worst.lost, at: worst.at, slow: slow.length, measured: own.length }]
      : [];
  });
  return gaps.filter((gap) => !gaps.some((other) => other !== gap && beats(other, gap, ways)));
}

/** Of two ends of the same way the one with more slow ways, else the one that was asked. */
function beats(a: Gap, b: Gap, ways: readonly Way[]): boolean {
  const shared = ways.filter(({ ends }) =>
    [a, b].every(({ object }) => ends.some((ref) => keyOf(ref) === keyOf(object))),
  );
  if (shared.length === 0) return false;
  return (
    a.slow > b.slow || (a.slow === b.slow && shared.every(({ ends: [, peer] }) => keyOf(peer) === keyOf(a.object)))
  );
}

function waysIn(situation: Situation): Way[] {
  const answered = new Map(requests(situation).map((item) => [keyOf(item.workload.ref), item.latency]));
  return measures(situation, "client-latency-mean").flatMap((measure): Way[] => {
    const peer = peerOf(measure, situation);
    const server = peer && answered.get(keyOf(peer.ref));
    if (!measure.workload || !peer || !server || server.series.signal === "client-latency-mean") return [];
    const shift = shiftOf(measure.series.points);
    const rise = shift ? shift.after - shift.before : 0;
    const own = server.shift ? Math.max(0, server.shift.after - server.shift.before) : 0;
    const ends: Way["ends"] = [measure.workload.ref, peer.ref];
    const lost = rise - own >= MIN_SHARE * rise ? rise - own : 0;
    return [{ ends, series: measure.series, lost, at: shift?.at ?? 0 }];
  });
}
