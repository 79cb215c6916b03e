import { SitrepError } from "../../../core/errors.ts";

/** A command line of kubectl's, understood. */
export interface Command {
  verb: string;
  words: readonly string[];
  flags: Readonly<Record<string, string | true>>;
}

/** Long names of the flags each verb takes; `=` marks those with a value. */
const FLAGS: Record<string, readonly string[]> = {
  get: ["namespace=", "all-namespaces", "selector=", "field-selector=", "output=", "show-labels"],
  describe: ["namespace="],
  logs: ["namespace=", "container=", "previous", "tail=", "since="],
  events: ["namespace=", "for=", "all-namespaces"],
  "rollout history": ["namespace=", "revision="],
  "rollout status": ["namespace="],
  version: [],
  "api-resources": [],
};
const SHORT: Record<string, string> = {
  n: "namespace",
  A: "all-namespaces",
  l: "selector",
  o: "output",
  c: "container",
  p: "previous",
  L: "show-labels",
};

export const FORMS = Object.keys(FLAGS);

/** Parses one line as a shell would split it and kubectl would read it; nothing is ever run by a shell. */
export function parseKubectl(line: string): Command {
  const [first, ...rest] = split(line.replace(/^\s*kubectl\s+/, ""));
  const { words, flags: given } = sort(rest);
  const verb = first === "rollout" ? `rollout ${words.shift() ?? ""}`.trim() : (first ?? "");
  const known = FLAGS[verb];
  if (!known)
    throw new SitrepError("input", `kubectl ${verb} is not among the forms that only read.`, {
      hint: `Allowed: ${FORMS.join(", ")}. ${nearest(verb)}`,
    });
  const flags: Record<string, string | true> = {};
  for (const { name, value } of given(known)) flags[name] = value;
  return { verb, words, flags };
}

type Given = (known: readonly string[]) => { name: string; value: string | true }[];

/** Words and flags of a command line; a flag's value may be the next word, which only the known flags tell. */
function sort(rest: readonly string[]): { words: string[]; flags: Given } {
  const words: string[] = [];
  const flags: { written: string; value: string | undefined; next: number }[] = [];
  rest.forEach((word, i) => {
    const [, written = "", value] = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (written)
      flags.push({ written: word.startsWith("--") ? written : (SHORT[written] ?? written), value, next: i + 1 });
    else words.push(word);
  });
  return {
    words,
    flags: (known) =>
      flags.map(({ written, value, next }) => {
        if (known.includes(written)) return { name: written, value: true };
        if (!known.includes(`${written}=`))
          throw new SitrepError("input", `--${written} is not taken here.`, {
            hint: `Flags: ${known.map((flag) => `--${flag.replace("=", "")}`).join(", ") || "none"}.`,
          });
        const given = value ?? rest[next];
        if (given === undefined) throw new SitrepError("input", `--${written} needs a value.`);
        if (value === undefined) words.splice(words.indexOf(given), 1);
        return { name: written, value: given };
      }),
  };
}

/** Words as a shell splits them: quotes group; anything a shell would act on is refused, because no shell is there. */
function split(line: string): string[] {
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
  if (/[|;&`<>]|\$\(/.test(line.replace(/"[^"]*"|'[^']*'/g, "")))
    throw new SitrepError("input", "Pipes, redirections and substitutions are not run here.", {
      hint: "Give one kubectl command; filter with -l or --field-selector.",
    });
  return words;
}

const WRITES =
  /^(?:apply|create|delete|edit|patch|replace|scale|set|label|annotate|cordon|drain|taint|exec|cp|run|expose|autoscale|rollout (?:restart|undo|pause|resume)|attach|debug|port-forward|proxy)/;

function nearest(verb: string): string {
  if (WRITES.test(verb)) return "sitrep reads only: run this one yourself.";
  return verb === "top" ? "For use of CPU and memory call query_prometheus." : "";
}
