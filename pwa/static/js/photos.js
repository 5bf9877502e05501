// The photos of a report: chosen, shown small, taken away again.

import { fill } from './report.js';
import { shrink } from './shrink.js';

const MOST = 3;

// The chosen photos as an array that stays the same object.
export function choosePhotos(form, words) {
  const photos = [];
  const input = document.getElementById('photo');
  const list = document.getElementById('photos');
  const status = document.getElementById('photo-status');

  function draw() {
    list.replaceChildren(...photos.map((blob, index) => {
      const n = index + 1;
      const image = Object.assign(new Image(), { alt: fill(words.photo, { n }), src: URL.createObjectURL(blob) });
      image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
      const away = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: fill(words.photoAway, { n }) });
      away.addEventListener('click', () => { photos.splice(index, 1); draw(); input.focus(); });
      const item = document.createElement('li');
      item.append(image, away);
      return item;
    }));
    form.dataset.photos = photos.length || '';
    input.disabled = photos.length >= MOST;
    document.querySelector('label[for=photo]').hidden = input.disabled;
  }

  input.addEventListener('change', async () => {
    status.textContent = words.photoBusy;
    let bad = false;
    for (const file of [...input.files].slice(0, MOST - photos.length)) {
      try { photos.push(await shrink(file)); } catch { bad = true; }
    }
    input.value = '';
    status.textContent = bad ? words.photoBad : '';
    draw();
    list.scrollIntoView({ block: 'nearest' }); // and not under the button
  });
  return photos;
}
