import { isRight, type Measured } from "./accuracy.ts";

/** One row a set: how often object and cause come first, the object alone, broken told healthy, what is sure, and how long it takes. */
export function sideBySide(sets: ReadonlyMap<string, readonly Measured[] | undefined>): string {
  const rows = [...sets].map(([name, cases]) => `| ${name} | ${cases ? cellsOf(cases).join(" | ") : "not measured"} |`);
  return [
    "| set | cases | object and cause | object | told healthy | high and right | p50 ms | p90 ms |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function cellsOf(cases: readonly Measured[]): string[] {
  const share = (is: (item: Measured) => boolean) => (cases.filter(is).length / Math.max(1, cases.length)).toFixed(3);
  const sure = cases.filter((item) => item.sure);
  const times = cases.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (part: number) => (times[Math.floor(part * (times.length - 1))] ?? 0).toFixed(0);
  return [
    `${cases.length}`,
    share(isRight),
    share(({ object }) => object),
    `${cases.filter(({ toldHealthy }) => toldHealthy).length}`,
    `${sure.filter(isRight).length} of ${sure.length}`,
    at(0.5),
    at(0.9),
  ];
}
