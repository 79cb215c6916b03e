/** Whether a text names something, as a word of its own: `ledger` and not `ledger-db`. */
export function saysName(text: string, name: string): boolean {
  return text.split(/[^\w-]+/).includes(name);
}
