/** A key with its value, and the value of the setting that belongs to it: `DB_PORT` for `DB_HOST`. */
export interface SettingLine {
  key: string;
  value: string;
  sibling: string | undefined;
}

/** `key: value`, `key = value` and `"key": "value"`: YAML, properties, dotenv, TOML and JSON printed line by line. */
const LINE = /^\s*(?:- )?["']?([\w.-]{1,80})["']?\s*[:=]\s*(.{1,400})$/;
/** A host and its port stand this near to each other. */
const NEAR = 3;

/** A value of several lines is a configuration file: its lines are settings of their own; a short value is one setting. */
export function linesOf(key: string, value: string, sibling: string | undefined): SettingLine[] {
  const rows = value.split("\n");
  if (rows.length === 1) return [{ key, value, sibling }];
  const settings = rows
    .map((row) => LINE.exec(row))
    .map((found) => ({ key: found?.[1] ?? "", value: bare(found?.[2] ?? "") }));
  return rows.map((row, i) => {
    const setting = settings[i];
    if (!setting?.key) return { key: "", value: row, sibling: undefined };
    return { ...setting, sibling: nearest(settings, i, portKey(setting.key)) };
  });
}

/** The value of the setting of this name that stands nearest to line `i`; below it rather than above. */
function nearest(settings: readonly { key: string; value: string }[], i: number, key: string): string | undefined {
  for (let step = 1; step <= NEAR; step++)
    for (const setting of [settings[i + step], settings[i - step]]) if (setting?.key === key) return setting.value;
  return undefined;
}

/** The name under which the port of this host would stand. */
export function portKey(key: string): string {
  return key.replace(/host(name)?$|addr(ess)?$|server$/i, (word) =>
    word === word.toUpperCase() ? "PORT" : /^[A-Z]/.test(word) ? "Port" : "port",
  );
}

function bare(value: string): string {
  return value
    .trim()
    .replace(/,$/, "")
    .replace(/^(["'])(.*)\1$/, "$2");
}
