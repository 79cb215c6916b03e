/** Sends one native histogram series to a Prometheus that takes remote writes: no text format carries them. */
export async function writeNativeHistogram(
  url: string,
  labels: Record<string, string>,
  times: readonly number[],
): Promise<void> {
  const encoded = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => field(1, [...string(1, name), ...string(2, value)]));
  const samples = times.map((time, i) => field(4, histogram(i + 1, time * 1000)));
  const request = field(1, [...encoded, ...samples].flat());
  const response = await fetch(`${url}/api/v1/write`, {
    method: "POST",
    headers: {
      "content-type": "application/x-protobuf",
      "content-encoding": "snappy",
      "x-prometheus-remote-write-version": "0.1.0",
    },
    body: snappy(Uint8Array.from(request)),
  });
  if (!response.ok) throw new Error(`remote write: ${response.status} ${await response.text()}`);
}

/** prometheus.Histogram of remote write 1.0: `n` observations in the bucket (0.5, 1] of schema 0. */
function histogram(n: number, ms: number): number[] {
  return [
    ...number(1, n), // count
    ...double(3, n * 0.75), // sum
    ...number(4, 0), // schema, zigzag
    ...double(5, 1e-128), // zero threshold
    ...number(6, 0), // zero count
    ...field(11, [...number(1, 0), ...number(2, 1)]), // positive span: offset 0, length 1
    ...field(12, varint(n * 2)), // positive delta, zigzag
    ...number(15, ms),
  ];
}

function varint(n: number): number[] {
  return n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))];
}
const number = (id: number, n: number) => [...varint(id * 8), ...varint(n)];
const field = (id: number, bytes: readonly number[]) => [...varint(id * 8 + 2), ...varint(bytes.length), ...bytes];
const string = (id: number, text: string) => field(id, [...Buffer.from(text)]);
const double = (id: number, n: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(n);
  return [...varint(id * 8 + 1), ...bytes];
};

/** The Snappy block format with literals only. */
function snappy(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = varint(data.length);
  for (let at = 0; at < data.length; at += 60) {
    const chunk = data.subarray(at, at + 60);
    out.push((chunk.length - 1) * 4, ...chunk);
  }
  return Uint8Array.from(out);
}
