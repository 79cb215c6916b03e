import type { Observations } from "../../src/core/observation.ts";
import { cluesIn } from "../../src/diagnose/logs/clues.ts";
import { salientIn } from "../../src/diagnose/logs/salience/salient.ts";
import { diagnosed } from "../../test/diagnose/cases/case.ts";
import type { World } from "../../test/diagnose/world.ts";
import { chatter, crowd } from "./crowd.ts";

/** Milliseconds of wall time of each run, and the processor's, which other programs do not lengthen as much. */
interface Cost {
  wall: number[];
  cpu: number[];
}

function cost(runs: number, work: () => unknown): Cost {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < runs; i++) {
    const used = process.cpuUsage();
    const began = performance.now();
    work();
    wall.push(performance.now() - began);
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1000);
  }
  return { wall: wall.sort((a, b) => a - b), cpu: cpu.sort((a, b) => a - b) };
}

function told({ wall, cpu }: Cost): string {
  const middle = (list: readonly number[]) => (list[list.length >> 1] ?? 0).toFixed(0);
  return `p50 ${middle(wall)} ms (CPU ${middle(cpu)} ms), best ${(wall[0] ?? 0).toFixed(0)} ms`;
}

function ask(world: World): unknown {
  const { now, ...observations }: { now: string } & Observations = world;
  return diagnosed({ observations, now, targets: [{ cluster: "bench", namespace: "", because: "bench" }] });
}

/** Situation and diagnosis, without reading anything. */
export function speed(): string[] {
  const sixty = crowd(60, { faulty: true });
  // A log that was read is known: each run gets its own.
  const runs = Array.from({ length: 12 }, () => ({ ...sixty, logs: chatter(60, 200, sixty.now) }));
  ask(runs.pop() ?? sixty);
  const lines = [
    `60 services, ${sixty.objects.length} objects, 12,000 log lines, 6 faults: ${told(cost(11, () => ask(runs.pop() ?? sixty)))}`,
  ];
  const costs = [700, 1400, 2850].map((services) => {
    const world = crowd(services, { faulty: false });
    const spent = cost(3, () => ask(world));
    lines.push(`${world.objects.length} objects: ${told(spent)}`);
    return { objects: world.objects.length, cpu: spent.cpu[0] ?? 0 };
  });
  const [small, , large] = costs;
  if (small && large) {
    const ratio = large.cpu / small.cpu / (large.objects / small.objects);
    lines.push(`cost per object at ${large.objects} over that at ${small.objects}: ${ratio.toFixed(2)} (1 is linear)`);
  }
  const logs = Array.from({ length: 4 }, () => chatter(36, 5000, sixty.now));
  const talk = Array.from({ length: 12 }, () => chatter(1, 12_000, sixty.now));
  lines.push(`the telling ones of 12,000 log lines: ${told(cost(12, () => (talk.pop() ?? []).map(salientIn)))}`);
  lines.push(`180,000 log lines: ${told(cost(4, () => cluesIn(logs.pop() ?? [])))}`);
  return lines;
}
