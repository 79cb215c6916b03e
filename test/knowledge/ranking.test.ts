import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import type { Query } from "../../src/knowledge/rank/question.ts";
import { ingestAll, libraryOf, reader, temporaryFolder } from "../ingest/fixture.ts";

const DOCUMENTS = {
  "runbooks/KubePodNotReady.md": "# KubePodNotReady\n\n## Meaning\n\nA pod is not ready for longer than 15 minutes.\n",
  "team-b/KubePodNotReady.md":
    "# Pods of team B\n\n## Diagnosis\n\nRead the events of the pod, then its readiness probe.\n",
  "runbooks/image-pull.md":
    "# Images cannot be pulled\n\nErrImagePull and ImagePullBackOff: the registry refuses, or the tag does not exist.\n",
  "runbooks/trust.md":
    "# Trust between services\n\n## Symptoms\n\nLogs say `x509: certificate signed by unknown authority`.\n\n## Mitigation\n\nMount the new bundle.\n",
  "runbooks/disk.md": "# Disk is full\n\nFind what fills the filesystem, delete old logs.\n",
  "runbooks/ready-queue.md": "# The ready queue of the scheduler\n\nJobs that are ready wait for a free slot.\n",
};

test.each<[string, Partial<Query>, string | RegExp]>([
  ["a code", { terms: ["image-pull-backoff"], text: "Image cannot be pulled" }, "runbooks/image-pull.md"],
  ["a log signature", { text: "tls: x509: certificate signed by unknown authority" }, "runbooks/trust.md"],
  ["an alert", { alerts: ["KubePodNotReady"], text: "pods wait" }, /KubePodNotReady/],
  ["an object and its condition", { text: "no space left on device", services: ["ledger-db"] }, "runbooks/disk.md"],
])("%s finds its page first", async (_, query, expected) => {
  const library = await libraryOf(DOCUMENTS);
  expect((await library.search(query)).passages[0]?.path).toMatch(expected);
});

test("an alert's text finds the same with the values of any moment in it", async () => {
  const library = await libraryOf(DOCUMENTS);
  const find = async (text: string) => (await library.search(text)).passages.map(({ path, score }) => [path, score]);
  const plain = await find("Pod has been in a non-ready state for longer than on cluster .");
  expect(
    await find("Pod shop/cart-6c8d9b7f45-kx7zq has been in a non-ready state for longer than 15m on cluster eu-1."),
  ).toEqual(plain);
});

test("an alert that only a row of a table names is found there by its name, before pages that are like it in words", async () => {
  const row = (name: string) => `| ${name} | ${"Look at the consumers and at what they wait for. ".repeat(4)}|`;
  const names = ["LedgerReplicaLate", "ReadyQueueStuck", "MailBounces", "ImageCacheCold", "TrustBundleOld", "DiskSlow"];
  const library = await libraryOf({
    ...DOCUMENTS,
    "catalogue.md": `# All alerts\n\n| alert | what to do |\n|---|---|\n${names.map(row).join("\n")}\n`,
  });
  for (const query of ["ReadyQueueStuck", { alerts: ["ReadyQueueStuck"] }]) {
    const { passages, coverage } = await library.search(query);
    const [first] = passages;
    expect(coverage).not.toBe("none");
    expect(first?.path).toBe("catalogue.md");
    expect(first?.text).toContain("| ReadyQueueStuck |");
    expect(first?.why.join()).toContain("readyqueuestuck");
  }
});

test("pages about one alert stand together, whoever wrote them", async () => {
  const library = await libraryOf(DOCUMENTS);
  const { passages } = await library.search("KubePodNotReady");
  expect(passages.slice(0, 2).map(({ path }) => path)).toEqual([
    "runbooks/KubePodNotReady.md",
    "team-b/KubePodNotReady.md",
  ]);
});

