import { LEGS, scoreLegs } from "../../src/knowledge/rank/legs.ts";
import { bestOf } from "../../src/knowledge/rank/meaning.ts";
import type { Fusion } from "../../src/knowledge/rank/rank.ts";
import { rank } from "../../src/knowledge/rank/search.ts";
import type { Bench, Posed } from "./open.ts";

/** The first pages that a system gives for a question. */
export type Order = (bench: Bench, posed: Posed) => string[];

/** Enough for ten after those that must not count are left out. */
const DEPTH = 20;

const fused =
  (fusion: Fusion): Order =>
  ({ opened: { catalogue } }, { asked }) => {
    const vector = fusion === "lexical" ? undefined : asked.vector;
    return rank(catalogue, { ...asked, vector, fusion }, DEPTH).map(({ page }) => catalogue.pages[page]?.path ?? "");
  };

/** Plain BM25, every leg alone, rank fusion, and the fitted sums without and with a model. */
export const SYSTEMS: ReadonlyMap<string, Order> = new Map<string, Order>([
  ["reference BM25", ({ reference }, { question }) => reference.search(question.query, DEPTH)],
  ...LEGS.map((leg): [string, Order] => [
    leg,
    ({ opened: { catalogue } }, { asked: { words, vector } }) => {
      const { legs } = scoreLegs(catalogue, { ...words, vector });
      return bestOf(legs[leg], DEPTH).map((page) => catalogue.pages[page]?.path ?? "");
    },
  ]),
  ["ranks", fused("ranks")],
  ["lexical", fused("lexical")],
  ["fitted", fused("fitted")],
]);
