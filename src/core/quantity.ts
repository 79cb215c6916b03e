const FACTOR: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number a Kubernetes resource quantity stands for (bytes, cores, counts): `"128Mi"` → 134217728, `"250m"` → 0.25.
 * `undefined` when it is missing or not a quantity. Grammar: apimachinery `pkg/api/resource`.
 */
export function quantity(text: string | number | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = /^([+-]?(?:\d+(?:\.\d+)?|\.\d+))(?:([eE][+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/.exec(
    String(text).trim(),
  );
  if (!match) return undefined;
  const [, number = "", exponent = "", suffix = ""] = match;
  return Number(number + exponent) * (FACTOR[suffix] ?? 1);
}

/** Bytes as people read them: 134217728 → `"128Mi"`. */
export function bytes(n: number): string {
  const units = ["", "Ki", "Mi", "Gi", "Ti"];
  let i = 0;
  let value = n;
  while (value >= 1024 && i < units.length - 1) {
    value /= 1024;
    i++;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)}${units[i]}`;
}
