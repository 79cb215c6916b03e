import { type Level, unwrap } from "../../../core/log-envelope.ts";
import type { LogLine, LogStream } from "../../../core/observation.ts";
import { once } from "../../../core/once.ts";
import { classify, type Sighting } from "../classify.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { shapeOf } from "./shape.ts";
import { deniesTrouble, type Trouble, troubleIn } from "./trouble.ts";
import { weigh } from "./weigh.ts";

/** Lines of a stream that say the same, and how telling they are by themselves, whatever signature knows them. */
export interface Salient {
  stream: LogStream;
  /** The first of them. */
  line: LogLine;
  /** Places in the stream of the first and the last of them. */
  first: number;
  last: number;
  count: number;
  fingerprint: number;
  level: Level | undefined;
  /** Without what the logger wrapped around it. */
  message: string;
  /** What a signature makes of it. */
  sighting: Sighting | undefined;
  /** Lines before the first of them since something else went wrong; infinite when nothing had. */
  quiet: number;
  /** About 0 … 9; from 2 on it may be what an engineer would point at. */
  weight: number;
}

/** The newest lines are judged. */
const MAX_LINES = 20_000;
/** So many different ones are looked at closely: those that say most by their words, then the first. */
const MAX_KINDS = 300;

interface Kind {
  fingerprint: number;
  trouble: Trouble;
  first: number;
  last: number;
  count: number;
  quiet: number;
  denied: boolean;
}

/** Every kind of line that may tell what is wrong, in the order of the stream. A stream is judged once. */
export const salientIn = once(judge);

function judge(stream: LogStream): Salient[] {
  const kinds = kindsIn(stream);
  const some =
    kinds.length <= MAX_KINDS
      ? kinds
      : kinds
          .toSorted((a, b) => b.trouble - a.trouble || a.first - b.first)
          .slice(0, MAX_KINDS)
          .sort((a, b) => a.first - b.first);
  return some.flatMap((kind) => closely(stream, kind));
}

function kindsIn({ lines }: LogStream): Kind[] {
  const kinds = new Map<number, Kind>();
  let bad = Number.NEGATIVE_INFINITY;
  for (let index = Math.max(0, lines.length - MAX_LINES); index < lines.length; index++) {
    const text = lines[index]?.text ?? "";
    const trouble = troubleIn(text);
    if (trouble === 0) continue;
    const fingerprint = fingerprintOf(text);
    const kind = kinds.get(fingerprint);
    if (kind) {
      kind.count++;
      kind.last = index;
    } else {
      const denied = deniesTrouble(text);
      kinds.set(fingerprint, { fingerprint, trouble, first: index, last: index, count: 1, quiet: index - bad, denied });
    }
    if (trouble > 1 && kinds.get(fingerprint)?.denied === false) bad = index;
  }
  return [...kinds.values()];
}

function closely(stream: LogStream, { trouble: _, denied: __, ...kind }: Kind): Salient[] {
  const line = stream.lines[kind.first] ?? { text: "" };
  const { level, message } = unwrap(line.text);
  const shape = shapeOf(message);
  if (shape === "frame") return [];
  const sighting = classify(line.text);
  const weight = weigh({ level, message, shape, sighting });
  return weight > 0 ? [{ stream, line, ...kind, level, message, sighting, weight }] : [];
}
