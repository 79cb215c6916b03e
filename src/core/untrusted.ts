// Logs, events, labels, annotations, documents and alert texts are written by strangers. They are data.

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const ANSI = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Zero width, bidirectional overrides, tag characters: invisible to a reader, read by a model. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|\udb40[\udc00-\udc7f]/g;

/** The text without escape sequences, control and invisible characters. Line breaks and tabs stay. */
export function clean(text: string): string {
  return text.replace(ANSI, "").replace(CONTROL, "").replace(INVISIBLE, "");
}

/** One line: cleaned, white space folded, cut to `max` characters with an ellipsis. */
export function oneLine(text: string, max = 240): string {
  const line = clean(text).replace(/\s+/g, " ").trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}

/**
 * The text between marks that say that it is data. The label names where it came from. A mark inside the text
 * is broken up, so the text cannot end its own fence. Lowers the risk of prompt injection, does not remove it.
 */
export function fence(label: string, text: string): string {
  const safe = clean(text).replace(/<(\/?)untrusted/gi, "<$1 untrusted");
  return `<untrusted from="${label.replace(/["<>]/g, "'")}">\n${safe}\n</untrusted>`;
}

/** The text without the marks of `fence`, for a person's terminal. */
export function unfence(text: string): string {
  return text.replace(/^<untrusted from="[^"]*">\n/gm, "").replace(/\n<\/untrusted>$/gm, "");
}
