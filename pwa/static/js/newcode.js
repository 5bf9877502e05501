// Another code for the same report, made here: the server is told only the key that is derived from it.

import { deriveKey, groups, newCode } from './code.js';
import { forget, isOn } from './news.js';

const form = document.getElementById('newcode');
const { salt, iterations, follow, busy, unsure, works, dead, view, copied } = form.dataset;
const status = document.getElementById('status');
const button = form.querySelector('button');

const shown = document.querySelector('[data-slot=code]');

if (globalThis.crypto?.subtle) { // plain http: the server derives the same
  const code = newCode();
  shown.firstElementChild.replaceChildren(...groups(code));
  form.elements.code.remove();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    status.textContent = busy;
    const key = await deriveKey(code, salt, Number(iterations));
    const forgotten = await oldNews();
    const answer = await fetch('/api/follow/code', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ key }),
    }).catch(() => null);
    if (answer?.status === 401) return location.replace(follow);
    if (answer?.ok) {
      forgotten();
      return succeed();
    }
    const problem = answer?.headers.get('content-type')?.includes('json') && await answer.json();
    status.textContent = problem?.fields?.key || unsure;
    button.disabled = false;
  });
}
delete shown.dataset.pending;

// What this phone kept for news belongs to the old code: it goes with it, and the follow page offers news anew.
async function oldNews() {
  if (!isOn()) return () => undefined;
  const answer = await fetch('/api/follow/news-key', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}',
  }).catch(() => null);
  const key = answer?.ok && (await answer.json()).news_key;
  return () => forget(key);
}

// The code stays on the screen until its reader goes on.
function succeed() {
  const title = document.querySelector('h1');
  title.textContent = works;
  document.getElementById('why').textContent = dead;
  document.getElementById('keep').remove();
  status.textContent = '';
  button.replaceWith(Object.assign(document.createElement('a'), { className: 'button', href: follow, textContent: view }));
  title.focus();
}

const copy = document.querySelector('[data-copy]');
copy.hidden = !navigator.clipboard;
copy.addEventListener('click', async () => {
  await navigator.clipboard.writeText(shown.innerText.trim());
  copy.textContent = copied;
});
