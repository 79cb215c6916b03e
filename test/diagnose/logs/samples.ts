/**
 * Short texts that a pattern may match, so many that every alternative in it, at any depth, is taken by one of them.
 * They are guesses: word boundaries and what looks ahead are left to the pattern itself.
 */
export function samplesOf({ source }: RegExp): string[] {
  const reader = { source, at: 0 };
  return alternatives(reader);
}

interface Reader {
  source: string;
  at: number;
}

function alternatives(reader: Reader): string[] {
  const all = [...sequence(reader)];
  while (reader.source[reader.at] === "|") {
    reader.at++;
    all.push(...sequence(reader));
  }
  return [...new Set(all)];
}

function sequence(reader: Reader): string[] {
  const parts: string[][] = [];
  while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at] ?? ""))
    parts.push(repeated(reader, atom(reader)));
  const base = parts.map(([first = ""]) => first);
  const others = parts.flatMap((part, i) => part.slice(1).map((other) => base.with(i, other).join("")));
  return [base.join(""), ...others];
}

function atom(reader: Reader): string[] {
  const rest = reader.source.slice(reader.at);
  const group = /^\((\?(?:<?[=!]|:|<\w+>))?/.exec(rest);
  if (group) {
    reader.at += group[0].length;
    const inside = alternatives(reader);
    reader.at++;
    return /[=!]/.test(group[1] ?? "") ? [""] : inside;
  }
  const [one = ""] = /^(?:\[(?:\\.|[^\]\\])*\]|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\.|.)/s.exec(rest) ?? [];
  reader.at += one.length;
  if (/^(?:\^|\$|\\b|\\B)$/.test(one)) return [""];
  if (one === ".") return [" ", "a"];
  const matches = new RegExp(`^${one}$`, "s");
  return [["a", "A", "1", "7", " ", ...one].find((char) => matches.test(char)) ?? ""];
}

function repeated(reader: Reader, part: string[]): string[] {
  const [all = "", how = "", min = "1"] = /^([*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(reader.source.slice(reader.at)) ?? [];
  reader.at += all.length;
  if (how === "*" || how === "?" || min === "0") return part[0] === " " && part[1] ? [" ", ""] : ["", ...part];
  return part.map((text) => text.repeat(how.startsWith("{") ? Number(min) : 1));
}
