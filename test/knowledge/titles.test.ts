import { expect, test } from "vitest";
import { isClaim } from "../../src/core/passage.ts";
import { libraryOf } from "../ingest/fixture.ts";

const DRAIN = "# How we drain a node\n\nCordon it, then evict the pods one by one.\n";
const OTHERS = {
  "manual/nodes.md":
    "# Nodes\n\n## Drain\n\nHow we drain a node: `kubectl drain`. A node is drained by who is on call.\n",
  "manual/disks.md": "# Disks\n\nDelete old logs or grow the volume.\n",
};

test.each([
  ["alone", {}],
  ["among others", OTHERS],
])("a document asked by its exact title is found, %s", async (_, others) => {
  const library = await libraryOf({ ...others, "manual/drain.md": DRAIN });
  for (const question of ["How we drain a node", "how we drain a node?"]) {
    const { coverage, passages } = await library.search(question);
    expect([isClaim(coverage), passages[0]?.path]).toEqual([true, "manual/drain.md"]);
    expect(passages[0]?.why[0]).toMatch(/title/);
  }
});

test("a title of one word is found by it; other words of the document are not its title", async () => {
  const library = await libraryOf({ "manual/gateway.md": "# Gateway\n\nIts certificate is renewed in spring.\n" });
  expect(isClaim((await library.search("gateway")).coverage)).toBe(true);
  expect(isClaim((await library.search("spring")).coverage)).toBe(false);
  expect(isClaim((await library.search("gateway to the moon")).coverage)).toBe(false);
});
