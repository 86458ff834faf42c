/** Every setting of this process, parsed once; nothing else in the app reads process.env. */
import { type Env, readEnv } from "./settings.ts";

export type { Env };

/** @throws SettingsError, as this module loads, naming every setting that is wrong. */
export const env: Env = readEnv(process.env);
