import { createHash } from "node:crypto";
import { appendFile, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Call, Handle } from "../../src/core/call.ts";
import { SitrepError } from "../../src/core/errors.ts";
import type { Effect, ToolInfo } from "../../src/core/tool.ts";
import { fileSink } from "../../src/governance/audit-file.ts";
import { type Governance, govern } from "../../src/governance/index.ts";
import { temporaryFolder } from "../ingest/fixture.ts";

const SECRET = ["hun", "ter2", "hun", "ter2"].join("");
const tool = (name: string, effect: Effect, rest: Partial<ToolInfo> = {}): [string, ToolInfo] => [
  name,
  { name, title: "A tool", description: "", effect, input: z.object({}), output: z.object({}), ...rest },
];
const TOOLS = new Map([
  tool("get_pod_logs", "read"),
  tool("kubectl", "read"),
  tool("propose_rollback", "propose"),
  tool("ingest", "operate"),
  tool("doctor", "operate", { checksAudit: true }),
]);
const call = (rest: Partial<Call> = {}): Call => ({
  tool: "get_pod_logs",
  input: { pod: "ledger-0" },
  caller: { id: "ana", session: "s1" },
  signal: new AbortController().signal,
  ...rest,
});

/** The real stages around a handler, with what they wrote down. */
function governed(handle: Handle, rest: Partial<Governance> = {}) {
  const lines: Record<string, unknown>[] = [];
  const logged: unknown[][] = [];
  const run = govern(
    {
      tools: TOOLS,
      log: (...entry) => void logged.push(entry),
      audit: async (line) => void lines.push(line),
      limits: { perSession: 100, perTool: 100, atOnce: 8 },
      effects: ["read"],
      ...rest,
    },
    handle,
  );
  return { run, lines, logged };
}
const fine: Handle = async () => ({ data: { ready: true }, text: "ready" });
const refusal = (kind: string) => expect.objectContaining({ kind });

describe("what changes something", () => {
  test.each([
    { tool: "propose_rollback", effect: "propose" },
    { tool: "ingest", effect: "operate" },
  ])("is refused where only reading is allowed, and its handler never runs: $tool", async ({ tool, effect }) => {
    const handle = vi.fn(fine);
    const { run, lines } = governed(handle);
    await expect(run(call({ tool }))).rejects.toEqual(refusal("denied"));
    expect(handle).not.toHaveBeenCalled();
    expect(lines.map((line) => [line.phase, line.outcome, line.effect])).toEqual([
      ["begin", undefined, effect],
      ["end", "denied", effect],
    ]);
  });

  test.each([
    { namespaces: ["billing"], input: { namespace: "payments" }, says: "may not read namespace payments" },
    { namespaces: [], input: {}, says: "may read no namespace" },
  ])("is not asked for by who may not read it: $says", async ({ namespaces, input, says }) => {
    const handle = vi.fn(fine);
    const { run } = governed(handle);
    await expect(run(call({ input, caller: { id: "ana", session: "s1", namespaces } }))).rejects.toThrow(says);
    expect(handle).not.toHaveBeenCalled();
  });

  test("goes through where it was switched on", async () => {
    const { run } = governed(fine, { effects: ["read", "propose"] });
    await expect(run(call({ tool: "propose_rollback" }))).resolves.toMatchObject({ text: "ready" });
  });
});

