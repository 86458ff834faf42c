/** Other packs of the same goods, as they turn up at other clubs and in other sizes. */
import { makePack, type Pack } from "#app/domain/measure.ts";
import type { Random } from "../random.ts";

/** One piece: there is no other pack of it. */
export function isSingle(pack: Pack): boolean {
  return pack.count === 1 && pack.size === "1" && pack.unit === "ct";
}

/** Sold by an amount that can quietly shrink. */
export function isSized(pack: Pack): boolean {
  return pack.unit !== "roll" && pack.unit !== "pair" && !isSingle(pack);
}

/** Another pack of the same goods, as another club would carry it. */
export function otherPack(pack: Pack, random: Random): Pack {
  if (pack.count >= 4)
    return made(Math.round(pack.count * random.pick([0.5, 0.75, 1.25, 1.5])), pack.size, pack);
  if (pack.count > 1) return made(pack.count + random.pick([1, 2]), pack.size, pack);
  return resized(pack, random.pick([0.5, 0.8, 1.2, 1.5]));
}

/** The pack with another size: whole pieces, otherwise to one decimal. Rolls and pairs change in number. */
export function resized(pack: Pack, factor: number): Pack {
  if (pack.unit === "roll" || pack.unit === "pair")
    return made(Math.max(2, Math.round(pack.count * factor)), "1", pack);
  const size = Number(pack.size) * factor;
  const whole = pack.baseUnit !== "g" && pack.baseUnit !== "ml";
  return made(
    pack.count,
    whole || size >= 20 ? String(Math.max(2, Math.round(size))) : size.toFixed(1),
    pack,
  );
}

/** Sheets as rolls, loads as the detergent's volume. */
export function inAnotherMeasure(pack: Pack): Pack {
  if (pack.baseUnit === "load") return made(1, String(Math.round(Number(pack.size) * 1.3)), pack, "fl oz");
  return pack.count > 1 ? made(pack.count, "1", pack, "roll") : made(1, "10", pack, "lb");
}

function made(count: number, size: string, like: Pack, unit = like.unit): Pack {
  const pack = makePack(Math.max(1, count), size, unit);
  if (pack === undefined) throw new Error(`No pack: ${count} x ${size} ${unit}`);
  return pack;
}
