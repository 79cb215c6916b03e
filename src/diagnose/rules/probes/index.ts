import type { Rule } from "../../rule.ts";
import { commandFails } from "./command-fails.ts";
import { commandMissing } from "./command-missing.ts";
import { grpcHealthMissing } from "./grpc-health-missing.ts";
import { listensOnLocalhostOnly } from "./listens-on-localhost-only.ts";
import { podsNotReady } from "./pods-not-ready.ts";
import { portNameUnknown } from "./port-name-unknown.ts";
import { probeFailing } from "./probe-failing.ts";
import { timesOut } from "./times-out.ts";
import { tooEarly } from "./too-early.ts";
import { unauthorized } from "./unauthorized.ts";
import { wrongPath } from "./wrong-path.ts";
import { wrongPort } from "./wrong-port.ts";
import { wrongProtocol } from "./wrong-protocol.ts";
import { wrongScheme } from "./wrong-scheme.ts";

export const PROBES: readonly Rule[] = [
  ...wrongPort,
  ...wrongPath,
  ...wrongScheme,
  ...wrongProtocol,
  ...portNameUnknown,
  ...unauthorized,
  ...commandMissing,
  ...commandFails,
  ...timesOut,
  ...tooEarly,
  listensOnLocalhostOnly,
  grpcHealthMissing,
  probeFailing,
  podsNotReady,
];
