import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bertGraph } from "../../src/knowledge/model/bert.ts";
import { modelFolder } from "../../src/knowledge/model/folder.ts";
import type { Weights } from "../../src/knowledge/model/safetensors.ts";

const HIDDEN = 16;
const CONFIG = {
  model_type: "bert",
  hidden_act: "gelu",
  hidden_size: HIDDEN,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  layer_norm_eps: 1e-12,
  max_position_embeddings: 64,
} as const;
const SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

/** The files of a model that transformers.js and onnxruntime really run: a BERT of one layer with made-up weights. */
export function tinyModelFiles(words: readonly string[]): Record<string, string | Buffer> {
  const vocabulary = [...SPECIAL, ...words];
  return {
    "config.json": JSON.stringify({ ...CONFIG, vocab_size: vocabulary.length }),
    "tokenizer.json": JSON.stringify(tokenizer(vocabulary)),
    "tokenizer_config.json": JSON.stringify({ tokenizer_class: "BertTokenizer", model_max_length: 64 }),
    "onnx/model_quantized.onnx": bertGraph(CONFIG, madeUp(vocabulary.length)),
  };
}

export function installTinyModel(modelsDir: string, id: string, words: readonly string[]): void {
  for (const [name, content] of Object.entries(tinyModelFiles(words))) {
    const file = path.join(modelFolder(modelsDir, id), name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** The same numbers for the same name and size; words far apart, the rest small, so that a text is about its words. */
function madeUp(vocabulary: number): Weights {
  return (name) => {
    const dims = shapeOf(name, vocabulary);
    const size = dims.reduce((product, dim) => product * dim, 1);
    const scale = name.includes("word_embeddings") ? 1 : name.includes("LayerNorm.weight") ? 0 : 0.02;
    const shift = name.includes("LayerNorm.weight") ? 1 : 0;
    let seed = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
    const next = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 31 - 1;
    };
    return { dims, data: Float32Array.from({ length: size }, () => shift + scale * next()) };
  };
}

function shapeOf(name: string, vocabulary: number): number[] {
  if (name.includes("word_embeddings")) return [vocabulary, HIDDEN];
  if (name.includes("position_embeddings")) return [CONFIG.max_position_embeddings, HIDDEN];
  if (name.includes("token_type")) return [2, HIDDEN];
  if (name.endsWith("bias") || name.includes("LayerNorm")) return [name.includes("intermediate") ? 4 * HIDDEN : HIDDEN];
  if (name.includes("intermediate")) return [4 * HIDDEN, HIDDEN];
  return name.includes("attention") ? [HIDDEN, HIDDEN] : [HIDDEN, 4 * HIDDEN];
}

function tokenizer(vocabulary: readonly string[]) {
  const template = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  const single = [template("[CLS]"), { Sequence: { id: "A", type_id: 0 } }, template("[SEP]")];
  const token = (id: string) => [id, { id, ids: [vocabulary.indexOf(id)], tokens: [id] }] as const;
  const added = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content, id) => ({ id, content, ...added })),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      ...{ type: "TemplateProcessing", single, pair: single },
      special_tokens: Object.fromEntries(["[CLS]", "[SEP]"].map(token)),
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      ...{ type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##", max_input_chars_per_word: 100 },
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  };
}
