/** A form that carries one file, read as it comes: its fields first, then the file's bytes. */
import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import Busboy from "@fastify/busboy";
import type { Typed } from "./forms.ts";

export type UploadForm =
  | {
      readonly ok: true;
      /** Those before the file; what follows it is not read. */
      readonly fields: Typed;
      /** The bare name, without folders and control characters. */
      readonly fileName: string;
      /** To be read to its end. Throws where the sender breaks off. */
      readonly bytes: AsyncIterable<Buffer>;
    }
  | { readonly ok: false; readonly reason: "not-a-form" | "no-file" };

const LIMITS = { files: 1, fields: 20, fieldSize: 10_000, parts: 30, headerPairs: 50 };
const MAX_NAME = 200;

/** Reads a form that was sent as multipart/form-data up to where its file begins. A file field left empty is no file. */
export async function readUploadForm(request: Request): Promise<UploadForm> {
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type) || request.body === null)
    return { ok: false, reason: "not-a-form" };
  const form = new Busboy({ headers: { "content-type": type }, limits: LIMITS });
  const body = Readable.fromWeb(request.body as NodeStream);
  const fields: Record<string, string> = {};
  return await new Promise<UploadForm>((resolve, reject) => {
    let file: Readable | undefined;
    form.on("field", (name, value) => {
      fields[name] = value;
    });
    form.on("file", (_name, stream, written) => {
      const fileName = bareName(written ?? "");
      if (fileName === "") return void stream.resume();
      file = stream;
      resolve({ ok: true, fields, fileName, bytes: stream as AsyncIterable<Buffer> });
    });
    form.on("finish", () => resolve({ ok: false, reason: "no-file" }));
    const fail = (error: unknown) => {
      // Whoever reads the file hears of it; before that nobody is, and it is the form's own fault.
      if (file === undefined) reject(error);
      else file.destroy(error instanceof Error ? error : new Error(String(error)));
    };
    form.on("error", fail);
    body.on("error", fail);
    body.on("close", () => {
      if (!body.readableEnded) fail(new Error("The sender broke off."));
    });
    body.pipe(form);
  });
}

function bareName(written: string): string {
  const name = written
    .replace(/^.*[\\/]/, "")
    .replace(/\p{Cc}/gu, "")
    .trim();
  return name.slice(0, MAX_NAME).toWellFormed();
}
