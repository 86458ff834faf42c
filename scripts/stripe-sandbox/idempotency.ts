import { createHash } from "node:crypto";
import { invalidRequest, StripeRefusal } from "./errors.ts";
import type { Form } from "./form.ts";
import type { SavedAnswer } from "./state.ts";
import type { World } from "./world.ts";

const keptMs = 24 * 60 * 60 * 1000;
const maxKept = 5_000;

/** What a request asks for, so that a second use of its key can be compared with the first. */
export function fingerprintOf(method: string, path: string, form: Form): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, form]))
    .digest("hex");
}

/** The answer saved under a key, if any; refuses a key that was used for something else. */
export function findSavedAnswer(world: World, key: string, fingerprint: string): SavedAnswer | undefined {
  if (key.length > 255) throw invalidRequest("Idempotency keys can be at most 255 characters.");
  const saved = world.state.savedAnswers.get(key);
  if (!saved) return undefined;
  if (world.wallClockMs() - saved.savedAtMs > keptMs) {
    world.state.savedAnswers.delete(key);
    return undefined;
  }
  if (saved.fingerprint === fingerprint) return saved;
  throw new StripeRefusal(400, {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

/** Keeps an answer for a day; the oldest keys go first. */
export function saveAnswer(world: World, answer: SavedAnswer): void {
  const { savedAnswers } = world.state;
  savedAnswers.set(answer.id, answer);
  for (const [key, { savedAtMs }] of savedAnswers) {
    if (answer.savedAtMs - savedAtMs <= keptMs && savedAnswers.size <= maxKept) break;
    savedAnswers.delete(key);
  }
  world.onChange();
}

export function keyInUse(key: string): StripeRefusal {
  return new StripeRefusal(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  });
}
