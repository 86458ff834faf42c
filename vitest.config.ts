import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    environment: "node",
    // Tests wait for Postgres, browsers and the club's own process as much as they compute: two keep two cores busy.
    maxWorkers: 2,
    env: { LOG_LEVEL: "silent", SESSION_SECRET: "the tests' own secret, known to everyone" },
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
