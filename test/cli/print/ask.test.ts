import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Page } from "../../../src/cli/print/page.ts";
import { wantsColour } from "../../../src/cli/print/paint.ts";
import { sitrep, sitrepOn } from "../run.ts";

let home: string;
let flags: string[];

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "sitrep-print-"));
  flags = ["--index", "index", "--audit", "off", "--runbooks", path.resolve("runbooks")];
  flags.push("--capture", path.resolve("demo/capture"));
  expect(await sitrep(home, ...flags, "ingest")).toMatchObject({ code: 0, err: "" });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test("a bare name is asked about", async () => {
  const { code, out } = await sitrep(home, ...flags, "payments", "--why");
  expect(code).toBe(3);
  expect(out).toMatch(/^payments is broken[\s\S]*matched: /);
});

const ask = (columns: number | undefined, colour: boolean, ...words: string[]) =>
  sitrepOn({ columns, colour }, home, ...flags, "ask", "what's wrong with payments?", ...words);

test("24 lines of 80 columns hold the cause, what to do, what shows it and the runbook", async () => {
  const { out } = await ask(80, false);
  const screen = out.split("\n").slice(0, 24).join("\n");
  for (const needed of [
    "payments is broken",
    "ROOT CAUSE  deploy/payments-api  (oom-killed, high confidence)",
    "kubectl -n payments rollout undo deploy/payments-api --to-revision=6",
    "memory limit lowered 512Mi → 128Mi in revision 7 [e2]",
    "payments/payments-oom.md#L58-L72",
  ])
    expect(screen).toContain(needed);
  expect(screen.indexOf("Next")).toBeLessThan(screen.indexOf("Evidence"));
});

test("prose keeps to the terminal's width; a command stays on one line, to be copied", async () => {
  const { out } = await ask(80, false);
  const long = out.split("\n").filter((line) => line.length > 80);
  for (const line of long) expect(line).toMatch(/^ +(?:Next +|\[e\d+\].* )?(?:kubectl|max by) /);
  expect(out).toContain(
    "--to-revision=6\n             # Undo the rollout that lowered the limit; modifies the cluster,",
  );
});

test("why a document was chosen is told when asked", async () => {
  expect((await ask(80, false)).out).not.toContain("matched");
  expect((await ask(80, false, "--why")).out).toMatch(/matched: title: .*payments-api/);
});

test("colour adds nothing to the words", async () => {
  const [plain, coloured] = [(await ask(100, false)).out, (await ask(100, true)).out];
  const timeless = (text: string) => text.replace(/\(\d+ ms\)|indexed .*? ago/g, "…").replace(/\s+/g, " ");
  expect(timeless(stripVTControlCharacters(coloured))).toBe(timeless(plain));
  expect(coloured).toContain("\u001b[1m\u001b[31mpayments is broken");
});

test("escapes in a text from outside never reach the terminal", () => {
  const page = new Page({ columns: 80, colour: false });
  const poisoned = "ready\u001b]0;owned\u0007\u001b[2J\r\nnow";
  page.prose("", poisoned).command("  ", poisoned, poisoned).block("  ", poisoned);
  expect(page.toString()).toBe("ready now\n  ready now   # ready now\n  ready\n  now");
});

test("into a pipe nothing is wrapped", async () => {
  const { out } = await ask(undefined, false);
  expect(out.split("\n")[0]?.length).toBeGreaterThan(100);
});

test.each([
  { env: {}, terminal: true, colour: true },
  { env: {}, terminal: false, colour: false },
  { env: { NO_COLOR: "1" }, terminal: true, colour: false },
  { env: { NO_COLOR: "" }, terminal: true, colour: true },
  { env: { TERM: "dumb" }, terminal: true, colour: false },
  { env: { FORCE_COLOR: "1" }, terminal: false, colour: true },
  { env: { FORCE_COLOR: "0" }, terminal: true, colour: false },
  { env: { FORCE_COLOR: "", TERM: "dumb" }, terminal: false, colour: true },
])("colour with $env, terminal $terminal: $colour", ({ env, terminal, colour }) => {
  expect(wantsColour(env, terminal)).toBe(colour);
});
