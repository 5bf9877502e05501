// A message on this phone when there is news: only where it can be done, only when asked.

import { fromBase64url } from './code.js';

export const able = () => 'PushManager' in window && 'Notification' in window && Notification.permission !== 'denied';

export async function subscribe(key) {
  const registration = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: fromBase64url(key) };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (problem) {
    if (problem.name !== 'InvalidStateError') throw problem;
    // The phone still holds a subscription with another key of this neighbourhood.
    await (await registration.pushManager.getSubscription()).unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

// Shows `section` and lets its button raise the report to level 2. `openSession` answers whether there is a session.
export function offerPush(section, key, texts, openSession) {
  if (!able() || !key) return;
  const status = section.querySelector('[data-slot=push-status]');
  const button = section.querySelector('[data-push]');
  section.hidden = false;
  navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  button.addEventListener('click', async () => {
    if (await Notification.requestPermission() !== 'granted') { status.textContent = texts.no; return; }
    button.disabled = true;
    try {
      const { endpoint, keys } = (await subscribe(key)).toJSON();
      if (!await openSession()) throw new Error('no session');
      const answer = await fetch('/api/follow/level', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ level: 2, subscription: { endpoint, keys } }),
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      button.remove();
      status.textContent = texts.on;
    } catch {
      button.disabled = false;
      status.textContent = texts.fails;
    }
  });
}
