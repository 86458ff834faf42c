/** Why a whole file is not used. */
export type FileFault = {
  readonly ok: false;
  readonly reason:
    | "file-missing"
    | "file-unreadable"
    | "file-empty"
    | "not-a-table"
    | "encoding-unknown"
    | "sheet-unknown"
    | "file-too-large"
    | "file-damaged";
  /** What it is and what to do. */
  readonly sentence: string;
};

export function fault(reason: FileFault["reason"], sentence: string): FileFault {
  return { ok: false, reason, sentence };
}

/** Thrown where a file turns out to be damaged or a bomb while it is being read. */
export class FaultyFile extends Error {
  override name = "FaultyFile";
  readonly fault: FileFault;
  constructor(found: FileFault) {
    super(found.sentence);
    this.fault = found;
  }
}

/** Runs `read`; a {@link FaultyFile} that it throws comes back as its fault. */
export async function catchFault<T>(read: () => Promise<T>): Promise<T | FileFault> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FaultyFile) return error.fault;
    throw error;
  }
}

/** A file that was sent in and is not whole any more. */
export function damagedUpload(name: string): FaultyFile {
  return new FaultyFile(fault("file-damaged", `${name} is not all here any more: send it again.`));
}
