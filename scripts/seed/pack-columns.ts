import type { Pack } from "#app/domain/measure.ts";

/** A pack as the columns of a SKU or a listing. */
export function packColumns(pack: Pack) {
  return {
    packCount: pack.count,
    packSize: pack.size,
    packUnit: pack.unit,
    packBaseUnit: pack.baseUnit,
    packTotalMicro: pack.totalMicro,
  };
}
