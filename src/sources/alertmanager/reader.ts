import type { Missing } from "../../core/missing.ts";
import type { Alert } from "../../core/observation.ts";

/** An alert as Alertmanager holds it. */
export interface HeldAlert extends Alert {
  /** Stable for one label set. */
  fingerprint: string;
  /** What mutes it: ids of silences, fingerprints of inhibiting alerts. */
  mutedBy: string[];
  generatorUrl: string;
}

export interface HeldAlerts {
  alerts: HeldAlert[];
  missing: Missing[];
}

/**
 * Alertmanager's API v2, or a recording of it. Texts are redacted and cleaned. Methods throw SitrepError: `input` a filter
 * is refused, `denied` credentials, `unavailable` no usable answer. An abort throws the signal's reason.
 */
export interface AlertmanagerReader {
  /** The address without credentials, or the capture's name: for reports. */
  readonly origin: string;
  /** `filters` are matchers as Alertmanager writes them: `severity="critical"`, `alertname=~"Kube.*"`. */
  alerts(filters: readonly string[], signal: AbortSignal): Promise<HeldAlerts>;
  version(signal: AbortSignal): Promise<string>;
  close?(): void;
}
