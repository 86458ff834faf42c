import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  type ClubServer,
  type ClubServerOptions,
  createClubServer,
  type RenderRequest,
} from "#app/http/node-server.ts";

const ORIGIN = "http://club.test";
let open: ClubServer | undefined;

afterEach(async () => {
  await open?.close(100);
  open = undefined;
});

async function serve(render: RenderRequest, options: Partial<ClubServerOptions> = {}): Promise<string> {
  open = createClubServer({
    render,
    staticFiles: new Map(),
    publicOrigin: ORIGIN,
    formTargets: ["https://checkout.stripe.com"],
    trustProxy: false,
    development: undefined,
    checkDatabase: async () => undefined,
    metricsToken: undefined,
    ...options,
  });
  const { server } = open;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function html(body: string, headers: Record<string, string> = {}) {
  return new Response(body, { headers: { "Content-Type": "text/html; charset=utf-8", ...headers } });
}

/** fetch may not say Host, Origin or a raw path: this may say anything. */
function raw(
  url: string,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string },
) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = httpRequest(
      url,
      { method: options.method ?? "GET", path: options.path, headers: options.headers },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    sent.on("error", reject);
    sent.end(options.body);
  });
}

describe("public pages", () => {
  test("are made once, as nobody, and are the same for everyone without a session", async () => {
    const seen: string[] = [];
    const url = await serve(async (request) => {
      seen.push(`${request.url} ${request.headers.get("cookie")} ${request.headers.get("user-agent")}`);
      return html("<p>rack</p>");
    });
    const first = await fetch(url, { headers: { Cookie: "theme=dark", "User-Agent": "one" } });
    const second = await fetch(url, { headers: { "User-Agent": "two" } });
    expect(await first.text()).toBe(await second.text());
    expect(seen).toEqual([`${ORIGIN}/ null null`]);
    expect(first.headers.get("cache-control")).toContain("public");
    expect(first.headers.get("etag")).toBe(second.headers.get("etag"));
  });

  test("answer 304 to whoever has them", async () => {
    const url = await serve(async () => html("<p>rack</p>"));
    const etag = (await fetch(url)).headers.get("etag") ?? "";
    const again = await fetch(url, { headers: { "If-None-Match": etag } });
    expect(again.status).toBe(304);
  });

  test("allow their own inline scripts by hash and no others", async () => {
    const url = await serve(async () => html("<script>rack()</script>"));
    const policy = (await fetch(url)).headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]{43}='/);
    expect(policy).not.toContain("unsafe-inline");
  });

  test("that set a cookie or fail are not shared", async () => {
    let made = 0;
    const url = await serve(async () => {
      made += 1;
      return made <= 2 ? html("mine", { "Set-Cookie": `n=${made}` }) : new Response("broke", { status: 500 });
    });
    const first = await fetch(url);
    expect(first.headers.get("cache-control")).toBe("private, no-store");
    expect((await fetch(url)).status).toBe(500);
    expect(made).toBeGreaterThanOrEqual(3);
  });

  test("a HEAD has the headers of its GET and no body", async () => {
    const url = await serve(async () => html("<p>rack</p>"));
    const head = await fetch(url, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe("11");
    expect(await head.text()).toBe("");
  });
});

describe("private pages", () => {
  test("a session is never answered from the cache, and its page is not stored", async () => {
    const url = await serve(async (request) => html(request.headers.get("cookie") ?? "nobody"));
    await fetch(url);
    const mine = await fetch(url, { headers: { Cookie: "tallyhouse_session=abc" } });
    expect(await mine.text()).toBe("tallyhouse_session=abc");
    expect(mine.headers.get("cache-control")).toBe("private, no-store");
    expect(mine.headers.get("etag")).toBeNull();
  });

  test("carry a nonce that changes", async () => {
    const url = await serve(async (_request, context) =>
      html(`<script nonce="${context.nonce}">x()</script>`),
    );
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const page = await fetch(`${url}/account`);
        const nonce = /nonce="([^"]+)"/.exec(await page.text())?.[1];
        expect(page.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });
});

