// /taken/{id}: one tap opens the camera, and the photo that comes back means ready.

import { act } from './field-done.js';
import { able } from './field-send.js';

const page = document.querySelector('[data-task]');

async function send(form, kind, details, file) {
  const { task, list } = page.dataset;
  page.classList.add('sending');
  const outcome = await act({ task, kind, details, file, place: form });
  page.classList.remove('sending');
  if (outcome === 'over') location.replace(list);
}

if (page && able) {
  document.body.classList.add('scripted');
  const done = page.querySelector('[data-done-form]');
  const failed = page.querySelector('[data-failed-form]');
  const camera = done.querySelector('[type=file]');
  camera.labels[0].remove(); // the button below is its label now
  camera.classList.add('unseen');
  camera.addEventListener('change', () => { if (camera.files[0]) send(done, 'done', {}, camera.files[0]); });
  done.addEventListener('submit', (event) => { event.preventDefault(); send(done, 'done', {}); });
  failed.addEventListener('submit', (event) => {
    const { reason, note } = Object.fromEntries(new FormData(failed));
    if (!reason || reason === 'other' && !note.trim()) return; // the server's page says what is missing
    event.preventDefault();
    send(failed, 'failed', { reason, ...(note.trim() && { note }) });
  });
}
