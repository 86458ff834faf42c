/**
 * Rejected rows of an upload, kept for staff to mend. The import keeps its own until it is finished and tells them again when it
 * goes on, so none is lost with the process; here each is kept once.
 */
import type { Db } from "#app/db/client.server.ts";
import { addRejects, countRejects, type Reject } from "#app/db/import-rejects.ts";
import { MAX_KEPT_REJECTS } from "#app/domain/upload.ts";

const REJECTS_AT_ONCE = 200;

export type RejectKeeper = {
  add(reject: Reject): Promise<void>;
  /** Keeps those that wait in memory. */
  flush(): Promise<void>;
};

/** Keeps the first `most` rejects, some at a time; those beyond are only counted by the import. */
export async function rejectKeeper(db: Db, uploadId: string, most = MAX_KEPT_REJECTS): Promise<RejectKeeper> {
  let room = most - (await countRejects(db, uploadId));
  let waiting: Reject[] = [];
  const flush = async () => {
    const some = waiting;
    waiting = [];
    // Those that are told again take no room.
    room -= await addRejects(db, uploadId, some);
  };
  return {
    async add(reject) {
      if (room <= 0) return;
      waiting.push(reject);
      if (waiting.length >= Math.min(REJECTS_AT_ONCE, room)) await flush();
    },
    flush,
  };
}