describe("what is refused", () => {
  test("a form from another site, with a sentence", async () => {
    const url = await serve(async () => html("done"));
    const answer = await fetch(`${url}/sign-in`, {
      method: "POST",
      headers: { Origin: "https://evil.test", "Sec-Fetch-Site": "cross-site" },
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("sent from another site");
  });

  test("our own form is taken, and Stripe's webhook, which has no origin", async () => {
    const url = await serve(async (request) => html(await request.text()));
    const own = await fetch(`${url}/sign-in`, {
      method: "POST",
      body: "a=1",
      headers: { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" },
    });
    expect(await own.text()).toBe("a=1");
    const hook = await fetch(`${url}/webhooks/stripe`, { method: "POST", body: "{}" });
    expect(await hook.text()).toBe("{}");
  });

  test("a body over the limit, whether it says its length or not", async () => {
    const url = await serve(async () => html("done"));
    const headers = { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };
    const big = "x".repeat(300 * 1024);
    expect((await raw(`${url}/sign-in`, { method: "POST", headers, body: big })).status).toBe(413);
  });

  test.each([
    ["DELETE", "/", 405],
    ["GET", "/%E0%A4%A", 400],
    ["GET", `/${"a".repeat(5000)}`, 414],
    ["GET", "http://evil.test/", 400],
  ])("%s %.20s is %d", async (method, path, status) => {
    const url = await serve(async () => html("page"));
    expect((await raw(url, { method, path })).status).toBe(status);
  });

  test("what the Host header claims reaches neither page nor cache", async () => {
    const url = await serve(async (request) => html(request.url));
    expect((await raw(url, { headers: { Host: "evil.test" } })).text).toBe(`${ORIGIN}/`);
  });
});

describe("files", () => {
  test("that are sent in are handed on as they come, larger than any form may be", async () => {
    let first: () => void = () => undefined;
    const seen = new Promise<void>((resolve) => {
      first = resolve;
    });
    const url = await serve(async (request) => {
      let bytes = 0;
      for await (const piece of request.body as unknown as AsyncIterable<Uint8Array>) {
        bytes += piece.length;
        first();
      }
      return html(String(bytes));
    });
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new Uint8Array(1_000_000));
        // The rest is sent only once the app has seen the beginning.
        await seen;
        controller.enqueue(new Uint8Array(1_000_000));
        controller.close();
      },
    });
    const headers = { "Sec-Fetch-Site": "same-origin", Origin: ORIGIN };
    const options = { method: "POST", headers, body, duplex: "half" } as RequestInit;
    expect(await (await fetch(`${url}/desk/imports`, options)).text()).toBe("2000000");
    const form = { method: "POST", headers, body: new Uint8Array(1_000_000) };
    expect((await fetch(`${url}/desk/imports/x`, form)).status).toBe(413);
  });

  test("that nobody wants are not read to their end", async () => {
    const url = await serve(async () => new Response("no", { status: 404 }));
    const answer = await raw(url, {
      method: "POST",
      path: "/desk/imports",
      headers: { "Sec-Fetch-Site": "same-origin", "Content-Length": "2000000000" },
    });
    expect(answer.status).toBe(404);
  });

  test("that are handed out go as they are made", async () => {
    let more: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      more = resolve;
    });
    const url = await serve(
      async () =>
        new Response(
          new ReadableStream({
            async start(controller) {
              controller.enqueue(new TextEncoder().encode("one,"));
              await asked;
              controller.enqueue(new TextEncoder().encode("two"));
              controller.close();
            },
          }),
          { headers: { "Content-Disposition": 'attachment; filename="a.csv"', "Content-Type": "text/csv" } },
        ),
    );
    const answer = await fetch(`${url}/desk/file.csv`);
    expect(answer.headers.get("cache-control")).toContain("no-store");
    const reader = answer.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("one,");
    more();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("two");
  });
});

describe("when something breaks", () => {
  test("a calm page carries the request id, and not the error", async () => {
    const url = await serve(() => Promise.reject(new Error("secret detail")));
    const answer = await fetch(`${url}/account`);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toContain(answer.headers.get("x-request-id"));
    expect(text).not.toContain("secret detail");
  });
});

describe("probes and closing", () => {
  test("readiness follows the database; health does not", async () => {
    const url = await serve(async () => html("page"), {
      checkDatabase: () => Promise.reject(new Error("down")),
    });
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test("metrics are for who has the token", async () => {
    const url = await serve(async () => html("page"), { metricsToken: "a-token-of-sixteen" });
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    const read = await fetch(`${url}/metrics`, { headers: { Authorization: "Bearer a-token-of-sixteen" } });
    expect(await read.text()).toContain("tallyhouse_http_request_duration_seconds");
  });

  test("closing lets a request that is under way end", async () => {
    let release: () => void = () => undefined;
    let reached: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const url = await serve(async () => {
      reached();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return html("finished");
    });
    const underWay = fetch(`${url}/account`);
    await inside;
    const closing = open?.close(5000);
    release();
    expect(await (await underWay).text()).toBe("finished");
    await closing;
    await expect(fetch(`${url}/account`)).rejects.toThrow();
  });
});
