/** A photo for somebody's card: what was sent is decoded, cut to the card's frame, and kept without whatever else the file told. */
import sharp from "sharp";
import type { Db } from "#app/db/client.server.ts";
import { saveMemberPhoto } from "#app/db/member-photos.ts";
import { MAX_PHOTO_FILE_BYTES, type PhotoRefusal } from "#app/domain/member-card.ts";
import { PHOTO_BY_ACCOUNT, type TooManyTries } from "#app/domain/rate-limit.ts";
import { tryAll } from "./sign-in.ts";

export type SetMemberPhoto = {
  readonly accountId: string;
  /** The file as it came. */
  readonly file: Buffer;
  readonly now: Date;
};

export type SetMemberPhotoResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: PhotoRefusal }
  | TooManyTries;

/** The frame on the card, in dots of a sharp screen. */
const FRAME = { width: 360, height: 440 };
/** Smaller than half the frame nobody is recognized. */
const SMALLEST = { width: FRAME.width / 2, height: FRAME.height / 2 };
/** Dots that are decoded, at most: a small file may claim to be a large picture. */
const MAX_DOTS = 80_000_000;

/**
 * Keeps the photo in place of the one before. Refuses what is no JPEG, PNG or WebP picture, is damaged, too large or too
 * small. Place, time and camera that the file may tell are not kept. Tries count by account.
 */
export async function setMemberPhoto(
  db: Db,
  { accountId, file, now }: SetMemberPhoto,
): Promise<SetMemberPhotoResult> {
  if (file.length === 0) return { ok: false, reason: "empty" };
  if (file.length > MAX_PHOTO_FILE_BYTES) return { ok: false, reason: "too-large" };
  const tried = await tryAll(db, [[PHOTO_BY_ACCOUNT, accountId]], now);
  if (!tried.ok) return tried;
  const made = isPicture(file) ? await portraitOf(file) : "not-a-picture";
  if (typeof made === "string") return { ok: false, reason: made };
  await saveMemberPhoto(db, accountId, made, now);
  return { ok: true };
}

/** Whether the file begins as a JPEG, PNG or WebP does: nothing else reaches a decoder. */
function isPicture(file: Buffer): boolean {
  const start = file.toString("latin1", 0, 12);
  return (
    start.startsWith("\xff\xd8\xff") ||
    start.startsWith("\x89PNG\r\n\x1a\n") ||
    (start.startsWith("RIFF") && start.endsWith("WEBP"))
  );
}

async function portraitOf(file: Buffer): Promise<Buffer | PhotoRefusal> {
  try {
    const picture = sharp(file, { limitInputPixels: MAX_DOTS, failOn: "error", pages: 1 });
    const { autoOrient } = await picture.metadata();
    if (autoOrient.width < SMALLEST.width || autoOrient.height < SMALLEST.height) return "too-small";
    return await picture
      .autoOrient()
      .resize({ ...FRAME, fit: "cover", position: "attention" })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 80, mozjpeg: true })
      .toBuffer();
  } catch {
    return "not-a-picture";
  }
}
