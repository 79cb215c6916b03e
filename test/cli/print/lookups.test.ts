import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const onTerminal = (...words: string[]) => sitrepOn({ columns: 80, colour: false }, home, ...flags, ...words);
const inPipe = (...words: string[]) => sitrep(home, ...flags, ...words);

describe("search", () => {
  test("shows the first document in full and one line for each other, without marks", async () => {
    const { code, out } = await onTerminal("search", "payments-api", "OOMKilled");
    expect(code).toBe(0);
    expect(out).toMatch(/^ 1 {2}payments\/payments-oom\.md#L\d+-L\d+/m);
    expect(out).toContain("\n    Customer effect: checkout answers 502/503");
    expect(out).not.toMatch(/untrusted|matched/);
    const others = out.split("\n").slice(out.split("\n").findIndex((line) => line.startsWith(" 2  ")));
    expect(others.length).toBeGreaterThan(1);
    for (const [i, line] of others.entries()) {
      expect(line).toMatch(new RegExp(`^ ${i + 2}  \\S+\\.md#L`));
      expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  test("tells why when asked, and nothing when nothing matches", async () => {
    expect((await onTerminal("search", "--why", "payments-api OOMKilled")).out).toMatch(/matched: .*oomkilled/);
    const { code, out } = await onTerminal("search", "zebra unicorns");
    expect(code).toBe(4);
    expect(out).toMatch(/^No document covers this\..*$/);
  });

  test("keeps the marks around foreign text in a pipe, where an agent may read it", async () => {
    expect((await inPipe("search", "payments-api OOMKilled")).out).toContain("<untrusted from=");
  });
});

describe("a tool as a command", () => {
  test.each([
    { words: ["pods", "-n", "payments"], says: /payments-api/ },
    { words: ["events", "-n", "payments", "payments-api", "--since", "12h", "--limit", "3"], says: /payments-api/ },
    { words: ["alerts", "-n", "payments", "KubePodCrashLooping"], says: /KubePodCrashLooping/ },
    { words: ["alerts", "--filter", 'severity="critical"', "--filter", 'alertname=~"Nope.*"'], says: /no alerts?/i },
    { words: ["changes", "-n", "payments", "--hours", "6"], says: /128Mi/ },
    { words: ["logs", "-n", "payments", "checkout-8f8bfcfbc-f9jsj", "--limit", "2"], says: /2 kinds shown/ },
  ])("$words", async ({ words, says }) => {
    const { code, out, err } = await onTerminal(...words);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(says);
    expect(out).not.toContain("untrusted");
    expect(JSON.parse((await inPipe(...words, "--json")).out)).toBeTypeOf("object");
  });

  test("its flags are the tool's input, with kubectl's letters, and what they mean", async () => {
    const { out } = await inPipe("logs", "--help");
    expect(out).toMatch(/Usage: sitrep logs .*<pod>/);
    for (const flag of ["-n, --namespace <value>", "-c, --container <value>", "-p, --previous ", "--since <value>"])
      expect(out).toContain(flag);
    expect(out).not.toContain("max-tokens");
    expect((await inPipe("help", "logs")).out).toContain("-c, --container <value>");
  });

  test("a wrong value is refused by the tool's input check", async () => {
    const { code, out, err } = await inPipe("pods", "--limit", "many");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/limit: .*number/);
  });
});
