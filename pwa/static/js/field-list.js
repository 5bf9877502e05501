// /taken: ready in one tap from the list, and the nearest first where the phone may say where it is.

import { act } from './field-done.js';
import { able } from './field-send.js';
import { offerNearest } from './field-near.js';

const list = document.querySelector('[data-tasks]');
const title = document.querySelector('h1');
const camera = Object.assign(document.createElement('input'), { type: 'file', accept: 'image/*', capture: 'environment' });

function count(change, group) {
  for (const shown of document.querySelectorAll('[data-count-of]')) {
    if (['', group].includes(shown.dataset.countOf)) shown.textContent = Number(shown.textContent) + change;
  }
  const n = Number(title.dataset.count) + change;
  title.dataset.count = n;
  title.textContent = (n === 1 ? title.dataset.one : title.dataset.many).replace('{n}', n);
}

function takePhoto() {
  camera.value = '';
  return new Promise((resolve) => { camera.onchange = () => resolve(camera.files[0]); camera.click(); });
}

async function finish(card, file) {
  count(-1, card.dataset.group);
  card.classList.add('finished');
  const outcome = await act({ task: card.dataset.task, kind: 'done', file, place: card.querySelector('[data-place]') });
  if (outcome === 'over' || outcome === 'no photo') {
    const hadFocus = card.contains(document.activeElement);
    const next = card.nextElementSibling ?? card.previousElementSibling;
    if (outcome === 'over') card.remove();
    if (hadFocus || outcome === 'over' && document.activeElement === document.body) (next?.querySelector('h2 a') ?? title).focus();
    document.querySelector('[data-slot=empty]').hidden = list.children.length > 0;
  } else {
    count(1, card.dataset.group);
    card.classList.remove('finished');
    card.querySelector('[data-done]')?.focus();
  }
}

if (able) {
  for (const button of list.querySelectorAll('[data-done]')) {
    const place = document.createElement('div');
    place.dataset.place = '';
    button.replaceWith(place);
    place.append(button);
  }
  list.addEventListener('click', async (event) => {
    const card = event.target.closest('[data-done]')?.closest('[data-task]');
    if (!card) return;
    event.preventDefault();
    const file = await takePhoto();
    if (file) finish(card, file);
  });
}
offerNearest(document.querySelector('[data-near]'), list);
