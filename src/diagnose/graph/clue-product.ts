import { once } from "../../core/once.ts";
import type { Clue } from "../logs/clues.ts";
import { type Product, productOf, productTraced } from "../situation/products.ts";

/** Lines of a trace that are looked back over, and those below that still belong to it. */
const ABOVE = 60;
const BELOW = 10;

/** The store or broker that a clue is about: by its own signature, or by the client library in the trace that it stands in. */
export const productOfClue = once((clue: Clue): Product | undefined => {
  const known = productOf(clue.within ?? clue.signature);
  if (known) return known;
  const { lines } = clue.stream;
  const at = lines.indexOf(clue.line);
  return productTraced(lines.slice(Math.max(0, at - ABOVE), at + BELOW).map(({ text }) => text));
});
