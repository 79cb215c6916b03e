import { type Fields, isFields } from "./fields.ts";
import { timeOf } from "./time.ts";

export type Level = "debug" | "info" | "warning" | "error" | "fatal";

/** A log line without what its logger wrapped around it. */
export interface Entry {
  /** `undefined` when the line does not say: plain stderr text is not an error by itself. */
  level: Level | undefined;
  /** What happened: the message, with the error that belongs to it behind a colon. */
  message: string;
  /** When the program says it was, ms since the epoch; `undefined` when the line carries no full date and time. */
  at: number | undefined;
}

/** A line is judged by its beginning; what is longer is payload. */
const MAX_LENGTH = 4000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is removed
const COLOUR = /\u001b\[[0-9;]*m/g;
/** Container runtimes and `kubectl logs --timestamps` put a time before the line, compose a container's name. */
const PREFIX =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) (?:std(?:out|err) [FP] )?|^[\w.-]{1,60} +\| /;

/** The line unwrapped: JSON of any common logger, logfmt, klog, bracketed and worded levels, plain text. */
export function unwrap(text: string): Entry {
  const line = (text.includes("\u001b") ? text.replace(COLOUR, "") : text).slice(0, MAX_LENGTH);
  const prefix = PREFIX.exec(line);
  const body = prefix ? line.slice(prefix[0].length) : line;
  const entry = fromJson(body) ?? fromKlog(body) ?? fromLogfmt(body) ?? fromMarks(body) ?? fromWords(body);
  return entry.at === undefined && prefix?.[1] ? { ...entry, at: timeOf(prefix[1]) } : entry;
}

function fromJson(body: string): Entry | undefined {
  if (!body.trimStart().startsWith("{")) return undefined;
  const fields = parse(body);
  if (!fields) return undefined;
  const inner = typeof fields.log === "string" ? fields.log.trimEnd() : undefined;
  if (inner && fields.msg === undefined && fields.message === undefined) return unwrap(inner);
  const message = [first(fields, MESSAGE), errorText(fields)].filter(Boolean).join(": ");
  return { level: levelOf(first(fields, LEVEL)), message: message || body, at: timeIn(first(fields, TIME)) };
}

const MESSAGE = ["msg", "message", "@m", "@mt", "Message", "event", "textPayload", "short_message"];
const LEVEL = ["level", "severity", "lvl", "@l", "LogLevel", "log.level", "s", "loglevel"];
const TIME = ["time", "ts", "timestamp", "@timestamp", "@t", "t", "Timestamp"];
const ERROR = [
  "error",
  "err",
  "exception",
  "exc_info",
  "Exception",
  "@x",
  "stack_trace",
  "stack",
  "thrown",
  "attr",
  "cause",
];

function parse(body: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined; // a line that only looks like JSON is plain text
  }
}

function first(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === "string" || typeof value === "number") return String(value);
    if (isFields(value) && typeof value.$date === "string") return value.$date;
  }
  return undefined;
}

/** The error beside the message: a text, or an object with `message`, `code`, `stack` or what caused it. */
function errorText(fields: Fields): string {
  const parts = ERROR.map((name) => fields[name]).map((value) => {
    if (typeof value === "string") return value;
    if (!isFields(value)) return "";
    return [value.type, value.code, value.message, value.error, value.stack]
      .filter((v) => typeof v === "string")
      .join(": ");
  });
  return [...new Set(parts.filter(Boolean))]
    .join(": ")
    .slice(0, 2000)
    .replace(/(?<!\s)\s*\n\s*/g, " ");
}

const KLOG = /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ [^\]]{1,80}\] /;

function fromKlog(body: string): Entry | undefined {
  const found = KLOG.exec(body);
  return found ? { level: levelOf(found[1]), message: body.slice(found[0].length), at: undefined } : undefined;
}

const PAIR = /(?:^|\s)([\w.@-]{1,40})=("(?:[^"\\]|\\.)*"|\S*)/g;

function fromLogfmt(body: string): Entry | undefined {
  if (!/(?:^|\s)(?:level|lvl|severity)=/.test(body) || !/(?:^|\s)(?:msg|message|err|error)=/.test(body))
    return undefined;
  const pairs = [...body.matchAll(PAIR)].map(([, key = "", value = ""]): [string, string] => [
    key,
    value.startsWith('"') ? value.slice(1, -1).replaceAll('\\"', '"') : value,
  ]);
  const fields: Fields = Object.fromEntries(pairs);
  const message = [first(fields, MESSAGE), errorText(fields)].filter(Boolean).join(": ");
  return { level: levelOf(first(fields, LEVEL)), message, at: timeIn(first(fields, TIME)) };
}

