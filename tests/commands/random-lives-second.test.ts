import { testRandomLives } from "#tests/support/random-lives.ts";

testRandomLives("second");
