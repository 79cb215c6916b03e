/** Values after a secret's name that are words about it, or where it comes from, and not the secret. */
const WORD =
  /^(?:true|false|null|nil|none|undefined|yes|no|on|off|string|bytes|not|is|was|are|has|have|had|does|did|do|for|from|in|of|on|to|the|a|an|and|or|with|by|at|as|it|this|that|be|been|can|cannot|could|must|should|will|would|may|if|when|because|invalid|valid|required|expired|missing|incorrect|wrong|empty|unset|set|unknown|unable|error|failed|failure|failing|denied|rejected|refused|forbidden|unauthorized|unauthorised|mismatch|changed|updated|created|deleted|exists|found|authentication|authorization|\d{1,4})$/i;
/** `$VAR`, `${VAR}`, `$(cat f)`, `%VAR%`, `{{ .x }}`, `<here>`, `@file`, `ENC[…]`, `var.x`, `***`, `abc…`, a path. */
const REFERENCE =
  /^(?:\$|%\w+%$|\{\{|<|`|ENC\[|(?:var|local|data|module|process\.env|os\.environ|secrets|env|config|settings|self|this|fn|vault|op|ref|file|arn|secretKeyRef)[.:[(]\S*$|\*+$|\/[\w.-]+(?:\/[\w.-]+)+$|\[?redacted)|(?:\.\.|…|\*\*\*)$/i;
/** Words of a sentence. */
const PLAIN = /^[A-Za-z]?[a-z]+$/;

export function isHarmless(value: string): boolean {
  return value === "" || WORD.test(value) || REFERENCE.test(value);
}

/** After `name: ` in prose: a plain word, and the sentence goes on. A next name with its value is no sentence. */
export function isProse(value: string, after: string): boolean {
  return PLAIN.test(value) && /^,? [A-Za-z(]/.test(after) && !/^,? [\w.-]{1,60}[=:]/.test(after);
}
