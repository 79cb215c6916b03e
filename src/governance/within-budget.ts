import { cutToFit, type Size } from "../core/budget.ts";
import type { AnyTool } from "../core/tool.ts";

type Output = Record<string, unknown>;

/** Turns that a tool's own way to become smaller gets: its text may be longer than its JSON. */
const TURNS = 4;

/** The output in at most `room` characters, as JSON and as text. */
export function withinBudget(tool: AnyTool, output: Output, room: number): Output {
  // What is too long as JSON need not be rendered to be known as too long.
  const size: Size<Output> = (candidate) => {
    const json = JSON.stringify(candidate).length;
    return json > room ? json : Math.max(json, tool.render(candidate).length);
  };
  return cutToFit(shrunk(tool, output, room, size), tool.cut, room, size);
}

function shrunk(tool: AnyTool, output: Output, room: number, size: Size<Output>): Output {
  let [current, target] = [output, room];
  for (let turn = 0; tool.shrink && turn < TURNS; turn++) {
    const over = size(current) - room;
    if (over <= 0) return current;
    if (turn > 0) target = Math.min(target, JSON.stringify(current).length) - over;
    current = tool.shrink(output, target);
  }
  return current;
}
