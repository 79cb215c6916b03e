import { clean } from "../../core/untrusted.ts";
import type { Screen } from "../terminal.ts";
import { type Paint, painter, type Role } from "./paint.ts";

/** Narrower than this nothing is wrapped: a terminal that says so is wrong or unreadable anyway. */
const LEAST_COLUMNS = 40;

/**
 * Lines for a person. Prose is wrapped at the terminal's width under its own beginning; a command or query is never broken,
 * so that it can be copied. Everything is cleaned here once more: this is where it reaches a terminal.
 */
export class Page {
  private readonly lines: string[] = [];
  private readonly columns: number;
  private readonly paint: Paint;

  constructor({ columns, colour }: Screen) {
    this.columns = columns === undefined || columns < LEAST_COLUMNS ? Number.POSITIVE_INFINITY : columns;
    this.paint = painter(colour);
  }

  /** Prose, `label` in front of its first line, the following lines below the first one's beginning. */
  prose(label: string, text: string, role: Role = "plain"): this {
    const indent = " ".repeat(width(label));
    const lines = wrap(folded(text), this.columns - indent.length);
    for (const [i, line] of lines.entries())
      this.lines.push(this.headed(i === 0 ? label : indent, this.cited(role, line)));
    return this;
  }

  /** One line, cut at the terminal's width. */
  line(label: string, text: string): this {
    const [shown, room] = [[...folded(text)], this.columns - width(label)];
    this.lines.push(
      this.headed(label, shown.length <= room ? shown.join("") : `${shown.slice(0, room - 1).join("")}…`),
    );
    return this;
  }

  /** A command or query. What it is for stands behind it where there is room, else below. */
  command(label: string, command: string, about = ""): this {
    const indent = " ".repeat(width(label));
    const [shown, remark] = [folded(command), about && `# ${folded(about)}`];
    const fits = width(label) + width(shown) + 3 + width(remark) <= this.columns && remark !== "";
    this.lines.push(
      this.headed(label, this.paint("command", shown)) + (fits ? `   ${this.paint("aside", remark)}` : ""),
    );
    return remark && !fits ? this.prose(indent, remark, "aside") : this;
  }

  /** A text of several lines as it stands, moved in. */
  block(indent: string, text: string): this {
    this.lines.push(
      ...clean(text)
        .split(/\r\n?|\n/)
        .map((line) => (line.trim() === "" ? "" : indent + line)),
    );
    return this;
  }

  gap(): this {
    if (this.lines.length > 0 && this.lines.at(-1) !== "") this.lines.push("");
    return this;
  }

  toString(): string {
    return this.lines.join("\n");
  }

  private headed(label: string, rest: string): string {
    return label.trim() === "" ? label + rest : this.paint("label", label) + rest;
  }

  private cited(role: Role, line: string): string {
    if (role !== "plain") return this.paint(role, line);
    return line.replace(/(?:\[e\d+\])+/g, (marks) => this.paint("aside", marks));
  }
}

function folded(text: string): string {
  return clean(text)
    .replace(/[\t\r\n]+/g, " ")
    .trim();
}

function width(text: string): number {
  return [...text].length;
}

/** At spaces; a word that is longer than a line stays whole. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && width(line) + 1 + width(word) > columns) {
      lines.push(line.trimEnd());
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
