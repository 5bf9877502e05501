// What a field worker did, sent until it arrives: the action's id makes a repeat harmless.

import { shrink } from './shrink.js';

const WAIT = 5000;
const UNDO = 10;
const token = document.body.dataset.csrf;

export const able = Boolean(globalThis.crypto?.randomUUID);

// `ended`: the session is over.
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || '');
    this.ended = status === 401;
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

async function send(method, path, type, body) {
  let told = false;
  for (;;) {
    let answer = null;
    try {
      answer = await fetch(path, { method, body, headers: { 'Content-Type': type, 'X-CSRF-Token': token, Accept: 'application/json' } });
    } catch { /* no internet: tried again below */ }
    if (answer && answer.status !== 503) {
      if (told) tell(-1);
      if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})));
      return answer;
    }
    if (!told) tell(1);
    told = true;
    await later();
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
