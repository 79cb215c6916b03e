import { expect, test } from "vitest";
import type { KubernetesReader, ListKind } from "../../../../src/sources/kubernetes/reader.ts";
import { getRecentEvents } from "../../../../src/sources/kubernetes/tools/get-recent-events.ts";
import { kubectl } from "../../../../src/sources/kubernetes/tools/kubectl.ts";
import { listWorkloads } from "../../../../src/sources/kubernetes/tools/list-workloads.ts";
import { recording } from "../recording.ts";
import { SHOP } from "../shop.ts";
import { call } from "./call.ts";

/** The shop in a cluster of which only the beginning is read. */
async function cut(): Promise<KubernetesReader> {
  const reader = await recording(SHOP);
  const list: ListKind = async (kind, query, signal) => ({
    ...(await reader.list(kind, query, signal)),
    status: "limited",
    detail: "only the first 25000 were read",
  });
  return { ...reader, list: list as KubernetesReader["list"] };
}

test.each([
  [listWorkloads, {}, "Deployment"],
  [getRecentEvents, { since: "30d" }, "Event"],
  [kubectl, { command: "get pods -A" }, "Pod"],
])("$name says when it was told only a part", async (tool, input, kind) => {
  const { data, text } = await call(tool, await cut(), input);
  expect(data.omitted).toContainEqual(expect.stringMatching(`${kind}.*: only the first 25000 were read`));
  expect(text).toContain("only the first 25000 were read");
});
