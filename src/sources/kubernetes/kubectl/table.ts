/** Rows with their headings, in columns as wide as their longest cell. A heading that only some rows have stays empty in others. */
export function tableOf(rows: readonly Record<string, string>[], withHeadings: boolean): string {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [...(withHeadings ? [headings] : []), ...rows.map((row) => headings.map((it) => row[it] ?? ""))];
  const widths = headings.map((_, i) => Math.max(...lines.map((cells) => cells[i]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("   ")
        .trimEnd(),
    )
    .join("\n");
}
