/*
 * The member's card without a network. Its scope is /card, so it sees no other page. Kept are the card itself, as it was
 * when it was last opened, and the files that it is drawn with: never another private page, never a price.
 * The network goes first; when the club answers anything but the card (signed out, membership over), the kept one goes.
 */
const CACHE = "card-1";
const CARD = "/card";
/** A card that nobody has checked for so long is not shown. */
const MAX_AGE_MS = 30 * 86_400_000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "keep-card") event.waitUntil(keepCard().catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === CARD) event.respondWith(answerCard(request));
  else if (isAsset(url.pathname)) event.respondWith(answerAsset(request));
});

function isAsset(pathname) {
  return /^\/(?:assets\/[^/]+\.(?:css|woff2)|icons\/[^/]+|favicon\.svg|site\.webmanifest|card\.js)$/.test(
    pathname,
  );
}

async function answerCard(request) {
  try {
    const answer = await fetch(request);
    if (isCard(answer)) await keep(answer.clone());
    else if (answer.status < 500) await forget();
    else return (await findKept()) ?? answer;
    return answer;
  } catch (error) {
    const kept = await findKept();
    if (kept !== undefined) return kept;
    throw error;
  }
}

function isCard(answer) {
  return answer.ok && !answer.redirected && new URL(answer.url).pathname === CARD;
}

/** Asks for the card once more and keeps it with its files: for the visit that installed this worker. */
async function keepCard() {
  const answer = await fetch(CARD, { credentials: "same-origin" });
  if (!isCard(answer)) return await forget();
  const html = await answer.clone().text();
  await keep(answer);
  const linked = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path).filter(isAsset);
  await Promise.all([...new Set(linked)].map((path) => answerAsset(new Request(path))));
}

/** The kept page says by a class that it is one. */
async function keep(answer) {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("X-Kept-At", String(Date.now()));
  const html = (await answer.text()).replace("<html ", '<html class="is-offline" ');
  const cache = await caches.open(CACHE);
  await cache.put(CARD, new Response(html, { status: 200, headers }));
}

async function findKept() {
  const kept = await caches.match(CARD, { cacheName: CACHE });
  if (kept === undefined) return undefined;
  const age = Date.now() - Number(kept.headers.get("X-Kept-At"));
  if (age < MAX_AGE_MS) return kept;
  await forget();
  return undefined;
}

async function forget() {
  const cache = await caches.open(CACHE);
  await cache.delete(CARD);
}

/** Files under /assets never change their content; the others are asked for first. */
async function answerAsset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  const immutable = new URL(request.url).pathname.startsWith("/assets/");
  if (kept !== undefined && immutable) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    if (kept !== undefined) return kept;
    throw error;
  }
}
