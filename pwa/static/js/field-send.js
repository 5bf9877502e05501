// What a field worker did, sent until it arrives: the action's id makes a repeat harmless.

import { shrink } from './shrink.js';

const WAIT = 5000;
const UNDO = 10;
let token = document.body.dataset.csrf;
const me = document.querySelector('.me .who')?.textContent;

export const able = Boolean(globalThis.crypto?.randomUUID);

export class Refused extends Error {
  constructor(problem) {
    super(problem.detail || problem.title || '');
  }
}

let waiting = 0;
function tell(change) {
  waiting += change;
  dispatchEvent(new CustomEvent('waiting', { detail: waiting }));
}
addEventListener('beforeunload', (event) => { if (waiting) event.preventDefault(); });

const later = () => new Promise((resolve) => {
  addEventListener('online', resolve, { once: true });
  setTimeout(resolve, WAIT);
});

const ended = (is) => dispatchEvent(new CustomEvent('signed-out', { detail: is }));

// Whether the same person signed in again, in another tab: the token of the new session is then known here.
async function signedIn() {
  const answer = await fetch('/api/session', { headers: { Accept: 'application/json' } }).catch(() => null);
  if (!answer?.ok) return false;
  const { name, csrf } = await answer.json();
  if (name !== me) return false;
  token = csrf;
  return true;
}

async function send(method, path, type, body) {
  let told = false;
  for (;;) {
    let answer = null;
    try {
      answer = await fetch(path, { method, body, headers: { 'Content-Type': type, 'X-CSRF-Token': token, Accept: 'application/json' } });
    } catch { /* no internet: tried again below */ }
    const over = answer?.status === 401;
    if (answer && !over && answer.status !== 503) {
      if (told) tell(-1);
      if (!answer.ok) throw new Refused(await answer.json().catch(() => ({})));
      return answer;
    }
    if (!told) tell(1);
    told = true;
    if (over) ended(true); // what was done waits for the next sign-in
    do await later(); while (over && !await signedIn());
    if (over) ended(false);
  }
}

const post = (path, value) => send('POST', path, 'application/json', JSON.stringify(value));

// → { action, seconds, photo }: `photo` is a promise of whether the photo arrived. The photo never holds up the task.
export async function report(task, kind, details, file) {
  const action = crypto.randomUUID();
  const answer = await post(`/api/tasks/${task}/${kind}`, { action, at: new Date().toISOString(), ...details });
  const { undo_until: until } = await answer.json();
  // The server's own clock says how long is left; the phone's may be wrong.
  const now = Date.parse(answer.headers.get('Date')) || Date.now();
  const seconds = Math.max(1, Math.min(UNDO, Math.round((Date.parse(until) - now) / 1000)));
  return { action, seconds, photo: file ? sendPhoto(action, file) : Promise.resolve(true) };
}

async function sendPhoto(action, file) {
  try {
    await send('PUT', `/api/actions/${action}/photo`, 'image/jpeg', await shrink(file));
    return true;
  } catch {
    return false;
  }
}

export const undo = (task, action) => post(`/api/tasks/${task}/undo`, { action });
