// The digest on this phone: the same message for everybody who wants it. No cookie goes along: we learn of no report.

import { isOn, load, pushed } from './news.js';
import { able, subscribe } from './push.js';

const month = () => new Date().toISOString().slice(0, 7);

async function ask(method, subscription) {
  const { endpoint, keys } = subscription.toJSON();
  const answer = await fetch('/api/digest/subscription', {
    method, credentials: 'omit', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ endpoint, keys }),
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
}

async function current() {
  const registration = await navigator.serviceWorker?.getRegistration();
  return registration?.pushManager?.getSubscription();
}

// Phones ask only at a tap, before anything else is done.
export const permit = async () => able() && await Notification.requestPermission() === 'granted';

export async function join(key) {
  await ask('POST', await subscribe(key));
  pushed(month());
}

// Once a month, so that a phone that is not used any more is forgotten.
export async function renew() {
  const { pushed: before } = load();
  if (!before || before === month()) return;
  const subscription = await current();
  if (!subscription) return;
  await ask('POST', subscription);
  pushed(month());
}

// Where nobody on this phone wants news any more. Without internet the phone ends it by itself.
export async function leave() {
  if (isOn()) return;
  const subscription = await current();
  if (subscription) await ask('DELETE', subscription).catch(() => subscription.unsubscribe());
}
