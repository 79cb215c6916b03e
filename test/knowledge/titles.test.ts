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

test.each([
  ["the words of its title", "payments queue full"],
  ["its file's name", "payments-queue"],
  ["an alert that it names for all of itself", "QueueGrows"],
])("a document asked by %s begins at its beginning, not at the step that repeats the title", async (_, question) => {
  const step = (name: string, text: string) => `## ${name}\n\n${`${text} `.repeat(12)}\n\n`;
  const library = await libraryOf({
    ...OTHERS,
    "runbooks/payments-queue.md": `---\nalerts: [QueueGrows]\n---\n# Payments queue is full\n\n${step("Look", "Ask for the number of messages that wait.")}${step("What not to do when the payments queue is full", "Do not purge the payments queue when QueueGrows fires.")}`,
  });
  const { passages } = await library.search(question);
  expect([passages[0]?.path, passages[0]?.heading]).toEqual(["runbooks/payments-queue.md", "Look"]);
});

test("a section whose name is what was asked is meant, although the title has the words too", async () => {
  const library = await libraryOf({
    ...OTHERS,
    "runbooks/members.md": `# Drain and replace members\n\n## Replace\n\n${"Start a new member, then wait for it. ".repeat(10)}\n\n## Drain\n\n${"Move the load away from the member. ".repeat(10)}\n`,
  });
  expect((await library.search("drain")).passages.find(({ path }) => path.endsWith("members.md"))?.heading).toBe(
    "Drain",
  );
});
