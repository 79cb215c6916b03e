import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withTranscript } from "../docs/transcript.ts";
import { main } from "../src/cli/main.ts";
import { Answer } from "../src/core/answer.ts";
import { localCaller } from "../src/core/caller.ts";
import { flatten } from "../src/core/finding.ts";
import { citationOf } from "../src/core/passage.ts";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "sitrep-demo-"));
  await cp("runbooks", path.join(dir, "runbooks"), { recursive: true });
  await cp("demo/capture", path.join(dir, "capture"), { recursive: true });
  expect((await sitrep("ingest")).code).toBe(0);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Runs the command line as a person would, in an empty home; what it prints is caught. */
async function sitrep(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const flags = [
    "--index",
    path.join(dir, "index"),
    "--audit",
    path.join(dir, "audit.jsonl"),
    "--runbooks",
    path.join(dir, "runbooks"),
  ];
  const terminal = {
    env: { HOME: dir },
    cwd: dir,
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
  };
  const code = await main([...flags, ...words], terminal);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

async function ask(capture = path.join(dir, "capture"), question = "what's wrong with payments?"): Promise<Answer> {
  const { out, code, err } = await sitrep("ask", question, "--json", "--capture", capture);
  expect(err).toBe("");
  expect([0, 3, 4]).toContain(code);
  return Answer.parse(JSON.parse(out));
}

test("the cause, the change behind it, and the dependants below it", async () => {
  const answer = await ask();
  expect(answer.verdict).toBe("broken");
  const [cause] = answer.findings;
  expect(cause).toMatchObject({
    code: "oom-killed",
    object: { kind: "Deployment", name: "payments-api" },
    confidence: "high",
  });
  const facts = answer.evidence.filter(({ id }) => cause?.evidence.includes(id)).map(({ text }) => text);
  expect(facts.join("\n")).toMatch(/memory limit lowered 512Mi → 128Mi in revision 7/);
  expect(facts.join("\n")).toMatch(/working set .* reached/);
  expect(flatten(cause?.symptoms ?? []).map(({ object }) => object.name)).toContain("checkout");
  expect(answer.findings).toHaveLength(1);
  expect(cause?.next[0]?.command).toBe("kubectl -n payments rollout undo deploy/payments-api --to-revision=6");
});

test("the README shows what it prints, times of the run apart", async () => {
  const readme = await readFile("README.md", "utf8");
  expect(await withTranscript(readme), "npm run gen writes it").toBe(readme);
});

test("the runbook for the cause by its lines, what is wrong in it, and the postmortem of the last time", async () => {
  const { passages, findings } = await ask();
  const runbook = passages.find(({ path }) => path === "payments/payments-oom.md");
  expect(runbook?.heading).toContain("Raise the limit back");
  expect(findings[0]?.passages[0]).toBe(runbook && citationOf(runbook));
  expect(runbook?.drift.join()).toContain("payments-batch");
  expect(passages.map(({ path }) => path)).toContain("postmortems/2026-03-14-payments-memory.md");
});

test("every statement's evidence and passage is in the answer", async () => {
  const { findings, evidence, passages } = await ask();
  const [facts, citations] = [new Set(evidence.map(({ id }) => id)), new Set(passages.map(citationOf))];
  for (const finding of flatten(findings)) {
    expect(finding.evidence.filter((id) => !facts.has(id))).toEqual([]);
    expect(finding.passages.filter((citation) => !citations.has(citation))).toEqual([]);
  }
});

test("the same input gives the same answer, times of the run apart", async () => {
  const [one, two] = [await ask(), await ask()];
  const timeless = ({ sources, ...rest }: Answer) => ({
    ...rest,
    sources: sources.map(({ source, status }) => ({ source, status })),
  });
  expect(timeless(one)).toEqual(timeless(two));
});

test("without Prometheus the cause stands, and the source is reported as missing", async () => {
  const capture = path.join(dir, "no-prometheus");
  await cp("demo/capture", capture, { recursive: true });
  await rm(path.join(capture, "prometheus"), { recursive: true });
  const answer = await ask(capture);
  expect(answer.findings[0]?.code).toBe("oom-killed");
  expect(answer.sources.find(({ source }) => source === "prometheus")?.status).toBe("not-configured");
});

test("a citation holds until its lines are edited", async () => {
  const { callTool, withCapture } = await tools();
  const { passages } = await ask();
  const runbook = passages.find(({ path }) => path === "payments/payments-oom.md");
  if (!runbook) throw new Error("no runbook");
  const citation = { citation: citationOf(runbook), hash: runbook.hash };
  for (const passage of passages)
    expect(await callTool("check_citation", { citation: citationOf(passage), hash: passage.hash })).toMatchObject({
      status: "holds",
    });
  const file = path.join(dir, "runbooks", runbook.path);
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("Raise the limit back, then find the leak", "Buy more memory"));
  expect(await callTool("check_citation", citation)).not.toMatchObject({ status: "holds" });
  await writeFile(file, text);
  await withCapture.close();
});

