import { getEventListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { beforeAbort } from "../../src/core/before-abort.ts";

test("the work's answer or failure comes through, and no listener stays on the signal", async () => {
  const { signal } = new AbortController();
  expect(await beforeAbort(Promise.resolve(1), signal)).toBe(1);
  await expect(beforeAbort(Promise.reject(new Error("broken")), signal)).rejects.toThrow("broken");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("an abort comes first, and what fails after it is heard by nobody", async () => {
  const controller = new AbortController();
  const failsLater = async () => {
    await sleep(5);
    throw new Error("too late");
  };
  const waiting = beforeAbort(failsLater(), controller.signal);
  controller.abort(new Error("stopped"));
  await expect(waiting).rejects.toThrow("stopped");
  await expect(beforeAbort(failsLater(), controller.signal)).rejects.toThrow("stopped");
  await sleep(20);
});
