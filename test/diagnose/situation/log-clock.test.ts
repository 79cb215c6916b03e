import { expect, test } from "vitest";
import { ask, first, log, podsOf, type World, world } from "../world.ts";

/** A ready app whose last words, so many minutes ago, were that a server outside is not reached. */
function lastWords(minutes: number): World {
  const w = world();
  const line = "dial tcp db.example.com:5432: connect: connection refused";
  for (const { metadata } of podsOf(w, "ledger")) log(w, metadata.name, [line, line, line], { minutes });
  return w;
}

test("what was said when the logs were read, a while before the rest, is news", () => {
  expect(first(ask(lastWords(12)))).toBe("dependency-unavailable Deployment/ledger");
});

test("what was said long ago by a system that has been quiet since is none", () => {
  expect(ask(lastWords(120)).findings).toEqual([]);
});

test("where nothing tells how late it is but the logs, they are believed", () => {
  const w = lastWords(120);
  w.objects = w.objects.filter(({ kind }) => kind !== "Node");
  expect(first(ask(w))).toBe("dependency-unavailable Deployment/ledger");
});
