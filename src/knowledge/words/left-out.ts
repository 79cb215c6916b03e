/** What stands in a text for data that is none: it is shown, and its words are not the document's. */
export const LEFT_OUT = /\[left out: [^\]]{1,100}\]/g;

export function leftOut(characters: number, what: string): string {
  const size = characters < 1000 ? `${characters} bytes` : `${Math.round(characters / 1000)} KB`;
  return `[left out: ${size} of ${what}]`;
}
