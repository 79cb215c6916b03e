import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineTool } from "../../src/core/tool.ts";
import { runTool } from "../../src/governance/run-tool.ts";

const echo = defineTool({
  name: "echo",
  title: "Echo",
  description: "Says what it was asked with",
  effect: "read",
  needs: {},
  input: z.object({
    name: z.string().optional(),
    limit: z.int().min(1).max(10).default(3),
    hours: z.number().optional(),
    previous: z.boolean().optional(),
    note: z.string().nullable().optional(),
    required: z.string().default("there"),
    must: z.string(),
  }),
  output: z.object({ input: z.record(z.string(), z.unknown()) }),
  cut: [],
  handler: async (input) => ({ input }),
  render: () => "",
});

async function received(input: Record<string, unknown>) {
  const run = runTool(new Map([["echo", echo]]), () => ({}));
  const call = { tool: "echo", input: { must: "be", ...input }, caller: { id: "ana", session: "s" } };
  return (await run({ ...call, signal: new AbortController().signal })).data.input;
}

describe("a client that writes what it means is understood", () => {
  test.each([
    { wrote: { limit: "5" }, meant: { limit: 5 } },
    { wrote: { hours: "0.5" }, meant: { hours: 0.5 } },
    { wrote: { previous: "true" }, meant: { previous: true } },
    { wrote: { previous: "false" }, meant: { previous: false } },
    { wrote: { name: "5" }, meant: { name: "5" } },
    { wrote: { max_tokens: "900" }, meant: {} },
    { wrote: { note: null }, meant: { note: null } },
  ])("$wrote", async ({ wrote, meant }) => {
    await expect(received(wrote)).resolves.toEqual({ must: "be", limit: 3, required: "there", ...meant });
  });

  test("null is absent, with its default", async () => {
    const nothing = { name: null, limit: null, hours: null, previous: null, required: null, max_tokens: null };
    await expect(received(nothing)).resolves.toEqual({ must: "be", limit: 3, required: "there" });
  });
});

test.each([
  { limit: "many" },
  { limit: "" },
  { limit: "0x5" },
  { limit: "11" },
  { limit: true },
  { previous: "yes" },
  { name: 5 },
  { must: null },
  { nam: null },
])("%j is refused, and named", async (wrong) => {
  const [name = ""] = Object.keys(wrong);
  await expect(received(wrong)).rejects.toMatchObject({ kind: "input", message: expect.stringContaining(name) });
});
