// The service worker. It keeps one empty form and what that needs; it never keeps a report, a session or a staff page.
// A new version waits until every page of the old one is closed: nobody's form is interrupted.

const CACHE = 'buurt-{{ version }}';
const FILES = {{ files }};
const LANGUAGES = {{ languages }};
const DAY = 24 * 3600 * 1000;
// The digest is the same bytes for everybody; its words are said here in the language of the phone.
const DIGEST = {{ digest }};

const pagesOf = (prefix) => [`${prefix}/nieuw?leeg`, `${prefix}/offline`];
const prefixOf = (path) => (LANGUAGES.includes(path.split('/')[1]) ? `/${path.split('/')[1]}` : '');

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...FILES, ...pagesOf('')])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  })());
});

// The kept pages in the language that is read, not older than a day.
async function refresh(prefix) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(pagesOf(prefix)[0]);
  if (!kept || Date.now() - Date.parse(kept.headers.get('Date')) > DAY) await cache.addAll(pagesOf(prefix));
}

async function page(event, path) {
  const prefix = prefixOf(path);
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(refresh(prefix).catch(() => undefined)); // tried again at the next page
    return answer;
  } catch {
    const cache = await caches.open(CACHE);
    const [form, offline] = pagesOf(prefix);
    const wanted = path === `${prefix}/nieuw` ? form : offline;
    return await cache.match(wanted) ?? await cache.match(wanted.slice(prefix.length)) ?? Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname.startsWith('/static/')) {
    event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
  } else if (event.request.mode === 'navigate') {
    event.respondWith(page(event, url.pathname));
  }
});

// Always shows something: phones end a subscription that stays silent. The words never tell what it is about.
self.addEventListener('push', (event) => {
  let told = {};
  try { told = event.data.json().notification ?? {}; } catch { told = {}; }
  const own = told.navigate === `${location.origin}/` && DIGEST[navigator.language.split('-')[0]];
  Object.assign(told, own);
  event.waitUntil(self.registration.showNotification(told.title || 'Er is nieuws', {
    body: told.body,
    tag: told.tag || 'nieuws',
    lang: told.lang,
    dir: told.dir || 'auto',
    icon: {{ icon }},
    badge: {{ badge }},
    data: { navigate: told.navigate },
  }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const asked = new URL(event.notification.data?.navigate || '/volg', location.origin);
  const target = asked.origin === location.origin ? asked.href : '/volg';
  event.waitUntil((async () => {
    const windows = await self.clients.matchAll({ type: 'window' });
    const there = windows.find((window) => window.url === target);
    await (there ? there.focus() : self.clients.openWindow(target));
  })());
});
