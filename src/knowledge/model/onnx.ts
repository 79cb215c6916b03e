// A writer for the part of ONNX that a transformer encoder needs. The field numbers are those of onnx.proto3
// (ModelProto, GraphProto, NodeProto, TensorProto, AttributeProto); the wire format is that of Protocol Buffers.

/** Element types of TensorProto. */
export const ElementType = { float: 1, int8: 3, int64: 7 } as const;
export type ElementType = (typeof ElementType)[keyof typeof ElementType];

export interface Tensor {
  type: ElementType;
  dims: readonly number[];
  data: Float32Array | Int8Array | BigInt64Array;
}

/** An input or output of the model; a name in `dims` is a size that is known only when it runs. */
export interface Port {
  name: string;
  type: ElementType;
  dims: readonly (number | string)[];
}

/** Whole numbers, lists of them, and `{ float }`, because the format tells 1 from 1.0. */
export type Attributes = Record<string, number | readonly number[] | { float: number }>;

const IR_VERSION = 9;
const OPSET = 20;

/** Collects operators and constants in the order in which they are computed. */
export class Graph {
  private readonly nodes: Buffer[] = [];
  private readonly constants: Buffer[] = [];
  private readonly small = new Map<string, string>();
  private names = 0;

  /** Adds a constant; returns its name. */
  constant({ type, dims, data }: Tensor): string {
    const name = `c${this.names++}`;
    const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const sizes = dims.map((size) => number(1, size));
    this.constants.push(message(5, [...sizes, number(2, type), text(8, name), bytes(9, raw)]));
    return name;
  }

  /** A single float; the same value is stored once. */
  float(value: number): string {
    return this.shared(`float ${value}`, { type: ElementType.float, dims: [], data: Float32Array.of(value) });
  }

  /** A list of whole numbers, or with `scalar` the only one of them. */
  integers(values: readonly number[], shape: "list" | "scalar" = "list"): string {
    const dims = shape === "scalar" ? [] : [values.length];
    const data = BigInt64Array.from(values, BigInt);
    return this.shared(`${shape} ${values}`, { type: ElementType.int64, dims, data });
  }

  /** Adds an operator with one output; returns the output's name. */
  op(kind: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const [output = ""] = this.ops(kind, inputs, 1, attributes);
    return output;
  }

  /** Adds an operator with several outputs; returns their names. */
  ops(kind: string, inputs: readonly string[], outputs: number, attributes: Attributes = {}): string[] {
    const names = Array.from({ length: outputs }, () => `t${this.names++}`);
    this.node(kind, inputs, names, attributes);
    return names;
  }

  /** The model's file; `result` is the value that the output port gives. */
  serialise(inputs: readonly Port[], result: string, output: Port): Buffer {
    this.node("Identity", [result], [output.name], {});
    const ports = [...inputs.map((port) => message(11, portFields(port))), message(12, portFields(output))];
    const graph = message(7, [...this.nodes, text(2, "encoder"), ...this.constants, ...ports]);
    return Buffer.concat([
      number(1, IR_VERSION),
      text(2, "sitrep"),
      graph,
      message(8, [text(1, ""), number(2, OPSET)]),
    ]);
  }

  private shared(key: string, tensor: Tensor): string {
    const name = this.small.get(key) ?? this.constant(tensor);
    this.small.set(key, name);
    return name;
  }

  private node(kind: string, inputs: readonly string[], outputs: readonly string[], attributes: Attributes): void {
    const fields = [
      ...inputs.map((name) => text(1, name)),
      ...outputs.map((name) => text(2, name)),
      text(3, outputs[0] ?? ""),
      text(4, kind),
      ...Object.entries(attributes).map(([name, value]) => message(5, attributeFields(name, value))),
    ];
    this.nodes.push(message(1, fields));
  }
}

function attributeFields(name: string, value: Attributes[string]): Buffer[] {
  if (typeof value === "number") return [text(1, name), number(3, value), number(20, 2)];
  if ("float" in value) return [text(1, name), float(2, value.float), number(20, 1)];
  return [text(1, name), ...value.map((item) => number(8, item)), number(20, 7)];
}

function portFields({ name, type, dims }: Port): Buffer[] {
  const sizes = dims.map((size) => message(1, [typeof size === "string" ? text(2, size) : number(1, size)]));
  return [text(1, name), message(2, [message(1, [number(1, type), message(2, sizes)])])];
}

function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  return Buffer.from([...out, Number(rest)]);
}

const number = (field: number, value: number) => Buffer.concat([varint(field << 3), varint(value)]);
const float = (field: number, value: number) =>
  Buffer.concat([varint((field << 3) | 5), Buffer.from(Float32Array.of(value).buffer)]);
const bytes = (field: number, body: Buffer) => Buffer.concat([varint((field << 3) | 2), varint(body.length), body]);
const text = (field: number, value: string) => bytes(field, Buffer.from(value));
const message = (field: number, fields: readonly Buffer[]) => bytes(field, Buffer.concat(fields));
