import { apiResources, clusterInfo, configView, currentContext, version, whoAmI } from "./about-cluster.ts";
import { canI } from "./can-i.ts";
import { describe } from "./describe.ts";
import { events } from "./events.ts";
import { explain } from "./explain.ts";
import type { Surroundings } from "./find-objects.ts";
import type { Verb } from "./forms.ts";
import { get } from "./get.ts";
import { logs } from "./logs.ts";
import type { Command } from "./parse.ts";
import { rolloutHistory, rolloutStatus } from "./rollout.ts";
import { top } from "./top.ts";

type Run = (command: Command, around: Surroundings) => Promise<string>;

const RUNS: Record<Verb, Run> = {
  get,
  describe,
  logs,
  events,
  "top pods": top,
  "top nodes": top,
  explain,
  "auth can-i": canI,
  "auth whoami": (_, around) => whoAmI(around),
  "rollout history": rolloutHistory,
  "rollout status": rolloutStatus,
  "config view": (_, around) => configView(around),
  "config current-context": (_, around) => currentContext(around),
  "api-resources": apiResources,
  version: (_, around) => version(around),
  "cluster-info": (_, around) => clusterInfo(around),
};

/** What the command prints. Throws an `input` error that says what to ask instead. */
export function runKubectl(command: Command, around: Surroundings): Promise<string> {
  return RUNS[command.verb](command, around);
}
