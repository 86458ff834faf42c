import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Price } from "#app/ui/price.tsx";
import { FullShelfSign, ShelfSign, type ShelfSignData } from "#app/ui/shelf-sign.tsx";

const oil: ShelfSignData = {
  href: "/items/1048000",
  picture: { src: "/pictures/olive.bottle.green.6.1-l.1.svg", alt: "6 bottles of 1 l" },
  title: 'Olive oil "first press" <extra>',
  brand: "Colline",
  itemNumber: "1048000",
  packText: "6 x 1 l",
  currency: "USD",
  price: { kind: "club", minor: 5_849 },
  unit: { text: "97.5¢", per: "per 100 ml" },
  retail: { minor: 8_394, checkedText: "Checked 17 Nov" },
  lines: [
    {
      retailer: "Costco",
      outcome: "cheaper-here",
      text: "21 % cheaper here",
      unitText: "$1.23 per 100 ml",
      checkedText: "Checked 19 Nov in club, ZIP 98109",
      evidenceHref: "/evidence/7",
    },
    {
      retailer: "BJ's",
      outcome: "no-claim",
      text: "We can't compare: pack size unknown.",
      unitText: null,
      checkedText: null,
      evidenceHref: null,
    },
  ],
  stockText: null,
};

function card(sign: ShelfSignData): string {
  return renderToStaticMarkup(createElement(ShelfSign, { sign }));
}

/** What is read aloud or copied: the markup without its tags. */
function text(html: string): string {
  return html.replace(/<[^>]+>/g, "").replace(/\s+/g, " ");
}

describe("an amount with raised cents", () => {
  test.each([
    [5_849, "USD", "$58.49"],
    [7, "USD", "$0.07"],
    [123_456_700, "USD", "$1,234,567.00"],
    [500, "JPY", "¥500"],
  ])("%i %s reads %s", (minor, currency, expected) => {
    expect(text(renderToStaticMarkup(createElement(Price, { minor, currency })))).toBe(expected);
  });
});

describe("a shelf sign", () => {
  test("says what its big price is", () => {
    expect(text(card(oil))).toContain("Club price");
    expect(text(card({ ...oil, price: { kind: "open-door", minor: 100 } }))).toContain("Open door");
    expect(text(card({ ...oil, price: { kind: "none", text: "Not priced yet" } }))).toContain(
      "Not priced yet",
    );
  });

  test("a visitor's has a shutter where the price would be, and retail called retail", () => {
    const html = text(card({ ...oil, price: { kind: "members-only" }, lines: [] }));
    expect(html).toContain("Members see the club price");
    expect(html).toContain("At retail 97.5¢ per 100 ml");
    expect(html).toContain("Retail $83.94");
    expect(html).not.toContain("58");
  });

  test("puts the day of the check beside each claim, and the reason where there is none", () => {
    const html = text(card(oil));
    expect(html).toContain("Costco 21 % cheaper here$1.23 per 100 ml · Checked 19 Nov in club, ZIP 98109");
    expect(html).toContain("BJ&#x27;s We can&#x27;t compare: pack size unknown.");
  });

  test("is one link, whose text is the title as text", () => {
    const html = card(oil);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain("&lt;extra&gt;");
  });

  test("on the product page every line that has evidence links to it", () => {
    const html = renderToStaticMarkup(createElement(FullShelfSign, { sign: oil }));
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('href="/evidence/7"');
    expect(text(html)).toContain("Prices may change");
  });

  test("is lean: two dozen of them are a fraction of a page", () => {
    const html = card(oil);
    expect(html.match(/<[a-z]/g)?.length).toBeLessThanOrEqual(30);
    expect(html).not.toContain("style=");
  });
});
