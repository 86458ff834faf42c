/** An account's own pages as a browser without JavaScript uses them, through the built club. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RESET_REQUEST_BY_EMAIL } from "#app/domain/rate-limit.ts";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { mailsTo, tokenTo } from "#tests/support/mailbox.ts";
import { createAccount, PASSWORD, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
const door = () => database.pools.door;
const NEW_PASSWORD = "battery staple horse";
let club: OpenClub;

beforeAll(async () => {
  club = await openClub(database.url);
});
afterAll(() => club?.close());

const get = (path: string, cookie = "") =>
  fetch(club.origin + path, { redirect: "manual", headers: { Cookie: cookie } });
const post = (path: string, fields: Record<string, string> = {}, cookie = "") =>
  fetch(club.origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie, Origin: club.origin },
    body: new URLSearchParams(fields),
  });
const locationOf = (answer: Response) => (answer.headers.get("Location") ?? "").replace(club.origin, "");
const cookieOf = (answer: Response) => (answer.headers.get("Set-Cookie") ?? "").split(";")[0] as string;
const signIn = (email: string, password: string) => post("/sign-in", { email, password });

/** What an answer says: status, headers that are not of this one request, and the page without `email`. */
async function said(answer: Response, email: string) {
  const headers = Object.fromEntries(answer.headers);
  for (const name of ["date", "x-request-id", "content-security-policy", "content-length"])
    delete headers[name];
  return { status: answer.status, headers, page: (await answer.text()).replaceAll(email, "<email>") };
}

async function resetLink(email: string): Promise<string> {
  expect((await post("/forgot-password", { email })).status).toBe(303);
  return `/reset-password?token=${await tokenTo(door(), email, "/reset-password")}`;
}

