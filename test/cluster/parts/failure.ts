/** Every message of a chain of causes that adds something, outermost first. */
export function explainFailure(thrown: unknown): string {
  const lines: string[] = [];
  for (let it = thrown; it instanceof Error; it = it.cause) {
    const { message } = it;
    if (!lines.some((line) => line.includes(message) || message.includes(line))) lines.push(message);
  }
  return lines.length > 0 ? lines.join("\n  because: ") : String(thrown);
}
