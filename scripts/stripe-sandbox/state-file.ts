import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { emptyState, parseState, type State, serializeState } from "./state.ts";

/** Reads a state file; a new account when there is none. Throws a plain sentence when it cannot be read. */
export function loadState(path: string): State {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return emptyState();
    throw new Error(`Cannot read the state file ${path}: ${(error as Error).message}`);
  }
  try {
    return parseState(text);
  } catch (error) {
    throw new Error(
      `Cannot read the state file ${path}: ${(error as Error).message}. Move it away to start anew.`,
    );
  }
}

const settleMs = 200;
/** A large account is written less often, so that writing takes a tenth of the time at most. */
const writeShare = 10;

/** Writes the state a moment after it changes, whole or not at all: to a file beside it, then over it. */
export class StateFile {
  #path: string;
  #state: State;
  #timer: NodeJS.Timeout | null = null;
  #lastWriteMs = 0;

  constructor(path: string, state: State) {
    this.#path = path;
    this.#state = state;
    mkdirSync(dirname(path), { recursive: true });
  }

  changed(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.flush(), Math.max(settleMs, this.#lastWriteMs * writeShare));
    this.#timer.unref();
  }

  /** Writes now what has not been written yet. */
  flush(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    const startedAt = performance.now();
    const draft = `${this.#path}.${process.pid}.tmp`;
    writeFileSync(draft, serializeState(this.#state), { mode: 0o600 });
    renameSync(draft, this.#path);
    this.#lastWriteMs = performance.now() - startedAt;
  }
}
