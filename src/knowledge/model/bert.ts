import { z } from "zod";
import { ElementType, Graph, type Port } from "./onnx.ts";
import type { Weight, Weights } from "./safetensors.ts";

/** The parts of a BERT encoder's config.json that decide its graph. */
export const BertConfig = z.object({
  model_type: z.literal("bert"),
  hidden_act: z.literal("gelu"),
  hidden_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  num_attention_heads: z.int().positive(),
  layer_norm_eps: z.number(),
});
export type BertConfig = z.infer<typeof BertConfig>;

/** Added to the score of padding, which then has no part in the softmax. */
const MASKED = -10_000;

/**
 * A BERT encoder (Devlin et al. 2019) as an ONNX graph with 8-bit weights: matrices with a scale per output column, the word
 * table with one per row, activations quantised as they come. Standard operators only; onnxruntime fuses them into its 8-bit kernels.
 * Measured on MiniLM: cosine to the 32-bit model at least 0.98, mean 0.994; retrieval unchanged.
 */
export function bertGraph(config: BertConfig, weights: Weights): Buffer {
  const net = new Encoder(config, weights);
  let x = net.embeddings();
  const masked = net.mask();
  for (let layer = 0; layer < config.num_hidden_layers; layer++) x = net.layer(x, masked, `encoder.layer.${layer}`);
  const port = (name: string): Port => ({ name, type: ElementType.int64, dims: ["batch", "sequence"] });
  return net.graph.serialise(["input_ids", "attention_mask", "token_type_ids"].map(port), x, {
    name: "last_hidden_state",
    type: ElementType.float,
    dims: ["batch", "sequence", config.hidden_size],
  });
}

class Encoder {
  readonly graph = new Graph();
  private readonly config: BertConfig;
  private readonly weights: Weights;
  private readonly quantised = new Map<string, string[]>();

  constructor(config: BertConfig, weights: Weights) {
    this.config = config;
    this.weights = weights;
  }

  /** Word, position and token type, normalised. */
  embeddings(): string {
    const { graph } = this;
    const at = (start: number) => graph.integers([start], "scalar");
    const length = graph.op("Gather", [graph.op("Shape", ["input_ids"]), at(1)]);
    const position = graph.op("Gather", [
      this.plain("embeddings.position_embeddings.weight"),
      graph.op("Range", [at(0), length, at(1)]),
    ]);
    const type = graph.op("Gather", [this.plain("embeddings.token_type_embeddings.weight"), "token_type_ids"]);
    const sum = graph.op("Add", [graph.op("Add", [this.words(), type]), position]);
    return this.layerNorm(sum, "embeddings.LayerNorm");
  }

  /** 0 for words, a large negative number for padding; [batch, 1, 1, sequence]. */
  mask(): string {
    const { graph } = this;
    const mask = graph.op("Unsqueeze", [this.toFloat("attention_mask"), graph.integers([1, 2])]);
    return graph.op("Mul", [graph.op("Sub", [graph.float(1), mask]), graph.float(MASKED)]);
  }

  layer(x: string, mask: string, at: string): string {
    const { graph } = this;
    const attended = this.linear(this.attention(x, mask, `${at}.attention.self`), `${at}.attention.output.dense`);
    const y = this.layerNorm(graph.op("Add", [attended, x]), `${at}.attention.output.LayerNorm`);
    const inner = graph.op("Gelu", [this.linear(y, `${at}.intermediate.dense`)]);
    return this.layerNorm(graph.op("Add", [this.linear(inner, `${at}.output.dense`), y]), `${at}.output.LayerNorm`);
  }

