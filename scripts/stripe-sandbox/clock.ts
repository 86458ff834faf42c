import { daySeconds } from "./billing/calendar.ts";
import { cycleOfSubscription } from "./billing/catalogue.ts";
import { runUntil } from "./billing/schedule.ts";
import { invalidRequest } from "./errors.ts";
import type { TestClock } from "./stored.ts";
import { changeRecord, emit, getRecord, type World } from "./world.ts";

/** Does what has fallen due on the sandbox's own clock since it was last looked at. */
export function catchUp(world: World): void {
  advanceMainClock(world, world.readClock());
}

/** Moves the sandbox's own clock forward, doing all that falls due on the way. */
export function advanceMainClock(world: World, to: number): void {
  const from = world.readClock();
  if (to < from) throw invalidRequest("The sandbox's clock only moves forward.");
  try {
    runUntil(world, null, 0, to, (at) => {
      world.workingAt = at;
    });
  } finally {
    world.workingAt = null;
  }
  if (to > from) {
    world.state.clockOffsetSeconds += to - from;
    world.onChange();
  }
}

const intervalSeconds = {
  day: daySeconds,
  week: 7 * daySeconds,
  month: 31 * daySeconds,
  year: 366 * daySeconds,
};

/** How far a test clock may go in one step: two of the shortest cycle on it, two years without one. */
function furthest(world: World, clock: TestClock): number {
  const cycles = [...world.state.subscriptions.values()]
    .filter((subscription) => subscription.test_clock === clock.id && subscription.ended_at === null)
    .map((subscription) => cycleOfSubscription(subscription))
    .map(({ interval, count }) => intervalSeconds[interval] * count);
  return clock.frozen_time + 2 * Math.min(intervalSeconds.year, ...cycles);
}

/** Starts a test clock on its way; it arrives a moment later, as Stripe's do. */
export function startAdvancing(world: World, id: string, to: number): TestClock {
  const clock = getRecord(world, "testClocks", id);
  if (clock.status !== "ready") {
    throw invalidRequest("This test clock is still advancing.", { param: "frozen_time" });
  }
  if (to <= clock.frozen_time) {
    throw invalidRequest("frozen_time must be after the test clock's current frozen_time.", {
      param: "frozen_time",
    });
  }
  if (to > furthest(world, clock)) {
    throw invalidRequest(
      "Test clock advancement is limited to two intervals of its shortest subscription (two years when it has none).",
      { param: "frozen_time" },
    );
  }
  changeRecord(world, "testClocks", id, (record) => {
    record.status = "advancing";
    record.status_details = { advancing: { target_frozen_time: to } };
  });
  emit(world, "test_helpers.test_clock.advancing", clock);
  setImmediate(() => arrive(world, id, to));
  return structuredClone(clock);
}

function arrive(world: World, id: string, to: number): void {
  const clock = world.state.testClocks.get(id);
  if (!clock) return;
  try {
    runUntil(world, id, clock.frozen_time, to, (at) => {
      clock.frozen_time = at;
    });
    clock.status = "ready";
  } catch {
    clock.status = "internal_failure";
  }
  clock.frozen_time = to;
  clock.status_details = {};
  world.onChange();
  const failed = clock.status === "internal_failure";
  emit(world, failed ? "test_helpers.test_clock.internal_failure" : "test_helpers.test_clock.ready", clock);
}

/** Test clocks that were on their way when the sandbox stopped. */
export function resumeAdvancing(world: World): void {
  for (const clock of world.state.testClocks.values()) {
    const target = clock.status_details.advancing?.target_frozen_time;
    if (clock.status === "advancing" && target !== undefined) arrive(world, clock.id, target);
  }
}

export const clockRetention = 30 * daySeconds;
