/** The part of a regular expression's grammar that decides how a text can make it slow. */
type Node =
  | { kind: "one"; samples: string[] }
  | { kind: "sequence"; items: Node[] }
  | { kind: "choice"; options: Node[] }
  | { kind: "repeat"; body: Node; min: number; max: number }
  | { kind: "nothing" };

/** A text to make: `lead` once, then `pump` again and again. */
export interface Attack {
  lead: string;
  pump: string;
}

/** Below this a repetition costs a fixed and small number of steps for every character. */
const LONG = 16;
const CANDIDATES = [..."a0 Ax_.-:/=\"'\\\t,;<>()[]{}@#$%&*+!?|~^`\néb19fZ"];

/**
 * Beginnings of texts that the pattern nearly matches, each to be repeated or lengthened: for every long repetition what
 * must stand before it, then what it repeats. `pump` is what to repeat at the end.
 */
export function attacksOf({ source, flags }: RegExp): Attack[] {
  const tree = new Parser(source, flags.replace(/[gy]/g, "")).parse();
  const attacks = new Map<string, Attack>();
  const add = (lead: string, pump: string) => pump !== "" && attacks.set(`${lead}\u0000${pump}`, { lead, pump });
  for (const { before, body } of repetitions(tree, "")) {
    for (const pump of variants(body)) {
      add("", pump);
      add(before, pump);
      add("", before + pump);
      add("", before + pump.repeat(3));
    }
  }
  const whole = sampleOf(tree);
  for (const text of [whole, whole.slice(0, -1)]) add("", text);
  return [...attacks.values()];
}

/** The long repetitions, with a text that leads to each. */
function repetitions(node: Node, before: string): { before: string; body: Node }[] {
  switch (node.kind) {
    case "sequence": {
      let lead = before;
      return node.items.flatMap((item) => {
        const found = repetitions(item, lead);
        lead += sampleOf(item);
        return found;
      });
    }
    case "choice":
      return node.options.flatMap((option) => repetitions(option, before));
    case "repeat":
      return [...(node.max >= LONG ? [{ before, body: node.body }] : []), ...repetitions(node.body, before)];
    default:
      return [];
  }
}

/** The shortest text that a node takes, but at least one of what it may repeat. */
function sampleOf(node: Node): string {
  switch (node.kind) {
    case "one":
      return node.samples[0] ?? "";
    case "sequence":
      return node.items.map(sampleOf).join("");
    case "choice":
      return sampleOf(node.options[0] ?? { kind: "nothing" });
    case "repeat":
      return node.max === 1 ? "" : sampleOf(node.body).repeat(Math.max(1, Math.min(node.min, 64)));
    default:
      return "";
  }
}

function variants(node: Node): string[] {
  if (node.kind === "one") return node.samples.slice(0, 4);
  if (node.kind === "choice") return node.options.flatMap(variants).slice(0, 6);
  return [sampleOf(node)];
}

class Parser {
  private at = 0;
  private readonly source: string;
  private readonly flags: string;

  constructor(source: string, flags: string) {
    this.source = source;
    this.flags = flags;
  }

  parse(): Node {
    const options: Node[] = [];
    let items: Node[] = [];
    while (this.at < this.source.length && this.source[this.at] !== ")") {
      if (this.source[this.at] === "|") {
        options.push({ kind: "sequence", items });
        items = [];
        this.at++;
      } else items.push(this.quantified(this.atom()));
    }
    options.push({ kind: "sequence", items });
    return options.length === 1 ? (options[0] as Node) : { kind: "choice", options };
  }

  private quantified(body: Node): Node {
    const [all = "", , from, to, until] = /^([*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.source.slice(this.at)) ?? [];
    if (all === "") return body;
    this.at += all.length;
    const sign = all[0];
    if (sign === "*") return { kind: "repeat", body, min: 0, max: Number.POSITIVE_INFINITY };
    if (sign === "+") return { kind: "repeat", body, min: 1, max: Number.POSITIVE_INFINITY };
    if (sign === "?") return { kind: "repeat", body, min: 0, max: 1 };
    const max = to === undefined ? Number(from) : until === "" ? Number.POSITIVE_INFINITY : Number(until);
    return { kind: "repeat", body, min: Number(from), max };
  }

  private atom(): Node {
    const char = this.source[this.at] ?? "";
    if (char === "(") return this.group();
    if (char === "^" || char === "$") return this.skip(1);
    const taken = char === "[" ? this.classText() : char === "\\" ? this.escapeText() : char;
    this.at += taken.length;
    if (/^\\(?:[bB]|\d|k<)/.test(taken)) return { kind: "nothing" };
    return { kind: "one", samples: this.samplesOf(taken) };
  }

  private skip(length: number): Node {
    this.at += length;
    return { kind: "nothing" };
  }

  private group(): Node {
    const [head = "("] = /^\((?:\?(?:[:=!]|<[=!]|<\w+>|[a-z-]*:))?/.exec(this.source.slice(this.at)) ?? [];
    this.at += head.length;
    const inner = this.parse();
    this.at++;
    return /[=!]$/.test(head) ? { kind: "nothing" } : inner;
  }

  private classText(): string {
    let end = this.at + 1;
    while (this.source[end] !== "]") end += this.source[end] === "\\" ? 2 : 1;
    return this.source.slice(this.at, end + 1);
  }

  private escapeText(): string {
    const rest = this.source.slice(this.at);
    return /^\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|[pP]\{[^}]*\}|k<\w+>|c[A-Z]|.)/i.exec(rest)?.[0] ?? "\\";
  }

  private samplesOf(text: string): string[] {
    const one = new RegExp(`^${text}$`, this.flags);
    const literal = text.length === 1 && text !== "." ? [text] : [];
    return [
      ...literal,
      ...CANDIDATES.filter((char) => one.test(char)),
      ...(text.startsWith("\\") ? [text.slice(1)] : []),
    ]
      .filter((char) => one.test(char))
      .slice(0, 12);
  }
}