describe("the audit log", () => {
  test("says who asked what when, how it ended, and proves the answer without keeping it", async () => {
    const { run, lines } = governed(fine);
    await run(call());
    await run(call());
    const [begin, end, , again] = lines;
    expect(begin).toMatchObject({ phase: "begin", caller: "ana", session: "s1", tool: "get_pod_logs", effect: "read" });
    expect(end).toMatchObject({
      phase: "end",
      outcome: "ok",
      id: begin?.id,
      result: expect.stringMatching(/^sha256:/),
    });
    expect(Date.parse(String(begin?.time))).toBeGreaterThan(0);
    expect(again?.result).toBe(end?.result);
    expect(JSON.stringify(lines)).not.toContain("ready");
  });

  test("holds no secret of the input", async () => {
    const { run, lines } = governed(fine);
    await run(call({ input: { query: `password=${SECRET}` } }));
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });

  test("has a line for what was refused and what broke", async () => {
    const { run, lines } = governed(async () => {
      throw new SitrepError("unavailable", "kubernetes did not answer");
    });
    await expect(run(call())).rejects.toEqual(refusal("unavailable"));
    expect(lines.at(-1)).toMatchObject({ outcome: "unavailable", error: "kubernetes did not answer" });
  });

  test("that cannot be written refuses the call before anything is read", async () => {
    const blocked = path.join(temporaryFolder(), "a-file");
    await writeFile(blocked, "");
    const handle = vi.fn(fine);
    const { run } = governed(handle, { audit: fileSink(path.join(blocked, "audit.jsonl")) });
    await expect(run(call())).rejects.toMatchObject({ kind: "setup", hint: expect.stringContaining("--audit") });
    expect(handle).not.toHaveBeenCalled();
  });

  test("has a line for a tool that is not there, in which the caller's words are one line", async () => {
    const { run, lines } = governed(async () => {
      throw new SitrepError("input", "There is no such tool.");
    });
    await expect(run(call({ tool: "rm -rf /\n{}" }))).rejects.toEqual(refusal("input"));
    expect(lines).toMatchObject([
      { phase: "begin", tool: "rm -rf / {}", effect: "none" },
      { phase: "end", outcome: "input" },
    ]);
  });

  test("proves a large input by its hash, and does not keep it", async () => {
    const { run, lines } = governed(fine);
    const input = { question: "word ".repeat(6_000) };
    await run(call({ input }));
    const text = JSON.stringify(input);
    expect(lines[0]?.input).toEqual({
      sha256: createHash("sha256").update(text).digest("hex"),
      characters: text.length,
    });
    expect(JSON.stringify(lines).length).toBeLessThan(2_000);
  });

  test.each([
    ["one long word", { question: "a".repeat(1_000_000) }],
    ["many values", { list: Array.from({ length: 2_000 }, (_, i) => i) }],
    ["long names", { ["k".repeat(40_000)]: 1 }],
  ])("keeps the hash of what is refused for its size, and nothing else reads it: %s", async (_, input) => {
    const handle = vi.fn(fine);
    const { run, lines } = governed(handle, { limits: { perSession: 1, perTool: 1, atOnce: 8 } });
    await expect(run(call({ input }))).rejects.toEqual(refusal("input"));
    expect(handle).not.toHaveBeenCalled();
    expect(lines[0]?.input).toMatchObject({ characters: JSON.stringify(input).length });
    await expect(run(call())).resolves.toMatchObject({ text: "ready" });
  });

  test("that cannot be written stops every call but the one that says so", async () => {
    const blocked = path.join(temporaryFolder(), "a-file");
    await writeFile(blocked, "");
    const { run } = governed(fine, {
      audit: fileSink(path.join(blocked, "audit.jsonl")),
      effects: ["read", "operate"],
    });
    await expect(run(call({ tool: "ingest" }))).rejects.toEqual(refusal("setup"));
    await expect(run(call({ tool: "doctor" }))).resolves.toMatchObject({ text: "ready" });
  });

  test("loses no line after one that a full disk cut in half", async () => {
    const file = path.join(temporaryFolder(), "audit.jsonl");
    const { run } = governed(fine, { audit: fileSink(file) });
    await run(call());
    await appendFile(file, '{"phase":"begin","tool":"get_po');
    await run(call());
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    expect(lines).toHaveLength(5);
    expect(
      lines.filter((line) => line !== '{"phase":"begin","tool":"get_po').map((line) => JSON.parse(line).phase),
    ).toEqual(["begin", "end", "begin", "end"]);
  });

  test("is a file of JSON lines that only its owner reads", async () => {
    const file = path.join(temporaryFolder(), "new", "audit.jsonl");
    const { run } = governed(fine, { audit: fileSink(file) });
    await Promise.all(Array.from({ length: 20 }, () => run(call())));
    const lines = (await readFile(file, "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(40);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(20);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

describe("limits", () => {
  test("stop a session that asks too often, say when to come back, and leave others alone", async () => {
    const { run } = governed(fine, { limits: { perSession: 3, perTool: 100, atOnce: 8 } });
    for (let i = 0; i < 3; i++) await run(call());
    await expect(run(call())).rejects.toMatchObject({ kind: "limited", hint: expect.stringMatching(/again in \d+ s/) });
    await expect(run(call({ caller: { id: "ben", session: "s2" } }))).resolves.toBeDefined();
  });

  test("of one tool leave the others of the session", async () => {
    const { run, lines } = governed(fine, { limits: { perSession: 100, perTool: 1, atOnce: 8 } });
    await run(call());
    await expect(run(call())).rejects.toThrow(/1 calls of get_pod_logs/);
    await expect(run(call({ tool: "kubectl" }))).resolves.toBeDefined();
    expect(lines.filter(({ outcome }) => outcome === "limited")).toHaveLength(1);
  });
});

describe("calls at once", () => {
  /** A handler that ends when it is told to. */
  function slow() {
    const ends: (() => void)[] = [];
    const begun: string[] = [];
    const handle: Handle = async ({ caller }) => {
      begun.push(caller.id);
      await new Promise<void>((resolve) => ends.push(resolve));
      return { data: {}, text: "" };
    };
    return { handle, begun, endOne: () => ends.shift()?.() };
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const by = (id: string) => call({ caller: { id, session: id } });

  test("of a caller who asks without waiting run a few, some wait, the rest are told when to come back", async () => {
    const { handle, begun, endOne } = slow();
    const { run, lines } = governed(handle, { limits: { perSession: 1_000, perTool: 1_000, atOnce: 2 } });
    const asked = Array.from({ length: 20 }, () => run(by("runaway")));
    const refused = asked
      .slice(6)
      .map((answer) => expect(answer).rejects.toMatchObject({ kind: "limited", retryAfterS: expect.any(Number) }));
    await Promise.all(refused);
    expect(begun).toHaveLength(2);
    const other = run(by("ana"));
    await settle();
    expect(begun.at(-1)).toBe("ana");
    for (let i = 0; i < 7; i++) {
      endOne();
      await settle();
    }
    await Promise.all([...asked.slice(0, 6), other]);
    expect(lines.filter(({ outcome }) => outcome === "limited")).toHaveLength(14);
  });

  test("that are cancelled while they wait never begin, and give their place to the next", async () => {
    const { handle, begun, endOne } = slow();
    const { run } = governed(handle, { limits: { perSession: 1_000, perTool: 1_000, atOnce: 1 } });
    const first = run(by("ana"));
    const gone = new AbortController();
    const second = run({ ...by("ana"), signal: gone.signal });
    const third = run(by("ana"));
    await settle();
    gone.abort();
    await expect(second).rejects.toThrow(/cancelled/);
    endOne();
    await first;
    await settle();
    endOne();
    await third;
    expect(begun).toHaveLength(2);
  });
});

describe("what comes out", () => {
  test("is redacted and cleaned once more, whatever the handler forgot", async () => {
    const { run } = governed(async () => ({
      data: { lines: [`password=${SECRET}`] },
      text: `\u001b[31mpassword=${SECRET}\u001b[0m`,
    }));
    const { data, text } = await run(call());
    expect(JSON.stringify([data, text])).not.toContain(SECRET);
    expect(text).toMatch(/^password=\[redacted:\w{4}\]$/);
  });

  test("of a bug is an id for the caller and the details for the log", async () => {
    const { run, logged } = governed(async () => {
      throw new TypeError(`cannot read ${SECRET}`);
    });
    const error = await run(call()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SitrepError);
    const id = /Internal error (\w+)/.exec(String(error))?.[1] ?? "none";
    expect(String(error)).not.toContain(SECRET);
    expect(String(logged[0]?.[0])).toContain(id);
    expect(logged[0]?.[1]).toBeInstanceOf(TypeError);
  });

  test("of a call that was cancelled says so, and is no bug", async () => {
    const abort = new AbortController();
    const { run, logged } = governed(async () => {
      abort.abort();
      throw new Error("socket closed");
    });
    await expect(run(call({ signal: abort.signal }))).rejects.toThrow(/was cancelled/);
    expect(logged).toEqual([]);
  });
});
