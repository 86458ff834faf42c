/** The photo on the card as a browser without JavaScript sends it, through the built club. */
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
let club: OpenClub;
let picture: Buffer;

beforeAll(async () => {
  club = await openClub(database.url);
  const create = { width: 600, height: 700, channels: 3, background: "#806040" } as const;
  picture = await sharp({ create }).jpeg().toBuffer();
});
afterAll(() => club?.close());

async function memberCookie() {
  const member = await createMember(database.pools.owner, { name: "Mina Okafor" });
  return await sessionCookie(database.pools.door, member.id);
}
const pageOf = async (path: string, cookie: string) =>
  await (await fetch(club.origin + path, { headers: { Cookie: cookie } })).text();
function send(cookie: string, fields: Record<string, string | Blob>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const headers = { Cookie: cookie, Origin: club.origin };
  return fetch(`${club.origin}/account/photo`, { method: "POST", redirect: "manual", headers, body });
}
const PHOTO = /<img[^>]*class="pass-photo"[^>]*src="data:image\/jpeg;base64,[^"]+"/;

describe("the photo on the card", () => {
  test("is sent, stands on one's own card alone, and is deleted", async () => {
    const cookie = await memberCookie();
    expect(await pageOf("/card", cookie)).toMatch(/class="pass-photo"[^>]*>MO</);
    const sent = await send(cookie, { photo: new Blob([new Uint8Array(picture)], { type: "image/jpeg" }) });
    expect([sent.status, sent.headers.get("Location")]).toEqual([303, "/account?done=photo"]);
    expect(await pageOf("/account?done=photo", cookie)).toContain("Your photo is on your card");
    expect(await pageOf("/card", cookie)).toMatch(PHOTO);
    expect(await pageOf("/card", await memberCookie())).not.toMatch(PHOTO);
    expect((await send(cookie, { do: "delete" })).headers.get("Location")).toBe("/account?done=photo-gone");
    expect(await pageOf("/card", cookie)).not.toMatch(PHOTO);
  });

  test("what can't be used is said at the field", async () => {
    const cookie = await memberCookie();
    const wrong = await send(cookie, { photo: new Blob(["a letter"]) });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toMatch(/id="photo-error"[^>]*>This file is no JPEG, PNG or WebP picture/);
    const none = await send(cookie, {});
    expect(none.status).toBe(422);
    expect(await none.text()).toContain("Choose a picture first.");
    const huge = await send(cookie, { photo: new Blob([new Uint8Array(13 * 1024 * 1024)]) }).catch(
      () => undefined,
    );
    // The rest of such a body is not read: the connection may end before the answer is seen.
    if (huge !== undefined) expect(huge.status).toBe(413);
  });

  test("a visitor is sent to sign in", async () => {
    const answer = await send("", { photo: new Blob([new Uint8Array(picture)]) });
    expect(answer.headers.get("Location")).toBe("/sign-in?then=%2Faccount%2Fphoto");
  });
});
