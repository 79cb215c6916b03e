import type { Signature } from "../signature.ts";
import { BEAM } from "./beam.ts";
import { BROKERS } from "./brokers.ts";
import { DOTNET } from "./dotnet.ts";
import { GENERIC } from "./generic.ts";
import { GO } from "./go.ts";
import { JVM } from "./jvm.ts";
import { MYSQL } from "./mysql.ts";
import { NODE } from "./node.ts";
import { NOISE } from "./noise.ts";
import { OS } from "./os.ts";
import { PLATFORM } from "./platform.ts";
import { POSTGRES } from "./postgres.ts";
import { PROXIES } from "./proxies.ts";
import { PYTHON } from "./python.ts";
import { RUBY } from "./ruby.ts";
import { STORES } from "./stores.ts";

/** What a product prints: it tells more than the texts below. */
const PRODUCTS: readonly Signature[] = [
  ...POSTGRES,
  ...MYSQL,
  ...STORES,
  ...BROKERS,
  ...PROXIES,
  ...GO,
  ...JVM,
  ...NODE,
  ...PYTHON,
  ...DOTNET,
  ...PLATFORM,
];

/** What a language says of any error: only what no product and no common text tells more of. */
const RAISED: readonly Signature[] = [...RUBY, ...BEAM];

/** What the operating system and many programs print. */
const COMMON: readonly Signature[] = [...OS, ...GENERIC];

export const SIGNATURES: readonly Signature[] = [...NOISE, ...PRODUCTS, ...COMMON, ...RAISED];

const COMMON_IDS = new Set(COMMON.map(({ id }) => id));

/** Is this a text that any program may print? */
export function isCommon(id: string): boolean {
  return COMMON_IDS.has(id);
}
