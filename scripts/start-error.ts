/** Something that the person at the keyboard can mend: printed as its sentence alone, without a stack. */
export class StartError extends Error {
  override name = "StartError";
}

/** Prints what went wrong and gives the exit code: the sentence for a StartError, the whole error for our mistakes. */
export function reportFailure(error: unknown): number {
  if (error instanceof Error && (error.name === "StartError" || error.name === "SettingsError")) {
    console.error(`\n  ${error.message}\n`);
    return 1;
  }
  console.error(error);
  return 70;
}
