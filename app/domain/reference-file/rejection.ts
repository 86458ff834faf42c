/** Why a row of a reference file is not used. */
import type { ReferenceField } from "./columns.ts";

export type RejectionReason =
  | "cells-missing"
  | "cells-extra"
  | "record-broken"
  | "header-again"
  | "row-hidden"
  | "cell-formula"
  | "cell-error"
  | "cell-merged"
  | "cell-rounded"
  | "title-missing"
  | "title-too-long"
  | "title-damaged"
  | "error-page"
  | "item-id-rounded"
  | "item-id-too-long"
  | "price-missing"
  | "price-range"
  | "price-members-only"
  | "price-not-of-one"
  | "price-unreadable"
  | "price-too-large"
  | "currency-unreadable"
  | "currency-differs"
  | "time-unreadable"
  | "time-future"
  | "time-too-old"
  | "contradicts"
  | "refused";

/** `field` is what has to be mended, "row" where it is the whole record; `sentence` quotes what was found. */
export type Rejection = {
  readonly ok: false;
  readonly field: ReferenceField | "row";
  readonly reason: RejectionReason;
  readonly sentence: string;
};

export function reject(field: Rejection["field"], reason: RejectionReason, sentence: string): Rejection {
  return { ok: false, field, reason, sentence };
}
