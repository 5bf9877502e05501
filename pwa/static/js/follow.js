// /volg: the code is turned into a key here, so that the server is never told it.

import { deriveKey, valid } from './code.js';
import { offerPush } from './push.js';

const enter = document.getElementById('enter');
enter?.addEventListener('submit', async (event) => {
  if (!globalThis.crypto?.subtle) return; // plain http: the server derives the same
  event.preventDefault();
  const { salt, iterations, wrong, short, busy, offline } = enter.dataset;
  const status = document.getElementById('status');

  function refuse(text) {
    status.textContent = '';
    const error = Object.assign(document.createElement('p'), { className: 'error', textContent: text });
    document.getElementById('code-error').replaceChildren(error);
    document.getElementById('lost').open = text === wrong;
    enter.code.setAttribute('aria-invalid', 'true');
    enter.code.focus();
  }

  const digits = enter.code.value.replace(/\D/g, '').length;
  if (digits !== 21) return refuse(short.replace('{n}', digits));
  if (!valid(enter.code.value)) return refuse(wrong);
  status.textContent = busy;
  const key = await deriveKey(enter.code.value, salt, Number(iterations));
  const answer = await fetch('/api/follow', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ key }),
  }).catch(() => null);
  if (answer?.ok) location.replace(enter.action);
  else refuse(answer?.status === 404 ? wrong : offline);
});

const level = document.querySelector('[data-level]');
if (level) offerPush(level, level.dataset.pushKey, level.dataset, async () => true);