test("ranking depends on the documents alone, not on the order or the runs in which they were indexed", async () => {
  const library = await libraryOf(DOCUMENTS);
  const questions = ["pod is not ready", "certificate unknown authority", "delete old logs", "KubePodNotReady"];
  const rank = async (of: Pick<typeof library, "search">) =>
    Promise.all(
      questions.map(async (question) =>
        (await of.search(question)).passages.map(({ path, lines, score }) => ({ path, lines, score })),
      ),
    );
  const before = await rank(library);
  const file = path.join(library.folder, "runbooks/disk.md");
  await rm(file);
  await ingestAll({ folders: [library.folder], dir: library.dir });
  await writeFile(file, DOCUMENTS["runbooks/disk.md"]);
  await ingestAll({ folders: [library.folder], dir: library.dir });
  expect(await rank(reader(library.dir, library.folder))).toEqual(before);
  const fresh = path.join(temporaryFolder(), "index");
  await ingestAll({ folders: [library.folder], dir: fresh });
  expect(await rank(reader(fresh, library.folder))).toEqual(before);
});

test("a page of another alert is related at most, however alike its words are", async () => {
  const library = await libraryOf({
    ...DOCUMENTS,
    "runbooks/NodeDiskSpaceLow.md": "# NodeDiskSpaceLow\n\nThe disk of a node is nearly full.\n",
  });
  expect(["related", "none"]).toContain((await library.search("NodeMemoryPressureHigh")).coverage);
  expect(["runbook", "likely"]).toContain((await library.search("NodeDiskSpaceLow")).coverage);
});

test("a manual that tells how is related, although it is no runbook; what it does not speak of, nothing covers", async () => {
  const library = await libraryOf({
    ...DOCUMENTS,
    "manual/nodes.md":
      "# Nodes\n\n## Drain a node\n\nTo drain a node before you work on it, run `kubectl drain NODE`.\n",
  });
  const { coverage, passages } = await library.search("how do I drain a node");
  expect([coverage, passages[0]?.path, passages[0]?.kind]).toEqual(["related", "manual/nodes.md", "doc"]);
  expect((await library.search("how do I paint a fence")).coverage).toBe("none");
});

test("what is said in an engineer's own words is not missing from a page that says it in the trade's", async () => {
  const library = await libraryOf({
    ...DOCUMENTS,
    "runbooks/crash-loop.md":
      "# CrashLoopBackOff\n\nThe container of a pod stops, and the restart is put off longer each time.\n",
  });
  const inWords = await library.search("pod keeps dying");
  expect(inWords.passages[0]?.path).toBe("runbooks/crash-loop.md");
  const unexplained = await library.search("pod turns purple");
  expect(inWords.probability).toBeGreaterThan(unexplained.probability);
});

test.each([
  ["Cart store shop/store-3 got a corrupted TSDB WAL.", "StoreTSDBWALCorrupted"],
  ["Cart store shop/store-3 is failing to create a TSDB checkpoint.", "StoreTSDBCheckpointCreationFailed"],
])("in one page for all alerts, %j is the section %s", async (text, section) => {
  const told = {
    StoreUnhealthy: "Nobody can use it. Look at the probes.",
    StoreTSDBCheckpointCreationFailed: "A store of TSDB got a failure when it wrote the checkpoint to disk.",
    StoreTSDBWALCorrupted: "Part of the log cannot be read.",
  };
  const sections = Object.entries(told).map(
    ([name, meaning]) => `## ${name}\n\n${meaning} ${"Ask the team that owns it. ".repeat(9)}\n`,
  );
  const library = await libraryOf({ ...DOCUMENTS, "store/runbook.md": `# Store\n\n${sections.join("\n")}` });
  const [first] = (await library.search(text)).passages;
  expect([first?.path, first?.heading]).toEqual(["store/runbook.md", section]);
});

