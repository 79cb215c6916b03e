import type { ObjectRef } from "../../../core/object.ts";
import type { Link } from "../../graph/links.ts";
import type { Repeats } from "../../rule.ts";
import { readPeer, seePeer } from "./link-draft.ts";

/** What this link says of the server, if others say so too. */
export function repeated({ caller, logger, peer, clue }: Link, object: ObjectRef, title: string): Repeats {
  const own = (caller ?? logger).ref;
  const next = [readPeer(peer, own), seePeer(peer, own)];
  return { object, title, next, answered: clue.class === "upstream-error" };
}
