import { crc32 } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { setMemberPhoto } from "#app/commands/set-member-photo.ts";
import { findMemberPhoto } from "#app/db/member-photos.ts";
import { PHOTO_BY_ACCOUNT } from "#app/domain/rate-limit.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount } from "#tests/support/people.ts";

const database = testDatabase();
const door = () => database.pools.door.db;
const now = new Date("2026-11-27T12:00:00Z");

const plain = (width: number, height: number, background = "#3060a0") =>
  sharp({ create: { width, height, channels: 3, background } });

/** A PNG that says it is larger than it is. */
function claiming(png: Buffer, width: number, height: number): Buffer {
  const header = Buffer.from(png);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header.writeUInt32BE(crc32(header.subarray(12, 29)), 29);
  return header;
}

async function send(file: Buffer) {
  const { id: accountId } = await createAccount(database.pools.door);
  const result = await setMemberPhoto(door(), { accountId, file, now });
  return { result, kept: await findMemberPhoto(door(), accountId), accountId };
}

describe("a photo for the card", () => {
  test.each(["jpeg", "png", "webp"] as const)(
    "a %s is cut to the frame and kept as a small JPEG",
    async (format) => {
      const { result, kept } = await send(await plain(3000, 2000).toFormat(format).toBuffer());
      expect(result).toEqual({ ok: true });
      expect(await sharp(kept).metadata()).toMatchObject({ format: "jpeg", width: 360, height: 440 });
    },
  );

  test("the place that a phone wrote into it is gone, and it stands upright", async () => {
    const sideways = await plain(880, 720, "#0000ff")
      .composite([{ input: await plain(440, 720, "#ff0000").png().toBuffer(), left: 0, top: 0 }])
      .withExif({ IFD0: { Make: "Camera" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "47/1 36/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(sideways).metadata()).orientation).toBe(6);
    const { kept } = await send(sideways);
    const made = await sharp(kept).metadata();
    expect([made.exif, made.orientation, made.icc, made.xmp]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    // Turned by a quarter, what was left (red) is on top.
    const top = await sharp(kept).extract({ left: 100, top: 10, width: 1, height: 1 }).raw().toBuffer();
    const bottom = await sharp(kept).extract({ left: 100, top: 430, width: 1, height: 1 }).raw().toBuffer();
    expect(top[0]).toBeGreaterThan(200);
    expect(bottom[2]).toBeGreaterThan(200);
  });

  test("another one takes its place", async () => {
    const { accountId, kept } = await send(await plain(400, 500, "#ffffff").png().toBuffer());
    const file = await plain(400, 500, "#000000").png().toBuffer();
    expect(await setMemberPhoto(door(), { accountId, file, now })).toEqual({ ok: true });
    expect(
      Buffer.from((await findMemberPhoto(door(), accountId)) ?? []).equals(Buffer.from(kept ?? [])),
    ).toBe(false);
  });

  test("what is no picture, damaged, tiny or a bomb is refused, and nothing is kept", async () => {
    const whole = await plain(1000, 1000).jpeg().toBuffer();
    const bomb = claiming(await plain(400, 500).png().toBuffer(), 30_000, 30_000);
    expect(await sharp(bomb, { limitInputPixels: false }).metadata()).toMatchObject({ width: 30_000 });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="500"/>');
    const cases: [Buffer, string][] = [
      [Buffer.alloc(0), "empty"],
      [Buffer.alloc(12 * 1024 * 1024 + 1, 0xff), "too-large"],
      [svg, "not-a-picture"],
      [Buffer.from("%PDF-1.7 and so on"), "not-a-picture"],
      [await plain(400, 500).gif().toBuffer(), "not-a-picture"],
      [whole.subarray(0, whole.length / 2), "not-a-picture"],
      [Buffer.concat([whole.subarray(0, 4), Buffer.alloc(500)]), "not-a-picture"],
      [bomb, "not-a-picture"],
      [await plain(170, 500).png().toBuffer(), "too-small"],
    ];
    for (const [file, reason] of cases) {
      const { result, kept } = await send(file);
      expect(result).toEqual({ ok: false, reason });
      expect(kept).toBeUndefined();
    }
  });

  test("decoding is not to be had without end", async () => {
    const { accountId } = await send(Buffer.from("no"));
    const file = Buffer.from("no");
    for (let tries = 2; tries <= PHOTO_BY_ACCOUNT.tries; tries += 1) {
      expect(await setMemberPhoto(door(), { accountId, file, now })).toMatchObject({
        reason: "not-a-picture",
      });
    }
    expect(await setMemberPhoto(door(), { accountId, file, now })).toMatchObject({
      reason: "too-many-tries",
    });
  });
});
