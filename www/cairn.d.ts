/** Types of `window.cairn` and of the events that `<cairn-panel>` sends. */

/** What the visitor allowed: stored in this browser, erased, or kept in memory until he decides. */
export type CairnConsent = "granted" | "denied" | "pending";

/** An offer on a slate. */
export interface CairnPick {
  offer: string;
  /** The probability that it serves this visitor now, 0–1. */
  fit: number;
  /** The probability with which it was put on the slate, 0.02–1. */
  propensity: number;
  /** Why, in words, the largest reason first. */
  because: string[];
  title: string;
  text: string;
  url: string;
  kind: string;
  owner: string;
  image?: { src: string; alt: string };
}

/** The offers shown together. */
export interface CairnSlate {
  id: string;
  placement: "corner" | "inline" | "sheet";
  title: string;
  heading: number;
  theme: "auto" | "light" | "dark";
  offers: CairnPick[];
}

/** Probabilities that sum to 1 each, and what they were concluded from. */
export interface CairnBelief {
  personas: Record<string, number>;
  journeys: Record<string, number>;
  stages: Record<string, number>;
  movement: "advancing" | "exploring" | "looping" | "stalled" | "returning" | "customer";
  /** The persona the visitor says he is. */
  said?: string;
  evidence: { signal: string; weight: number }[];
}

/** A call in the queue, for pages that run before the script: `cairn.push(["event", "login"])`. */
export type CairnCommand =
  | ["event", string, { conversion?: boolean }?]
  | ["consent", CairnConsent]
  | ["persona", string | null]
  | ["forget"]
  | ["pause", boolean]
  | ["config", object];

export interface Cairn {
  push(...commands: CairnCommand[]): void;
  /** Something happened on the site. `conversion`: it is what the site hopes for. */
  event(name: string, detail?: { conversion?: boolean }): void;
  consent(state: CairnConsent): void;
  /** The visitor says which persona he is; `null` takes it back. */
  persona(id: string | null): void;
  /** All that is known, oldest first; a copy. With events, the journal becomes these. */
  journal(events?: object[]): object[];
  /** Whether nothing is noticed; with a wish, from now on, on later pages too. */
  pause(wish?: boolean): boolean;
  /** `null` before the engine runs. */
  belief(): CairnBelief | null;
  /** What the first panel of the page shows; `null` before the first slate. */
  slate(): CairnSlate | null;
  /** Erases everything Cairn knows in this browser. */
  forget(): void;
  /** Another config; the journal stays and is read anew. */
  config(config: object): void;
}

export interface CairnEvents {
  "cairn:ready": CustomEvent<Record<string, never>>;
  "cairn:slate": CustomEvent<{ slate: CairnSlate }>;
  "cairn:impression": CustomEvent<{ slate: string; offers: string[] }>;
  /** Cancelable: `preventDefault()` when the page goes there itself. */
  "cairn:click": CustomEvent<{ offer: string }>;
  "cairn:dismissal": CustomEvent<{ offer: string }>;
  /** The visitor searched in the panel. */
  "cairn:search": CustomEvent<{ query: string }>;
  /** Whether the visitor got what he needed. */
  "cairn:feedback": CustomEvent<{ helped: boolean }>;
  /** The visitor sends a summary along. Cancelable: `preventDefault()` when the page takes it. */
  "cairn:handoff": CustomEvent<{ offer: string; summary: string }>;
  "cairn:consent": CustomEvent<{ state: CairnConsent }>;
  "cairn:failure": CustomEvent<{ name: string; message: string }>;
}

declare global {
  interface Window {
    cairn: Cairn;
  }
  interface HTMLElementEventMap extends CairnEvents {}
  interface DocumentEventMap extends CairnEvents {}
}