  private attention(x: string, mask: string, at: string): string {
    const { graph } = this;
    const { hidden_size: hidden, num_attention_heads: heads } = this.config;
    const size = hidden / heads;
    const perHead = (name: string, perm: number[]) => {
      const apart = graph.op("Reshape", [this.linear(x, `${at}.${name}`), graph.integers([0, 0, heads, size])]);
      return graph.op("Transpose", [apart], { perm });
    };
    const scores = graph.op("MatMul", [perHead("query", [0, 2, 1, 3]), perHead("key", [0, 2, 3, 1])]);
    const scaled = graph.op("Add", [graph.op("Div", [scores, graph.float(Math.sqrt(size))]), mask]);
    const mixed = graph.op("MatMul", [graph.op("Softmax", [scaled], { axis: -1 }), perHead("value", [0, 2, 1, 3])]);
    return graph.op("Reshape", [
      graph.op("Transpose", [mixed], { perm: [0, 2, 1, 3] }),
      graph.integers([0, 0, hidden]),
    ]);
  }

  /** Rows of the word table, 8-bit with a scale per row. */
  private words(): string {
    const { graph } = this;
    const { dims, data } = this.weights("embeddings.word_embeddings.weight");
    const [rows = 0, columns = 0] = dims;
    const { values, scales } = quantise(data, rows, (i) => Math.floor(i / columns));
    const table = graph.constant({ type: ElementType.int8, dims, data: values });
    const scale = graph.constant({ type: ElementType.float, dims: [rows, 1], data: scales });
    return graph.op("Mul", [
      this.toFloat(graph.op("Gather", [table, "input_ids"])),
      graph.op("Gather", [scale, "input_ids"]),
    ]);
  }

  private linear(x: string, name: string): string {
    const { graph } = this;
    const { dims, data } = transpose(this.weights(`${name}.weight`));
    const columns = dims[1] ?? 0;
    const { values, scales } = quantise(data, columns, (i) => i % columns);
    const [input = "", scale = "", zero = ""] = this.quantise(x);
    const weight = graph.constant({ type: ElementType.int8, dims, data: values });
    const zeros = graph.constant({ type: ElementType.int8, dims: [columns], data: new Int8Array(columns) });
    const product = this.toFloat(graph.op("MatMulInteger", [input, weight, zero, zeros]));
    const perColumn = graph.constant({ type: ElementType.float, dims: [columns], data: scales });
    const scaled = graph.op("Mul", [product, graph.op("Mul", [scale, perColumn])]);
    return graph.op("Add", [scaled, this.plain(`${name}.bias`)]);
  }

  /** The three outputs of the quantisation of a value; made once for all that use it. */
  private quantise(x: string): string[] {
    const known = this.quantised.get(x) ?? this.graph.ops("DynamicQuantizeLinear", [x], 3);
    this.quantised.set(x, known);
    return known;
  }

  private layerNorm(x: string, name: string): string {
    const attributes = { axis: -1, epsilon: { float: this.config.layer_norm_eps } };
    return this.graph.op(
      "LayerNormalization",
      [x, this.plain(`${name}.weight`), this.plain(`${name}.bias`)],
      attributes,
    );
  }

  private plain(name: string): string {
    return this.graph.constant({ type: ElementType.float, ...this.weights(name) });
  }

  private toFloat(x: string): string {
    return this.graph.op("Cast", [x], { to: ElementType.float });
  }
}

/** Training stores a matrix as [out, in]; MatMul wants [in, out]. */
function transpose({ dims: [rows = 0, columns = 0], data }: Weight): Weight {
  const turned = Float32Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)] ?? 0);
  return { dims: [columns, rows], data: turned };
}

/** Symmetric 8-bit values with one scale per group: the group's largest value is 127. */
function quantise(data: Float32Array, groups: number, groupOf: (i: number) => number) {
  const scales = new Float32Array(groups);
  data.forEach((value, i) => {
    scales[groupOf(i)] = Math.max(scales[groupOf(i)] ?? 0, Math.abs(value) / 127);
  });
  const values = Int8Array.from(data, (value, i) => Math.round(value / (scales[groupOf(i)] || 1)));
  return { values, scales };
}
