/** Progress at the terminal: a line a step, with how long it took and what came of it. */

const isTerminal = process.stdout.isTTY === true;

export type Step = {
  /** Shows what goes on within the step, on a terminal. */
  update(text: string): void;
};

/**
 * Runs `work` under `name`. What it returns as text is shown behind the name when it is done.
 * @throws what `work` throws, after marking the step as failed.
 */
export async function step<T>(
  name: string,
  work: (step: Step) => Promise<{ value: T; says: string }>,
): Promise<T> {
  const startedAt = performance.now();
  const label = name.padEnd(12);
  if (isTerminal) process.stdout.write(`  · ${label}`);
  const update = (text: string) => {
    if (isTerminal) process.stdout.write(`\r\x1b[K  · ${label} ${text}`);
  };
  const finish = (mark: string, text: string) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${isTerminal ? "\r\x1b[K" : ""}  ${mark} ${label} ${text} (${seconds} s)\n`);
  };
  try {
    const done = await work({ update });
    finish("✓", done.says);
    return done.value;
  } catch (error) {
    finish("✗", "stopped");
    throw error;
  }
}
