import { expect, test } from "vitest";
import { FairQueue } from "../../src/core/fair-queue.ts";

const NEVER = new AbortController().signal;

test("who brings much does not hold up who brings little", async () => {
  const queue = new FairQueue({ max: 4, perCaller: 3, of: "questions" });
  const ended: string[] = [];
  const work = (name: string) => () =>
    new Promise<void>((resolve) => setImmediate(resolve)).then(() => void ended.push(name));
  const many = Array.from({ length: 200 }, () => queue.run("runaway", work("runaway"), NEVER));
  const few = Array.from({ length: 5 }, () => queue.run("ana", work("ana"), NEVER));
  const other = queue.run("ben", work("ben"), NEVER);
  await Promise.all([...many, ...few, other]);
  expect(ended).toHaveLength(206);
  expect(ended.indexOf("ben")).toBeLessThan(12);
  expect(ended.lastIndexOf("ana")).toBeLessThan(40);
});

test("never more run than may, of one caller nor of all, also when work fails or is given up", async () => {
  const queue = new FairQueue({ max: 3, perCaller: 2, of: "questions" });
  const running = new Map<string, number>();
  const most = { all: 0, one: 0 };
  const count = (name: string, by: number) => running.set(name, (running.get(name) ?? 0) + by);
  const asked = Array.from({ length: 120 }, (_, i) => {
    const name = `caller-${i % 3}`;
    const stop = new AbortController();
    if (i % 5 === 0) setTimeout(() => stop.abort(), i % 7);
    const work = async () => {
      count(name, 1);
      most.one = Math.max(most.one, running.get(name) ?? 0);
      most.all = Math.max(
        most.all,
        [...running.values()].reduce((sum, n) => sum + n, 0),
      );
      await new Promise((resolve) => setTimeout(resolve, i % 3));
      count(name, -1);
      if (i % 4 === 0) throw new Error("failed");
    };
    return queue.run(name, work, stop.signal);
  });
  await Promise.allSettled(asked);
  expect(most).toEqual({ all: 3, one: 2 });
  await expect(queue.run("late", async () => "answered", NEVER)).resolves.toBe("answered");
});
