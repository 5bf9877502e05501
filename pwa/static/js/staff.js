// On every staff page: messages on this device, lists that are fresh again, words about waiting for the internet.

import { subscribe } from './push.js';

const STALE = 60000;

const offer = document.querySelector('[data-push-offer]');
if (offer && 'PushManager' in globalThis && 'Notification' in globalThis) offerPush(offer);

function offerPush(section) {
  const { key, owner, on, no, fails } = section.dataset;
  const kept = 'meldingen-aan'; // on this device, for this member
  const button = section.querySelector('button');
  const status = section.querySelector('[role=status]');

  async function turnOn() {
    if (await Notification.requestPermission() !== 'granted') { status.textContent = no; return; }
    button.disabled = true;
    try {
      const { endpoint, keys } = (await subscribe(key)).toJSON();
      const answer = await fetch('/api/session/push', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': document.body.dataset.csrf },
        body: JSON.stringify({ endpoint, keys }),
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      localStorage.setItem(kept, owner);
      section.classList.add('on');
      button.hidden = true;
      status.textContent = on;
    } catch {
      button.disabled = false;
      status.textContent = fails;
    }
  }

  if (localStorage.getItem(kept) === owner && Notification.permission === 'granted') return;
  section.hidden = false;
  button.addEventListener('click', turnOn);
}

// Who comes back to a list after a while sees what is new; who was typing keeps everything.
const refresh = document.querySelector('a.refresh');
let left = 0;
document.addEventListener('visibilitychange', () => {
  if (document.hidden) left = Date.now();
  else if (refresh && left && Date.now() - left > STALE && !busy) location.replace(refresh.href);
});

let busy = 0;
const waiting = document.querySelector('[data-slot=waiting]');
addEventListener('waiting', ({ detail }) => {
  busy = detail;
  if (!waiting) return;
  waiting.hidden = !detail;
  waiting.textContent = waiting.dataset.words.replace('{n}', detail);
});

document.querySelector('.error-summary')?.focus();
