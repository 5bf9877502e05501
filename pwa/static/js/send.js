// Sending: the text first, the photos after. Nothing typed is lost, whatever the network does.

import { chosen, fill } from './report.js';

const WAITS = [2, 5, 15, 30, 60]; // seconds

export function contents(form, photos) {
  const category = chosen().value;
  const open = chosen().dataset.class === 'open';
  const answers = {};
  for (const input of document.querySelectorAll('#questions :is(input:checked, input[type=text])')) {
    if (input.value) answers[input.name.slice(category.length + 1)] = input.value;
  }
  const point = form.lat.value ? { lat: Number(form.lat.value), lon: Number(form.lon.value) } : {};
  return {
    category,
    text: form.text.value.trim(),
    place: { ...point, description: form.description.value.trim() },
    answers,
    level: form.no_trace.checked ? 0 : 1,
    photos,
    exclude: open ? [] : [...form.querySelectorAll('[name=exclude]:checked')].map((input) => input.value),
    language: document.documentElement.lang,
  };
}

// Waits, or until the network is back, somebody taps, or the form is edited.
function pause(seconds, tapped, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    addEventListener('online', resolve, { once: true });
    tapped(resolve);
    signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); }, { once: true });
  });
}

const limited = (signal) => (AbortSignal.any ? AbortSignal.any([signal, AbortSignal.timeout(20000)]) : signal);

async function attempt(url, options, signal) {
  try {
    return await fetch(url, { ...options, signal: limited(signal), credentials: 'same-origin' });
  } catch {
    signal.throwIfAborted();
    return null; // no network, or no answer in time
  }
}

// Tries until the server has it, or refuses it (thrown).
export async function deliver(body, words, say, signal) {
  const options = { method: 'POST', headers: { 'Content-Type': 'application/json', 'Accept-Language': body.language }, body: JSON.stringify(body) };
  for (let tries = 0; ; tries += 1) {
    const answer = await attempt('/api/reports', options, signal);
    if (answer?.ok) return answer.json();
    if (answer && answer.status < 500 && answer.status !== 429) {
      throw { status: answer.status, ...await answer.json().catch(() => ({})) };
    }
    const wait = Number(answer?.headers.get('Retry-After')) || WAITS[Math.min(tries, WAITS.length - 1)];
    await pause(wait, (again) => say(answer ? words.busy : words.offline, again), signal);
  }
}

export async function sendPhotos(submission, photos, words, screen) {
  for (const [index, photo] of photos.entries()) await sendPhoto(submission, index + 1, photo, words, screen);
}

// One photo; where it is refused the report stays.
export async function sendPhoto(submission, n, blob, words, { say, signal }) {
  const options = { method: 'PUT', headers: { 'Content-Type': blob.type }, body: blob };
  say(fill(words.photoSending, { n }));
  for (let tries = 0; ; tries += 1) {
    const answer = await attempt(`/api/reports/${submission}/photos/${n}`, options, signal);
    if (answer?.ok) return say(fill(words.photoSent, { n }));
    if (answer && answer.status < 500 && answer.status !== 429) return say(words.photoBad);
    await pause(WAITS[Math.min(tries, WAITS.length - 1)], () => say(fill(words.photoWaits, { n })), signal);
  }
}