describe("a password that is not known any more", () => {
  test("is replaced by way of the mail: ask, open, set, sign in", async () => {
    const { id, email } = await createAccount(door());
    const elsewhere = await sessionCookie(door(), id);
    const asked = await post("/forgot-password", { email });
    expect([asked.status, locationOf(asked)]).toEqual([303, "/forgot-password?sent"]);
    expect(await (await get("/forgot-password?sent")).text()).toContain("Look into your mail");
    const link = `/reset-password?token=${await tokenTo(door(), email, "/reset-password")}`;
    const page = await get(link);
    expect(page.status).toBe(200);
    expect(page.headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(page.headers.get("Cache-Control")).toBe("private, no-store");
    expect(await page.text()).not.toContain("<script");
    const set = await post(link, { password: NEW_PASSWORD });
    expect([set.status, locationOf(set)]).toEqual([303, "/sign-in?done=password"]);
    expect(await (await get("/sign-in?done=password")).text()).toContain("Your password is changed");
    expect(locationOf(await get("/account", elsewhere))).toBe("/sign-in?then=%2Faccount");
    expect((await signIn(email, PASSWORD)).status).toBe(422);
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(303);
  });

  test("opening the link, however often and by whatever program, uses nothing up", async () => {
    const { email } = await createAccount(door());
    const link = await resetLink(email);
    await fetch(club.origin + link, { method: "HEAD" });
    for (let i = 0; i < 3; i += 1) expect((await get(link)).status).toBe(200);
    expect((await post(link, { password: NEW_PASSWORD })).status).toBe(303);
  });

  test("its form is taken as browsers send it from a page without a referrer, and as nobody else can", async () => {
    const { email } = await createAccount(door());
    const link = await resetLink(email);
    const send = (headers: Record<string, string>) =>
      fetch(club.origin + link, {
        method: "POST",
        redirect: "manual",
        headers: { Origin: "null", ...headers },
        body: new URLSearchParams({ password: NEW_PASSWORD }),
      });
    expect((await send({})).status).toBe(403);
    expect((await send({ "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await send({ "Sec-Fetch-Site": "same-origin" })).status).toBe(303);
  });

  test("a link that was used, in another tab too, says so and leads on", async () => {
    const { email } = await createAccount(door());
    const link = await resetLink(email);
    await post(link, { password: NEW_PASSWORD });
    for (const answer of [await get(link), await post(link, { password: "yet another one" })]) {
      expect(answer.status).toBe(410);
      const page = await answer.text();
      expect(page).toContain("This link was used already");
      expect(page).toContain('href="/forgot-password"');
    }
    expect((await signIn(email, "yet another one")).status).toBe(422);
  });

  test("a link that is too old, or cut off, says so and leads on", async () => {
    const { email } = await createAccount(door());
    const first = await resetLink(email);
    const second = await resetLink(email);
    const old = await get(first);
    expect([old.status, await old.text()]).toEqual([410, expect.stringContaining("This link is too old")]);
    const cut = await get(second.slice(0, -3));
    expect(cut.status).toBe(404);
    const page = await cut.text();
    expect(page).toContain("This link does not work");
    expect(page).toContain('href="/forgot-password"');
    expect(cut.headers.get("Referrer-Policy")).toBe("no-referrer");
  });

  test("a password that is too short is said at its field, and the link stays good", async () => {
    const { email } = await createAccount(door());
    const link = await resetLink(email);
    const answer = await post(link, { password: "short" });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining("Use at least 10")]);
    expect((await post(link, { password: NEW_PASSWORD })).status).toBe(303);
  });
});

describe("an address that nobody has", () => {
  test("gets the very answer of one that has an account, byte for byte", async () => {
    const known = (await createAccount(door(), { email: "known@example.com" })).email;
    const unknown = "nobody@example.com";
    const password = "not this one";
    expect(await said(await signIn(known, password), known)).toEqual(
      await said(await signIn(unknown, password), unknown),
    );
    for (let i = 0; i <= RESET_REQUEST_BY_EMAIL.tries; i += 1) {
      const answers = [known, unknown].map(async (email) =>
        said(await post("/forgot-password", { email }), email),
      );
      const [ofKnown, ofUnknown] = await Promise.all(answers);
      expect(ofUnknown).toEqual({
        ...ofKnown,
        headers: {
          ...ofKnown?.headers,
          ...(ofUnknown?.headers["retry-after"] && { "retry-after": ofUnknown.headers["retry-after"] }),
        },
      });
    }
    const refused = await post("/forgot-password", { email: unknown });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(3_500);
    expect(await refused.text()).toContain("Too many tries. Try again in 60 minutes.");
    expect(await mailsTo(door(), unknown)).toEqual([]);
  });
});

describe("the account's page", () => {
  test("confirms the address: send, open, press the button", async () => {
    const { id, email } = await createAccount(door());
    const cookie = await sessionCookie(door(), id);
    expect(await (await get("/account", cookie)).text()).toContain("not confirmed");
    const sent = await post("/account", { do: "send-verification" }, cookie);
    expect(locationOf(sent)).toBe("/account?done=link-sent");
    const link = `/verify-email?token=${await tokenTo(door(), email, "/verify-email")}`;
    expect(await (await get(link)).text()).toContain("Yes, this is my address");
    expect(await (await get("/account", cookie)).text()).toContain("not confirmed");
    expect(locationOf(await post(link))).toBe("/verify-email?done");
    expect(await (await get("/account", cookie)).text()).not.toContain("not confirmed");
    const again = await post(link);
    expect([again.status, await again.text()]).toEqual([
      410,
      expect.stringContaining("Your address is confirmed"),
    ]);
  });

  test("moves to another address: ask with the password, confirm from there", async () => {
    const { id, email } = await createAccount(door());
    const cookie = await sessionCookie(door(), id);
    const elsewhere = await sessionCookie(door(), id);
    const wrong = await post(
      "/account/email",
      { email: "ada.new@example.com", presentPassword: "no" },
      cookie,
    );
    expect(wrong.status).toBe(422);
    const page = await wrong.text();
    expect(page).toContain("This is not your password");
    expect(page).toContain('value="ada.new@example.com"');
    const asked = await post(
      "/account/email",
      { email: "ada.new@example.com", presentPassword: PASSWORD },
      cookie,
    );
    expect(locationOf(asked)).toBe("/account?done=email-sent");
    const link = `/confirm-email?token=${await tokenTo(door(), "ada.new@example.com", "/confirm-email")}`;
    expect((await get(link)).headers.get("Referrer-Policy")).toBe("no-referrer");
    expect((await signIn(email, PASSWORD)).status).toBe(303);
    expect(locationOf(await post(link, {}, cookie))).toBe("/confirm-email?done");
    expect(await (await get("/account", cookie)).text()).toContain("ada.new@example.com");
    expect(locationOf(await get("/account", elsewhere))).toMatch(/^\/sign-in/);
    expect((await mailsTo(door(), email)).map(({ kind }) => kind)).toEqual(["address-changed"]);
  });

  test("changes the password, keeps this browser and signs out the others", async () => {
    const { id } = await createAccount(door());
    const cookie = await sessionCookie(door(), id);
    const elsewhere = await sessionCookie(door(), id);
    const fields = { presentPassword: PASSWORD, password: NEW_PASSWORD };
    expect(locationOf(await post("/account/password", fields, cookie))).toBe("/account?done=password");
    expect((await get("/account", cookie)).status).toBe(200);
    expect(locationOf(await get("/account", elsewhere))).toMatch(/^\/sign-in/);
    const lateTab = await post("/account/password", fields, elsewhere);
    expect(locationOf(lateTab)).toBe("/sign-in?then=%2Faccount%2Fpassword");
  });

  test("lists where one is signed in, in plain words, and ends one or all others", async () => {
    const { id, email } = await createAccount(door());
    const mine = await fetch(`${club.origin}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: {
        Origin: club.origin,
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      },
      body: new URLSearchParams({ email, password: PASSWORD }),
    });
    const cookie = cookieOf(mine);
    const others = [await sessionCookie(door(), id), await sessionCookie(door(), id)];
    const page = await (await get("/account", cookie)).text();
    expect(page).toMatch(/Firefox on Linux<\/b>[^/]*this one/);
    expect(page.match(/name="session" value="([^"]+)"/g)).toHaveLength(2);
    const key = /name="session" value="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(locationOf(await post("/account", { do: "end-session", session: key }, cookie))).toBe(
      "/account?done=session",
    );
    const left = await Promise.all(others.map(async (one) => (await get("/account", one)).status));
    expect(left.toSorted()).toEqual([200, 303]);
    await post("/account", { do: "end-others" }, cookie);
    const none = await Promise.all(others.map(async (one) => (await get("/account", one)).status));
    expect(none).toEqual([303, 303]);
    expect((await get("/account", cookie)).status).toBe(200);
  });

  test("of somebody who is not signed in is not there, and what can't be done is refused", async () => {
    for (const path of ["/account", "/account/email", "/account/password"]) {
      expect(locationOf(await get(path))).toBe(`/sign-in?then=${encodeURIComponent(path)}`);
      expect((await post(path, { do: "end-others" })).status).toBe(303);
    }
    const { id } = await createAccount(door());
    const cookie = await sessionCookie(door(), id);
    expect((await post("/account", { do: "something" }, cookie)).status).toBe(400);
  });
});