/** Levels of one character: Redis, librdkafka (syslog's numbers), Ruby, etcd before 3.5. */
const MARKS: readonly RegExp[] = [
  /^\d+:[MSCX] \d\d? \w{3} \d{4} [\d:.]{8,15} ([.\-*#]) /,
  /^%(\d)\|[\d.]{1,20}\|/,
  /^([DIWEFA]), \[[^\]]{1,60}\] +\w+ -- [^:]{0,60}: /,
  /^\d{4}[-/]\d\d[-/]\d\d \d\d:\d\d:\d\d\.\d{1,9} ([DIWEC]) \| /,
];
const MARK_LEVEL: Record<string, Level> = {
  ".": "debug",
  "-": "debug",
  "*": "info",
  "#": "warning",
  ...{ "0": "fatal", "1": "fatal", "2": "fatal", "3": "error", "4": "warning", "5": "info", "6": "info", "7": "debug" },
};

function fromMarks(body: string): Entry | undefined {
  if (!/^[\d%DIWEFA]/.test(body)) return undefined;
  for (const pattern of MARKS) {
    const [all = "", mark = ""] = pattern.exec(body) ?? [];
    if (all)
      return {
        level: MARK_LEVEL[mark] ?? levelOf(mark),
        message: body.slice(all.length),
        at: timeIn(STAMP.exec(all)?.[0]),
      };
  }
  return undefined;
}

/** A level in capitals, in brackets, or as .NET writes it, near the beginning, with whatever stands before it. */
const WORDED =
  /^(.{0,110}?)(?:\[\s?(trace|debug|debg|info|notice|noti|warn|warning|error|erro|crit|critical|alert|emerg|fatal|err|Error|Warning|Note|System)\s?\]|\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE|PANIC|ERR|LOG|ALERT|EMERG|DBG|INF|WRN|EROR|FTL|CRIT)\b(?!\s*=)|^(fail|crit|warn|info|dbug): )[\]:)]*\s*/;
const STAMP = /\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;

function fromWords(body: string): Entry {
  const found = WORDED.exec(body);
  const at = timeIn(STAMP.exec((found?.[1] ?? body).slice(0, 120))?.[0]);
  if (!found || !isPreamble(found[1] ?? "")) return { level: undefined, message: body, at };
  const level = levelOf(found[2] ?? found[3] ?? found[4]);
  return { level, message: body.slice(found[0].length), at };
}

/** What may stand before a level: times, names, ids in brackets; not a sentence that happens to say ERROR. */
function isPreamble(text: string): boolean {
  return text.length === 0 || /\d\d:\d\d/.test(text) || /^[\s[({<]?[\w.:-]*(?:[\s\])}>|][\s\])}>:|-]*)?$/.test(text);
}

const LEVELS: Record<string, Level> = {
  trace: "debug",
  debug: "debug",
  dbg: "debug",
  debg: "debug",
  dbug: "debug",
  d: "debug",
  verbose: "debug",
  info: "info",
  inf: "info",
  noti: "info",
  note: "info",
  system: "info",
  information: "info",
  informational: "info",
  notice: "info",
  log: "info",
  i: "info",
  warn: "warning",
  wrn: "warning",
  warning: "warning",
  w: "warning",
  error: "error",
  err: "error",
  erro: "error",
  eror: "error",
  fail: "error",
  severe: "error",
  e: "error",
  fatal: "fatal",
  ftl: "fatal",
  critical: "fatal",
  crit: "fatal",
  panic: "fatal",
  emerg: "fatal",
  alert: "fatal",
  f: "fatal",
  a: "fatal",
  c: "fatal",
};

/** Words of any logger, pino's and bunyan's numbers (10 … 60). */
export function levelOf(text: string | undefined): Level | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 10)
    return number >= 60 ? "fatal" : number >= 50 ? "error" : number >= 40 ? "warning" : number >= 30 ? "info" : "debug";
  return LEVELS[text.toLowerCase()];
}

/** RFC 3339 and its relatives, or seconds, milliseconds, nanoseconds since the epoch. */
function timeIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) return timeOf(utc(text));
  if (number > 1e17) return number / 1e6;
  if (number > 1e11) return number;
  return number > 1e8 ? number * 1000 : undefined;
}

/** Times without a zone are read as UTC: containers rarely have another. */
function utc(text: string): string {
  const iso = text.replaceAll("/", "-").replace(",", ".").replace(" ", "T");
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`;
}
