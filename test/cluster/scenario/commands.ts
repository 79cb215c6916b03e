import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "../../../src/core/answer.ts";
import { flatten, type Step } from "../../../src/core/finding.ts";
import { redact } from "../../../src/core/redact/redact.ts";
import { verbOf } from "../../diagnose/proof/step.ts";
import { unproved } from "../../diagnose/proof/unproved.ts";
import type { Lab } from "../lib.ts";
import { explainFailure } from "../parts/failure.ts";
import { program } from "../parts/programs.ts";
import { run } from "../parts/run.ts";

/** Names outside do not resolve here, so what is printed of a public image is run with ours: any image with a shell will do. */
const OUTSIDE = /--image=busybox:\S+/;
const OURS = "--image=registry.example.com/busybox:1.36";

/** What kubectl is told to change, and how to run that without a change. */
const REHEARSED: Readonly<Record<string, (command: string) => string>> = {
  // An editor that writes nothing: the object is read, and "Edit cancelled, no changes made".
  edit: (command) => `KUBE_EDITOR=true ${command}`,
  // Neither knows --dry-run; that the object is there is what can be asked.
  "rollout restart": (command) => command.replace("rollout restart", "rollout history"),
  "rollout resume": (command) => command.replace("rollout resume", "rollout history"),
  // Changes nothing but a pod of its own.
  debug: (command) => command.replace(OUTSIDE, OURS),
  run: (command) => command.replace(OUTSIDE, OURS),
};
const dryRun = (command: string) => `${command} --dry-run=server`;

/** Only on the machine itself; the nodes of this cluster are no machines. */
const ON_THE_NODE = /^ssh /;

/** What a status says may be another thing for some seconds (`ErrImagePull` between two `ImagePullBackOff`); metrics come late. */
const TRIES = 4;
const PAUSE_MS = 8_000;

/**
 * Runs everything that an answer prints, in a shell and as it is printed, with the rights of an administrator: evidence must
 * show its fact again, what reads must end well, and what changes must be taken by the API server in a dry run.
 */
export async function commandFlaws(lab: Lab, { findings, evidence }: Pick<Answer, "findings" | "evidence">) {
  const shell = shellOf(lab);
  const steps = new Map(flatten(findings).flatMap(({ next }) => next.map((step) => [step.command, step])));
  const proofs = evidence.map((item) => () => unproved(item, (command) => runsOf(command, shell).then(redact)));
  const checks = [...proofs, ...[...steps.values()].map((step) => () => stepFlaws(step, shell))];
  const flaws: string[] = [];
  for (const check of checks) flaws.push(...(await lasting(check)));
  return flaws;
}

async function lasting(check: () => Promise<string[]>): Promise<string[]> {
  let flaws = await check();
  for (let tries = 1; flaws.length > 0 && tries < TRIES; tries++) {
    await sleep(PAUSE_MS);
    flaws = await check();
  }
  return flaws;
}

async function stepFlaws({ command, changes }: Step, shell: (command: string) => Promise<string>): Promise<string[]> {
  if (command === undefined || ON_THE_NODE.test(command)) return [];
  const typed = changes ? (REHEARSED[verbOf(command)] ?? dryRun)(command) : command;
  return shell(typed).then(
    () => [],
    (thrown: unknown) => [`${typed}: ${explainFailure(thrown)}`],
  );
}

/** Between the answer and now a container may have been started again: what was its log is that of its previous run. */
async function runsOf(command: string, shell: (command: string) => Promise<string>): Promise<string> {
  const asked = await shell(`kubectl ${command}`);
  if (!/\blogs (?!.* --previous)/.test(command)) return asked;
  return `${asked}\n${await shell(`kubectl ${command} --previous`).catch(() => "")}`;
}

/** A terminal of somebody whose kubeconfig is the cluster's: both streams, as they would be seen. */
function shellOf({ kubeconfig }: Lab): (command: string) => Promise<string> {
  const env = { KUBECONFIG: kubeconfig, PATH: `${path.dirname(program("kubectl"))}:${process.env.PATH}` };
  return (command) => run("sh", ["-c", `exec 2>&1\n${answering(command)}`], { env, seconds: 40 });
}

/** "no" is an answer of `auth can-i`, an unknown name one of `nslookup`; both exit with 1 then. */
function answering(command: string): string {
  if (command.startsWith("kubectl auth can-i ")) return `${command} | grep -E '^(yes|no)'`;
  return command.includes(" -- nslookup ") ? `${command} | grep -E '^Server:'` : command;
}
