import { expect, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import { diagnosed } from "../cases/case.ts";
import { recordedCase, recordings } from "../cases/recorded.ts";

/** What only says that a program does not run well: the program's own words belong to it. */
const BARE = [
  "crash-looping",
  "pods-not-ready",
  "probe-failing",
  "crash-application-error",
  "not-ready-application-error",
];

test.each(recordings())("%s: what a program logged is cited where nothing else says why it fails", async (name) => {
  const item = await recordedCase(name);
  const { findings, evidence } = diagnosed(item);
  const logs = new Set(evidence.filter(({ kind }) => kind === "log").map(({ id }) => id));
  const logged = new Set(item.observations.logs.filter(({ lines }) => lines.length > 0).map(({ pod }) => pod));
  const silent = findings.flatMap((root) => {
    const all = flatten([root]);
    // A cause that quotes the same program's log has said it.
    const quoted = new Set(
      all.filter(({ evidence: own }) => own.some((id) => logs.has(id))).map(({ object }) => object.name),
    );
    return all.filter(
      ({ code, object }) =>
        BARE.includes(code) && [...logged].some((pod) => pod.startsWith(object.name)) && !quoted.has(object.name),
    );
  });
  expect(silent.map(({ code, object }) => `${code} ${object.name}`)).toEqual([]);
});
