// Photos, made small on the phone: what the camera wrote into the file (place, time, kind of phone) stays behind.

import { fill } from './report.js';

const LONGEST = 1600;
const MOST = 3;

export async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.8); }); // Safari writes no WebP
  if (!blob) throw new Error('empty picture');
  return blob;
}

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
      const away = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: '✕' });
      away.setAttribute('aria-label', fill(words.photoAway, { n }));
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
  });
  return photos;
}
