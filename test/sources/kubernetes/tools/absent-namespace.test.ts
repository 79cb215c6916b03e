import { expect, test } from "vitest";
import { getRecentEvents } from "../../../../src/sources/kubernetes/tools/get-recent-events.ts";
import { listFailingPods } from "../../../../src/sources/kubernetes/tools/list-failing-pods.ts";
import { listWorkloads } from "../../../../src/sources/kubernetes/tools/list-workloads.ts";
import { getChanges } from "../../../../src/tools/changes/get-changes.ts";
import { recording } from "../recording.ts";
import { call } from "./call.ts";

const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
const TOOLS = [listFailingPods, listWorkloads, getRecentEvents, getChanges];

test.each(TOOLS)("$name of a misspelt namespace is an error that names the one that was meant", async (tool) => {
  const reader = await recording([namespace("payments"), namespace("search")]);
  await expect(call(tool, reader, { namespace: "paymnets" })).rejects.toMatchObject({
    kind: "input",
    message: 'There is no namespace "paymnets".',
    hint: "Did you mean payments?",
  });
});

test.each(TOOLS)(
  "$name of a namespace with nothing in it, or where namespaces are not told, is empty",
  async (tool) => {
    const empty = await recording([namespace("payments")]);
    const untold = await recording([]);
    for (const reader of [empty, untold])
      expect((await call(tool, reader, { namespace: "payments" })).text).toMatch(/^(?:no |0 of 0)/);
  },
);
