// News without a trace, on this phone: a news key for each report whose reporter wants news, and what the public lists
// say of it. It is kept only while news is switched on. Who asks for a list is nobody: everybody gets the same ones.

import { base64url, fromBase64url } from './code.js';

const NAME = 'news';
const bytes = (text) => new TextEncoder().encode(text);

// {keys: [{key, news}], seen: the last slot that was looked at, pushed: the month in which the digest was last asked for}
export function load() {
  let stored = null;
  try { stored = localStorage.getItem(NAME); } catch { /* This phone keeps nothing: news is off. */ }
  return JSON.parse(stored) ?? { keys: [], seen: '', pushed: '' };
}

function change(what) {
  const state = load();
  what(state);
  if (state.keys.length) localStorage.setItem(NAME, JSON.stringify(state));
  else localStorage.removeItem(NAME);
}

export const isOn = () => load().keys.length > 0;
export const isKept = (key) => load().keys.some((each) => each.key === key);

// What stands in the lists of today already is no news.
export async function keep(key) {
  if (isKept(key)) return;
  const { slots } = await fetched('/api/news');
  change((state) => {
    state.keys.push({ key, news: false });
    state.seen ||= slots[0] ?? '';
  });
}

export const forget = (key) => change((state) => { state.keys = state.keys.filter((each) => each.key !== key); });
export const forgetAll = () => localStorage.removeItem(NAME);
export const read = (key) => change((state) => state.keys.forEach((each) => { if (each.key === key) each.news = false; }));
export const pushed = (month) => change((state) => { state.pushed = month; });

// The news key of a follow key; the server derives the same.
export async function newsKeyOf(key) {
  const source = await crypto.subtle.importKey('raw', fromBase64url(key), 'HKDF', false, ['deriveBits']);
  const way = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytes('news') };
  return base64url(new Uint8Array(await crypto.subtle.deriveBits(way, source, 256)));
}

// What stands in the list of a slot where there is news for this key.
export async function valueOf(key, slot) {
  const way = { name: 'HMAC', hash: 'SHA-256' };
  const signer = await crypto.subtle.importKey('raw', fromBase64url(key), way, false, ['sign']);
  return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', signer, bytes(slot))).slice(0, 8));
}

async function fetched(path) {
  const answer = await fetch(path, { credentials: 'omit', cache: 'no-store' });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

// Compares the lists that came since the last time; whether there is news that was not read yet.
export async function look() {
  const { slots } = await fetched('/api/news');
  for (const slot of slots.filter((each) => each > load().seen).reverse()) {
    const entries = new Set((await fetched(`/api/news?slot=${slot}`)).entries);
    const told = new Set();
    for (const { key } of load().keys) if (entries.has(await valueOf(key, slot))) told.add(key);
    // Looked up anew: what was switched off meanwhile stays off.
    change((state) => {
      state.seen = slot;
      for (const each of state.keys) each.news ||= told.has(each.key);
    });
  }
  return load().keys.some((each) => each.news);
}
