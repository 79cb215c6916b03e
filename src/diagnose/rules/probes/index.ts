// The rules of this family, a line for each.
export { commandFails } from "./command-fails.ts";
export { commandMissing } from "./command-missing.ts";
export { grpcHealthMissing } from "./grpc-health-missing.ts";
export { listensOnLocalhostOnly } from "./listens-on-localhost-only.ts";
export { notReadyApplicationError } from "./not-ready-application-error.ts";
export { podsNotReady } from "./pods-not-ready.ts";
export { portNameUnknown } from "./port-name-unknown.ts";
export { probeFailing } from "./probe-failing.ts";
export { readinessGateUnset } from "./readiness-gate-unset.ts";
export { timesOut } from "./times-out.ts";
export { tooEarly } from "./too-early.ts";
export { unauthorized } from "./unauthorized.ts";
export { wrongPath } from "./wrong-path.ts";
export { wrongPort } from "./wrong-port.ts";
export { wrongProtocol } from "./wrong-protocol.ts";
export { wrongScheme } from "./wrong-scheme.ts";