async function tools() {
  const { createApp } = await import("../src/app.ts");
  const flags = { index: path.join(dir, "index"), audit: "off", runbooks: [path.join(dir, "runbooks")] };
  const app = await createApp({
    flags,
    env: { HOME: dir },
    cwd: dir,
    capture: path.join(dir, "capture"),
    log: () => {},
  });
  const callTool = async (name: string, input: object) => {
    return (await app.call({ tool: name, input, caller: localCaller(), signal: AbortSignal.timeout(10_000) })).data;
  };
  return { callTool, withCapture: app };
}

test("max_tokens is kept, and what is left still cites only what is there", async () => {
  const { callTool, withCapture } = await tools();
  for (const max_tokens of [700, 1000, 2000]) {
    const data = await callTool("investigate", { question: "what's wrong with payments?", max_tokens });
    expect(JSON.stringify(data).length / 3).toBeLessThanOrEqual(max_tokens);
    expect(data).toMatchObject({ findings: [{ code: "oom-killed" }] });
  }
  await withCapture.close();
});

test.each([
  ["a folder that is no capture", async (at: string) => void (await cp("runbooks", at, { recursive: true }))],
  ["a folder that is not there", async () => {}],
  [
    "a damaged capture",
    async (at: string) => {
      await cp("demo/capture", at, { recursive: true });
      await writeFile(path.join(at, "kubernetes", "objects.json.gz"), "not json");
    },
  ],
])("%s is one clear error that says how to make one", async (name, make) => {
  const at = path.join(dir, name.replaceAll(" ", "-"));
  await make(at);
  const { code, err, out } = await sitrep("ask", "what's wrong with payments?", "--capture", at);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/capture/);
  expect(err).toContain("sitrep capture");
  expect(err.trim().split("\n").length).toBeLessThanOrEqual(2);
});

test("a kubeconfig without a server, an unknown name, an unknown namespace: each one clear error", async () => {
  const file = path.join(dir, "kubeconfig");
  await writeFile(
    file,
    "apiVersion: v1\nkind: Config\ncurrent-context: a\ncontexts: [{name: a, context: {cluster: a, user: a}}]\nclusters: []\nusers: [{name: a, user: {}}]\n",
  );
  const noServer = await sitrep("ask", "what's wrong with payments?", "--kubeconfig", file);
  expect(noServer.code).toBe(2);
  expect(noServer.err).toMatch(/server|cluster/);
  const unknown = await sitrep("ask", "what's wrong with billing?", "--capture", path.join(dir, "capture"));
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain("payments");
  const namespace = await sitrep("ask", "-n", "nope", "--capture", path.join(dir, "capture"));
  expect(namespace.code).toBe(2);
  expect(namespace.err).toContain('no namespace "nope"');
});

test("check refuses a deploy into a broken namespace", async () => {
  const { code, out } = await sitrep("check", "-n", "payments", "--capture", path.join(dir, "capture"));
  expect(code).toBe(3);
  expect(out).toMatch(/^no-go/);
});

test("every call is in the audit log, without its answer", async () => {
  const lines = (await readFile(path.join(dir, "audit.jsonl"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.some(({ tool, phase, outcome }) => tool === "investigate" && phase === "end" && outcome === "ok")).toBe(
    true,
  );
  expect(lines.some(({ phase, outcome }) => phase === "end" && outcome === "input")).toBe(true);
});

test.each([
  ["checkot", "payments/deploy/checkout"],
  ["node-2", "node/node-1"],
  ["KubePodCrashLoopin", "KubePodCrashLooping"],
])("%s is no question about the cluster: nothing is called so, and %s is offered", async (name, meant) => {
  const { code, out, err } = await sitrep("ask", name, "--capture", path.join(dir, "capture"));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(`Nothing here is called "${name}".`);
  expect(err).toContain(`Did you mean ${meant}?`);
});

test.each([
  ["payments-api-6b6bdcc59-zzzzz", /^"payments-api-6b6bdcc59-zzzzz" is gone; the Deployment "payments-api" makes such/],
  ["configmap payments-api", /^There is no ConfigMap "payments-api"; this is the Deployment of that name\. deploy\//],
  ["since 3 o'clock eu-west-17 fails", /^Nothing here is called "eu-west-17"; this is about the whole cluster\. The/],
])("%s: what is looked at in its place stands first", async (question, headline) => {
  expect((await ask(undefined, question)).headline).toMatch(headline);
});