test.each<[string, string, string, Record<string, string>]>([
  [
    "its title",
    "StoreUnhealthy",
    "runbook",
    { "alerts/StoreUnhealthy.md": "# StoreUnhealthy\n\nLook at the probes.\n" },
  ],
  ["a heading", "StoreUnhealthy", "runbook", { "runbook.md": "# Store\n\n## StoreUnhealthy\n\nProbes.\n" }],
  ["front matter", "StoreUnhealthy", "runbook", { "a.md": "---\nalerts: [StoreUnhealthy]\n---\n# Store\n\nProbes.\n" }],
  ["a heading", "StoreUnhealthy fires again", "likely", { "runbook.md": "# Store\n\n## StoreUnhealthy\n\nProbes.\n" }],
  [
    "a sentence",
    "StoreUnhealthy",
    "related",
    { "runbook.md": "# Bus\n\n## Queues\n\nSilence StoreUnhealthy first.\n" },
  ],
])("a runbook with the alert's name in %s, asked %j, is at least %s", async (_, question, coverage, documents) => {
  const words = ["none", "related", "likely", "runbook"];
  for (const around of [DOCUMENTS, {}]) {
    const found = (await (await libraryOf({ ...around, ...documents })).search(question)).coverage;
    expect(words.slice(words.indexOf(coverage))).toContain(found);
  }
});

test("a sentence that names a kind of object asks for no alert of that name", async () => {
  const library = await libraryOf({
    ...DOCUMENTS,
    "runbooks/objects.md": "# Objects we use\n\n## PersistentVolumeClaim\n\nAsk the storage team.\n",
  });
  const { coverage } = await library.search(
    "trains to the coast leave late today: somebody painted a PersistentVolumeClaim green, then went home for dinner",
  );
  expect(["related", "none"]).toContain(coverage);
});

test("a word that stands in one document by chance makes it no answer", async () => {
  const library = await libraryOf({ ...DOCUMENTS, "runbooks/mail.md": "# Mail bounces\n\nSee who got none today.\n" });
  for (const question of ["lunch menu of today", "who got the parking permit"])
    expect((await library.search(question)).coverage).toBe("none");
  expect((await library.search("mail bounces today")).coverage).not.toBe("none");
});

test("one document alone is no answer to whatever is asked", async () => {
  const library = await libraryOf({
    "runbook.md": "# Store\n\n## StoreUnhealthy\n\nThe pods of the store are not ready. Look at the probes.\n",
  });
  expect((await library.search("the store's pods are not ready")).passages[0]?.heading).toBe("StoreUnhealthy");
  for (const question of [
    "the printer on floor 3 is broken",
    "invoice 17 is wrong",
    "the pods of the mail bus are evicted",
  ])
    expect(["related", "none"]).toContain((await library.search(question)).coverage);
});

const MANUAL = {
  "docs/cpu-limits.md":
    "# CPU limits of containers\n\nContainers with a CPU limit are throttled by the kernel. Throttled containers use quota periods.\n",
  "runbooks/CPUThrottlingHigh.md":
    "# CPUThrottlingHigh\n\n## Meaning\n\nContainers are throttled.\n\n## Mitigation\n\nRaise the CPU limit.\n",
  "runbooks/QueueConsumersGone.md": "# QueueConsumersGone\n\n## Meaning\n\nNobody reads the queue.\n",
  "docs/queues.md": "# Queues\n\nA queue has consumers.\n",
};

test("trouble leads to the runbook, how something is done to the manual", async () => {
  const library = await libraryOf(MANUAL);
  const first = async (text: string) => (await library.search({ text })).passages[0]?.path;
  expect(await first("containers cpu throttled")).toBe("runbooks/CPUThrottlingHigh.md");
  expect(await first("how do cpu limits of containers work")).toBe("docs/cpu-limits.md");
});

test("words of a hurry change nothing, and a title that says all that was asked is claimed", async () => {
  const library = await libraryOf(MANUAL);
  const hurried = await library.search({ text: "hey, queue consumers all gone again now, pls help" });
  expect(hurried.passages[0]?.path).toBe("runbooks/QueueConsumersGone.md");
  expect(["runbook", "likely"]).toContain(hurried.coverage);
});
