/** Characters of a title: one line of a wide terminal. What is left out stands in the evidence. */
export const MAX_TITLE = 160;
/** Errors are wrapped from the outside in: the end of a quoted one says why it failed. */
const TAIL = 62;
const LONGEST_WORD = 24;

/** The title cut in its middle, between words, behind the name of its object. */
export function fitted(title: string, name: string): string {
  if (title.length <= MAX_TITLE) return title;
  const named = title.indexOf(name) + name.length;
  const head = Math.max(MAX_TITLE - TAIL, Math.min(named, MAX_TITLE - LONGEST_WORD));
  const start = title.slice(0, head - 3);
  const end = title.slice(title.length - (MAX_TITLE - head));
  return `${untilWord(start)} … ${fromWord(end)}`;
}

function untilWord(text: string): string {
  const at = text.lastIndexOf(" ");
  return (text.length - at <= LONGEST_WORD ? text.slice(0, at) : text).trimEnd();
}

function fromWord(text: string): string {
  const at = text.indexOf(" ");
  return (at !== -1 && at < LONGEST_WORD ? text.slice(at) : text).trimStart();
}
