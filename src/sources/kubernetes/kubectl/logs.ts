import { SitrepError } from "../../../core/errors.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import { secondsIn } from "../../../core/time.ts";
import { expectNamespace } from "../expect-namespace.ts";
import { itemsOf } from "../listing.ts";
import { findPod } from "../pods/find-pod.ts";
import { noContainer } from "../pods/no-container.ts";
import { failure } from "../pods/pod-status.ts";
import { findObjects, type Surroundings } from "./find-objects.ts";
import type { Command } from "./parse.ts";

const MAX_LINES = 2_000;
/** kubectl shows all lines of one pod, and the last ten of each where a selector chose several. */
const LINES = 200;
const LINES_OF_SEVERAL = 10;
/** Containers whose logs are read at once, as kubectl's own limit for a selector. */
const MAX_STREAMS = 5;

export async function logs(command: Command, around: Surroundings): Promise<string> {
  const { words, flags } = command;
  const { pods, container } = await podsOf(command, around);
  const streams = pods.flatMap((pod) => containersOf(pod, container, flags).map((name) => ({ pod, name })));
  const isOne = streams.length === 1;
  const texts = await Promise.all(
    streams.slice(0, MAX_STREAMS).map(async ({ pod, name }) => {
      const text = await read(pod, name, command, around, isOne ? LINES : LINES_OF_SEVERAL);
      return isOne ? text : `==> ${pod.metadata.name} ${name}\n${text}`;
    }),
  );
  const left = streams.length - texts.length;
  if (texts.length === 0) await expectNamespace(around.reader, flags.namespace ?? "default", around.signal);
  if (texts.length === 0) return `No pods found for ${flags.selector ?? words.join(" ")}.`;
  return [...texts, ...(left > 0 ? [`${left} more containers: name a pod`] : [])].join("\n");
}

/** `POD`, `pod/POD`, `POD CONTAINER`, or a workload, of which kubectl takes one pod: we take one that is not well. */
async function podsOf(command: Command, around: Surroundings): Promise<{ pods: Pod[]; container: string | undefined }> {
  const { words, flags } = command;
  const { reader, signal, now } = around;
  const namespace = flags.namespace ?? "default";
  if (flags.selector !== undefined) {
    const listing = await reader.list("Pod", { namespace, labelSelector: flags.selector }, signal);
    return { pods: itemsOf("Pod", listing), container: flags.container };
  }
  const [first = "", second] = words;
  const name = first.replace(/^(?:pods?|po)\//, "");
  const container = flags.container ?? second;
  if (name === "")
    throw new SitrepError("input", "kubectl logs needs a pod.", {
      hint: "kubectl logs POD -n NAMESPACE [-c CONTAINER] [--previous] [--tail=100] [--since=10m]",
    });
  if (!name.includes("/")) return { pods: [await findPod(reader, { namespace, name }, signal)], container };
  const [owner] = await findObjects({ ...command, words: [name] }, around);
  const labelSelector = selectorOf(owner);
  const pods = labelSelector ? itemsOf("Pod", await reader.list("Pod", { namespace, labelSelector }, signal)) : [];
  const sick = pods.find((pod) => failure(pod, Date.parse(now)) !== undefined) ?? pods[0];
  return { pods: sick ? [sick] : [], container };
}

/** Of a workload or a Service. */
function selectorOf(owner: unknown): string | undefined {
  const spec = fieldOf(owner, "spec");
  const selector = fieldOf(spec, "selector");
  const labels = fieldOf(selector, "matchLabels") ?? selector;
  const pairs = labels !== null && typeof labels === "object" ? Object.entries(labels) : [];
  return pairs.map(([key, value]) => `${key}=${String(value)}`).join(",") || undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return value !== null && typeof value === "object" ? Reflect.get(value, name) : undefined;
}

function containersOf({ metadata, spec }: Pod, wanted: string | undefined, flags: Command["flags"]): string[] {
  const own = (spec?.containers ?? []).map(({ name }) => name);
  const all = [...(spec?.initContainers ?? []).map(({ name }) => name), ...own];
  if (flags["all-containers"]) return all;
  const chosen = wanted ?? metadata.annotations?.["kubectl.kubernetes.io/default-container"] ?? own[0];
  if (chosen !== undefined && all.includes(chosen)) return [chosen];
  throw noContainer(metadata.name, chosen, all);
}

async function read(
  { metadata }: Pod,
  container: string,
  { flags }: Command,
  { reader, signal, now }: Surroundings,
  lines: number,
): Promise<string> {
  const previous = flags.previous !== undefined;
  const sinceSeconds = sinceOf(flags, now);
  const stream = await reader.logs(
    {
      namespace: metadata.namespace ?? "default",
      pod: metadata.name,
      container,
      previous,
      tail: tailOf(flags.tail, sinceSeconds === undefined ? lines : MAX_LINES),
      sinceSeconds,
    },
    signal,
  );
  if (!stream) return `There is no ${previous ? "previous " : ""}log of ${metadata.name}, container ${container}.`;
  const text = stream.lines.map(({ at, text }) => (flags.timestamps && at ? `${at} ${text}` : text)).join("\n");
  if (text === "") return "No lines.";
  return stream.truncated ? `… older lines: --tail=${MAX_LINES}, or --since\n${text}` : text;
}

function tailOf(text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const count = Number(text);
  if (!Number.isInteger(count))
    throw new SitrepError("input", `--tail=${text} is not a number of lines.`, { hint: "e.g. --tail=100" });
  return count < 0 ? MAX_LINES : Math.min(count, MAX_LINES);
}

/** Of `--since=10m` or `--since-time=2026-06-01T01:50:00Z`, in seconds before now. */
function sinceOf(flags: Command["flags"], now: string): number | undefined {
  const time = flags["since-time"];
  if (time === undefined) return flags.since === undefined ? undefined : secondsOf(flags.since);
  const seconds = (Date.parse(now) - Date.parse(time)) / 1000;
  if (Number.isNaN(seconds))
    throw new SitrepError("input", `--since-time=${time} is not a time.`, {
      hint: "e.g. --since-time=2026-06-01T01:50:00Z",
    });
  return Math.max(1, Math.ceil(seconds));
}

/** `90s`, `1h30m` */
function secondsOf(text: string): number {
  const seconds = secondsIn(text);
  if (Number.isNaN(seconds))
    throw new SitrepError("input", `--since=${text} is not a duration.`, { hint: "e.g. --since=10m, --since=1h30m" });
  return Math.ceil(seconds);
}
