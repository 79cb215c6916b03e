import type { CurrentClue } from "../logs/current.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { productOfClue } from "./clue-product.ts";
import { controlPlanePeer } from "./control-plane.ts";
import { type Peer, peerOf } from "./peer.ts";

/** The peer that a clue of this workload is about; it may be a client's word of the Kubernetes API. */
export function peerOfClue(situation: Situation, logger: WorkloadView, clue: CurrentClue): Peer {
  return controlPlanePeer(situation, clue, peerOf(situation, logger, clue.entities, productOfClue(clue)));
}
