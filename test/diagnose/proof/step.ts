import type { Step } from "../../../src/core/finding.ts";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import { shortType } from "../../../src/core/object.ts";
import { wordsOf } from "../../../src/sources/kubernetes/kubectl/words.ts";
import type { Kubectl } from "./kubectl.ts";

/** What kubectl may be told to change. Those that can be taken back by a command of the same kind may come first. */
const WRITING: Readonly<Record<string, "undoable" | "final">> = {
  annotate: "undoable",
  cordon: "undoable",
  create: "undoable",
  debug: "final",
  delete: "final",
  drain: "final",
  edit: "undoable",
  expose: "undoable",
  label: "undoable",
  patch: "undoable",
  "rollout restart": "undoable",
  "rollout resume": "undoable",
  "rollout undo": "undoable",
  // A pod of its own, which `--rm` takes away.
  run: "undoable",
  scale: "undoable",
  set: "undoable",
  taint: "undoable",
  uncordon: "undoable",
};

/** What a recording cannot answer, though a cluster does. */
const ONLY_LIVE =
  /metrics API does not answer|is not in this capture|serves no type|Kubernetes refuses|does not take --as here/;

/** What kubectl is told to do, as `get` or `rollout undo`. */
export function verbOf(command: string): string {
  const words = wordsOf(command);
  const plain = words.filter((word, i) => !word.startsWith("-") && !/^(?:-n|--namespace)$/.test(words[i - 1] ?? ""));
  const [first = "", second = ""] = plain;
  return first === "rollout" ? `${first} ${second}` : first;
}

export function isUndoable(command: string): boolean {
  return WRITING[verbOf(command)] === "undoable";
}

/** Why a step cannot be run in this state as it is printed; `undefined` when it can. */
export async function flawOf(
  { command, changes }: Step,
  objects: readonly KubeObject[],
  kubectl: Kubectl,
): Promise<string | undefined> {
  if (command === undefined) return changes ? undefined : "looks, and has no command";
  // Only on the machine itself: the kubelet or the runtime that all other ways need is down.
  if (/^ssh \S+ systemctl status (?:kubelet|containerd)$/.test(command)) return undefined;
  if (/^amtool alert query(?: --\S+)* alertname=\S+(?: --alertmanager\.url=\S+)?$/.test(command)) return undefined;
  if (!command.startsWith("kubectl ")) return "is no command of kubectl's";
  if (/^kubectl get --raw \/api\/v1\/nodes\/[\w.-]+\/proxy\/(?:stats\/summary|healthz\?verbose)$/.test(command))
    return undefined;
  const words = wordsOf(command);
  const verb = verbOf(command);
  if (changes !== verb in WRITING) return changes ? `${verb} is no known change` : `${verb} is no reading command`;
  if (changes) return absentTarget(words, objects);
  const output = await kubectl(command.slice("kubectl ".length)).catch((error: unknown) => error);
  if (typeof output === "string") return undefined;
  return ONLY_LIVE.test(String(output)) ? undefined : String(output);
}

/** The object that a change names as TYPE/NAME or TYPE NAME must be there. */
function absentTarget(words: readonly string[], objects: readonly KubeObject[]): string | undefined {
  if (words.includes("create")) return undefined;
  const at = words.indexOf("-n");
  const namespace = at === -1 ? undefined : words[at + 1];
  const named = words.flatMap((word, i): [string, string][] => {
    const [type = "", name = "", ...more] = word.split("/");
    if (name && more.length === 0 && !word.startsWith("-") && /^[a-z]+$/.test(type)) return [[type, name]];
    return TYPES.has(word) && words[i + 1] && !words[i + 1]?.startsWith("-") ? [[word, words[i + 1] ?? ""]] : [];
  });
  const gone = named.find(
    ([type, name]) =>
      !objects.some(
        ({ kind, metadata }) =>
          (shortType(kind) === type || kind.toLowerCase() === type) &&
          metadata.name === name &&
          (metadata.namespace === undefined || namespace === undefined || metadata.namespace === namespace),
      ),
  );
  return gone && `${gone.join("/")} is not there`;
}

const TYPES = new Set(["pod", "job", "cronjob", "deploy", "svc", "service", "virtualservice", "cm", "pvc"]);
