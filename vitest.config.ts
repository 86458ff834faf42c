import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    environment: "node",
    env: { LOG_LEVEL: "silent", SESSION_SECRET: "the tests' own secret, known to everyone" },
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
