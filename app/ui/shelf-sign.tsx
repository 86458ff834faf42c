import type { ReactNode } from "react";
import type { Currency } from "#app/domain/money.ts";
import { Amount, Price } from "./price.tsx";
import { LiftedShutter, Shutter } from "./shutter.tsx";

/** One reference's line on a sign. Every text is ready to show; the outcome only picks its colour. */
export type ReferenceLineData = {
  retailer: string;
  outcome: "cheaper-here" | "dearer-here" | "same" | "price-only" | "no-claim";
  /** Stands after the retailer's name: "11 % cheaper here", "is cheaper by 4 %", "We can't compare: pack size unknown." */
  text: string;
  /** Their unit price, "$0.21 per fl oz"; null when the pack could not be read. */
  unitText: string | null;
  /** "Checked 19 Nov in club, ZIP 98109"; null only where nothing was observed. */
  checkedText: string | null;
  evidenceHref: string | null;
};

/** What the big price is. `members-only` draws the shutter: such a sign has no club price anywhere in its data. */
export type SignPrice =
  | { kind: "club"; minor: number }
  | { kind: "open-door"; minor: number }
  | { kind: "members-only" }
  | { kind: "none"; text: string };

/** A shelf sign as the loader prepares it: flat, serialisable, nothing left to compute but the money's form. */
export type ShelfSignData = {
  href: string;
  picture: { src: string; alt: string };
  title: string;
  brand: string | null;
  itemNumber: string;
  /** "6 x 32 fl oz". */
  packText: string;
  currency: Currency;
  price: SignPrice;
  /** Unit price of the price that is shown: the big one, or retail where the shutter is down. `per` as it reads: "per 100 ml", "each". */
  unit: { text: string; per: string; metricText?: string | null } | null;
  /** A club price that was lowered: what it was, and by which rule. Only beside a club price. */
  was?: { minor: number; ruleText: string } | null;
  retail: { minor: number; checkedText: string } | null;
  lines: readonly ReferenceLineData[];
  /** Said only when there is something to say: "Out of stock", "Next truck 2 Dec". */
  stockText: string | null;
};

type SignOptions = {
  sign: ShelfSignData;
  /** Heading level of the title: 3 in a grid under a section's heading (default), 2 straight under the page's. */
  level?: 2 | 3;
  /** Load the picture at once: the first row of a page. */
  eager?: boolean;
  /** The viewer joined a moment ago: the shutter lifts once. */
  justJoined?: boolean;
};

/** The sign in a bay of the rack (department grid, search results). Put it inside {@link Rack}. */
export function ShelfSign({ sign, level = 3, eager = false, justJoined = false }: SignOptions) {
  const Heading = level === 3 ? "h3" : "h2";
  return (
    <article className={`sign is-${sign.price.kind}`}>
      <img
        className="sign-pic"
        src={sign.picture.src}
        alt={sign.picture.alt}
        width="160"
        height="160"
        loading={eager ? undefined : "lazy"}
      />
      <p className="sign-stripe">{stripeText(sign.price)}</p>
      <div className="sign-top">
        <Heading className="sign-title">
          <a href={sign.href}>{sign.title}</a>
        </Heading>
        <p className="sign-no">{itemText(sign)}</p>
      </div>
      <SignFace sign={sign} justJoined={justJoined} />
      {sign.lines.length > 0 && <ul className="sign-refs">{sign.lines.map(cardLine)}</ul>}
    </article>
  );
}

/** The product page's sign: its title is the page's heading, its lines carry their evidence; `children` is the buying form. */
export function FullShelfSign({
  sign,
  justJoined = false,
  children,
}: {
  sign: ShelfSignData;
  justJoined?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={`sign sign-full is-${sign.price.kind}`}>
      <p className="sign-stripe">{stripeText(sign.price)}</p>
      <div className="sign-top">
        <h1 className="sign-title">{sign.title}</h1>
        <p className="sign-no">{itemText(sign)}</p>
      </div>
      <SignFace sign={sign} justJoined={justJoined} />
      {children}
      {sign.lines.length > 0 && <ul className="sign-refs">{sign.lines.map(fullLine)}</ul>}
      {(sign.lines.length > 0 || sign.retail !== null) && (
        <p className="sign-foot">
          Prices are as seen on the day they were checked, before delivery unless it says so. Prices may
          change.
        </p>
      )}
    </div>
  );
}

function SignFace({ sign, justJoined }: { sign: ShelfSignData; justJoined: boolean }) {
  const { unit, retail, stockText } = sign;
  return (
    <div className="sign-face">
      {unit !== null && (
        <p className="sign-unit">
          {sign.price.kind === "members-only" ? "At retail" : "Unit price"} <b>{unit.text}</b> {unit.per}
          {unit.metricText && <small>{unit.metricText}</small>}
        </p>
      )}
      {bigPrice(sign, justJoined)}
      {sign.was && (
        <p className="sign-was">
          Was <Amount minor={sign.was.minor} currency={sign.currency} />{" "}
          <small>{`(${sign.was.ruleText})`}</small>
        </p>
      )}
      {retail !== null && (
        <p className="sign-retail">
          {"Retail "}
          <Price minor={retail.minor} currency={sign.currency} />
          <small>{retail.checkedText}</small>
        </p>
      )}
      {stockText !== null && <p className="sign-stock">{stockText}</p>}
    </div>
  );
}

function bigPrice({ price, currency }: ShelfSignData, justJoined: boolean) {
  switch (price.kind) {
    case "club":
      return justJoined ? (
        <LiftedShutter>
          <Price minor={price.minor} currency={currency} />
        </LiftedShutter>
      ) : (
        <Price minor={price.minor} currency={currency} />
      );
    case "open-door":
      return <Price minor={price.minor} currency={currency} />;
    case "members-only":
      return <Shutter />;
    case "none":
      return <p className="sign-none">{price.text}</p>;
    default: {
      const impossible: never = price;
      throw new Error(`Unknown price ${JSON.stringify(impossible)}`);
    }
  }
}

function stripeText(price: SignPrice): string {
  switch (price.kind) {
    case "club":
      return "Club price";
    case "open-door":
      return "Open door: for everyone";
    case "members-only":
      return "Retail";
    case "none":
      return "No price";
    default: {
      const impossible: never = price;
      throw new Error(`Unknown price ${JSON.stringify(impossible)}`);
    }
  }
}

function itemText({ brand, packText, itemNumber }: ShelfSignData): string {
  return brand === null ? `${packText} · Item ${itemNumber}` : `${brand} · ${packText} · Item ${itemNumber}`;
}

function cardLine(line: ReferenceLineData) {
  return (
    <li key={line.retailer} className={line.outcome}>
      <b>{line.retailer}</b> {line.text}
      {line.checkedText !== null && <small>{detailText(line)}</small>}
    </li>
  );
}

function fullLine(line: ReferenceLineData) {
  return (
    <li key={line.retailer} className={line.outcome}>
      <b>{line.retailer}</b> {line.text}
      <small>
        {detailText(line)}
        {line.evidenceHref !== null && (
          <a href={line.evidenceHref} aria-label={`Evidence for ${line.retailer}`}>
            Evidence
          </a>
        )}
      </small>
    </li>
  );
}

function detailText({ unitText, checkedText }: ReferenceLineData): string {
  if (unitText === null) return checkedText ?? "";
  return checkedText === null ? unitText : `${unitText} · ${checkedText}`;
}

/** The rack: equal bays of shelf signs whose beams line up. */
export function Rack({ children }: { children: ReactNode }) {
  return <div className="rack">{children}</div>;
}
