/** What is known of the texts that a part of a pattern matches. */
interface Part {
  /** All of them, when they are few. */
  exact: readonly string[] | undefined;
  /** Any of these is in each of them. */
  needs: readonly string[] | undefined;
}

const ANYTHING: Part = { exact: undefined, needs: undefined };
const NOTHING: Part = { exact: [""], needs: undefined };
/** So many texts are followed at once. */
const FEW = 16;
/** Shorter ones are in too many lines to be worth a look. */
const SHORTEST = 3;
/** What loggers escape or join texts with (quotes, slashes, colons) may look different in the line as it was printed. */
const PLAIN = /^[a-z0-9_ -]$/;
const WORD = /[a-zA-Z0-9_ -]+(?![*+?{])/y;
const OPENING = /\?(?:<?[=!]|:|<\w+>)/y;
const SET = /(?:\\.|[^\]\\])*\]/sy;
const TIMES = /([*+?]|\{(\d+)(,(\d*))?\})\??/y;

/**
 * Lower-case texts, any of which is in every line that the pattern matches; `undefined` when there are none that help.
 * Reads the syntax that patterns of lines need; throws on any other.
 */
export function literalsOf({ source }: RegExp): readonly string[] | undefined {
  const reader = new Reader(source);
  const { needs } = reader.alternatives();
  if (!reader.atEnd) throw new Error(`cannot read the pattern /${source}/ at ${reader.at}`);
  // Loggers join a message and its error with a colon and a space of their own.
  const texts = needs && [...new Set(needs.map((text) => text.trim()))];
  return texts && shortest(texts) >= SHORTEST ? texts : undefined;
}

class Reader {
  at = 0;
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  get atEnd(): boolean {
    return this.at >= this.source.length;
  }

  alternatives(): Part {
    const parts = [this.sequence()];
    while (this.eat("|")) parts.push(this.sequence());
    return either(parts);
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (!this.atEnd && !"|)".includes(this.source.charAt(this.at)))
      parts.push(this.word() ?? this.repeated(this.atom()));
    return inTurn(parts);
  }

  /** Letters that nothing repeats. */
  private word(): Part | undefined {
    WORD.lastIndex = this.at;
    const [word] = WORD.exec(this.source) ?? [];
    if (!word) return undefined;
    this.at += word.length;
    return { exact: [word.toLowerCase()], needs: [word.toLowerCase()] };
  }

  private atom(): Part {
    const char = this.source.charAt(this.at++);
    if (char === "(") return this.group();
    if (char === "[") return this.set();
    if (char === "\\") return this.escape();
    if (char === "^" || char === "$") return NOTHING;
    return char === "." ? ANYTHING : letter(char);
  }

  private group(): Part {
    OPENING.lastIndex = this.at;
    const [opening = ""] = OPENING.exec(this.source) ?? [];
    this.at += opening.length;
    const inside = this.alternatives();
    if (!this.eat(")")) throw new Error(`a group of /${this.source}/ does not end`);
    return /[=!]/.test(opening) ? NOTHING : inside;
  }

  private set(): Part {
    SET.lastIndex = this.at;
    const [end] = SET.exec(this.source) ?? [];
    if (end === undefined) throw new Error(`a set of /${this.source}/ does not end`);
    this.at += end.length;
    const members = [...end.slice(0, -1)];
    return members.length <= 4 && members.every((char, i) => PLAIN.test(char.toLowerCase()) && !(char === "-" && i > 0))
      ? either(members.map(letter))
      : ANYTHING;
  }

  private escape(): Part {
    const char = this.source.charAt(this.at++);
    if (char === "b" || char === "B") return NOTHING;
    if (char === "u") this.at += 4;
    if (char === "x") this.at += 2;
    if (char === "k") this.at = this.source.indexOf(">", this.at) + 1;
    return /[a-z0-9]/i.test(char) ? ANYTHING : letter(char);
  }

  private repeated(part: Part): Part {
    TIMES.lastIndex = this.at;
    const [all = "", how = "", min = "", comma, max = ""] = TIMES.exec(this.source) ?? [];
    this.at += all.length;
    if (how === "" || (min === "1" && (comma === undefined || max === "1"))) return part;
    if (how === "?" || (min === "0" && max === "1")) return either([part, NOTHING]);
    if (how === "*" || min === "0") return ANYTHING;
    if (comma === undefined && Number(min) > 1 && Number(min) <= 4)
      return inTurn(Array.from({ length: Number(min) }, () => part));
    return { exact: undefined, needs: part.needs };
  }

  private eat(char: string): boolean {
    const found = this.source.charAt(this.at) === char;
    if (found) this.at++;
    return found;
  }
}

function letter(char: string): Part {
  const lower = char.toLowerCase();
  return PLAIN.test(lower) ? { exact: [lower], needs: [lower] } : ANYTHING;
}

function either(parts: readonly Part[]): Part {
  const exact = unionOf(parts.map((part) => part.exact));
  const needs = unionOf(parts.map((part) => part.needs));
  return { exact: exact && exact.length <= FEW ? exact : undefined, needs };
}

function unionOf(sets: readonly (readonly string[] | undefined)[]): string[] | undefined {
  const known = sets.filter((set) => set !== undefined);
  return known.length === sets.length ? [...new Set(known.flat())] : undefined;
}

/** One after the other: texts that follow each other without a gap are joined. */
function inTurn(parts: readonly Part[]): Part {
  let joined: readonly string[] = [""];
  let best: readonly string[] | undefined;
  let known = true;
  for (const { exact, needs } of parts) {
    const longer = exact && joined.flatMap((begin) => exact.map((end) => begin + end));
    if (longer && longer.length <= FEW) {
      joined = longer;
      continue;
    }
    best = better(better(best, joined), needs);
    joined = exact ?? [""];
    known = false;
  }
  return { exact: known ? joined : undefined, needs: better(best, joined) };
}

/** Which of the two is in fewer lines? */
function better(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  const usable = b && shortest(b) > 0 ? b : undefined;
  if (!a || !usable) return a ?? usable;
  const [first, second] = [rarity(a), rarity(usable)];
  return second > first || (second === first && usable.length < a.length) ? usable : a;
}

/** The longer its shortest text, the rarer; a number (a status, an errno) is rarer than a word of that length. */
function rarity(texts: readonly string[]): number {
  return Math.min(...texts.map((text) => text.length + (text.match(/\d/g)?.length ?? 0)));
}

function shortest(texts: readonly string[]): number {
  return Math.min(...texts.map(({ length }) => length));
}
